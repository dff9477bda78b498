package org.certrenewal.setup.imports;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.certrenewal.registry.imports.Fault;
import org.certrenewal.registry.imports.ImportColumn;
import org.certrenewal.registry.imports.ImportRun;
import org.certrenewal.registry.imports.ImportRun.Source;
import org.certrenewal.registry.imports.ImportRun.State;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Keeps the imports, how far each is, and what was found. */
@Repository
class ImportRuns {

    /** After which silence another node goes on; a portion takes a second. */
    private static final Duration SILENCE = Duration.ofMinutes(2);

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final Clock clock;
    private final InstantSource real = InstantSource.system();

    ImportRuns(JdbcClient jdbc, JdbcTemplate batches, Clock clock) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.clock = clock;
    }

    /** Counts what became of lines. */
    record Counts(int lines, int added, int changed, int unchanged, int refused, int differing, int photos) {

        static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0);
    }

    String begin(Source source, State state, String mapping, String by) {
        String id = UUID.randomUUID().toString().replace("-", "");
        jdbc.sql("""
                        insert into import_run (id, source, state, mapping, started_by, started_at)
                        values (:id, :source, :state, :mapping, :by, :at)
                        """)
                .param("id", id)
                .param("source", source.name())
                .param("state", state.name())
                .param("mapping", mapping)
                .param("by", by)
                .param("at", now())
                .update();
        return id;
    }

    private OffsetDateTime now() {
        return OffsetDateTime.now(clock);
    }

    private OffsetDateTime beat() {
        return real.instant().atOffset(ZoneOffset.UTC);
    }

    Optional<ImportRun> find(String id) {
        return jdbc.sql("select * from import_run where id = ?")
                .param(id)
                .query(ImportRuns::run)
                .optional();
    }

    List<ImportRun> newest(int most) {
        return jdbc.sql("select * from import_run order by started_at desc, id fetch first ? rows only")
                .param(most)
                .query(ImportRuns::run)
                .list();
    }

    /** Returns what the command began and didn't end, for a file. */
    Optional<ImportRun> unfinished(String digest, String mapping) {
        return jdbc
                .sql("""
                        select * from import_run
                         where file_digest = :digest and state = :state and source = :source
                         order by started_at desc
                        """)
                .param("digest", digest)
                .param("state", State.RUNNING.name())
                .param("source", Source.COMMAND.name())
                .query(ImportRuns::run)
                .list()
                .stream()
                .filter(run -> run.mapping().equals(mapping))
                .findFirst();
    }

    /** Moves an import on; false if it isn't where it was thought to be. */
    boolean move(String id, State from, State to) {
        return jdbc.sql("""
                        update import_run set state = :to, node = null, beat_at = null where id = :id and state = :from
                        """)
                        .param("to", to.name())
                        .param("id", id)
                        .param("from", from.name())
                        .update()
                == 1;
    }

    void confirmed(String id, String by) {
        jdbc.sql("update import_run set confirmed_by = ?, confirmed_at = ? where id = ?")
                .params(by, now(), id)
                .update();
    }

    void checked(String id) {
        jdbc.sql("update import_run set checked_at = ? where id = ?")
                .params(now(), id)
                .update();
    }

    void ended(String id, String by) {
        jdbc.sql("update import_run set ended_by = ?, ended_at = ? where id = ?")
                .params(by, now(), id)
                .update();
    }

    void hindered(String id, String by) {
        jdbc.sql("update import_run set hindered_by = ? where id = ?")
                .params(by, id)
                .update();
    }

    void file(String id, RegisterFormat format, long bytes) {
        jdbc.sql("update import_run set format = ?, file_digest = ?, file_bytes = ? where id = ?")
                .params(format.kind().name(), format.digest(), bytes, id)
                .update();
    }

    void photosDigest(String id, String digest) {
        jdbc.sql("update import_run set photos_digest = ? where id = ?")
                .params(digest, id)
                .update();
    }

    /** Forgets what an earlier turn found, before the lines are looked at anew. */
    void startOver(String id) {
        jdbc.sql("delete from import_fault where import_id = ?").param(id).update();
        jdbc.sql("delete from import_tally where import_id = ?").param(id).update();
        jdbc.sql("""
                        update import_run set lines_all = 0, lines_done = 0, added = 0, changed = 0, unchanged = 0,
                               refused = 0, differing = 0, photos = 0 where id = ?
                        """).param(id).update();
    }

    void lines(String id, int all) {
        jdbc.sql("update import_run set lines_all = ? where id = ?")
                .params(all, id)
                .update();
    }

    /**
     * Notes a portion; fails, and with it the portion, if another node has taken the import over or somebody stopped
     * it.
     */
    void progress(String id, String node, State state, Counts more) {
        int noted = jdbc.sql("""
                        update import_run set lines_done = lines_done + :lines, added = added + :added,
                               changed = changed + :changed, unchanged = unchanged + :unchanged,
                               refused = refused + :refused, differing = differing + :differing,
                               photos = photos + :photos, beat_at = :beat
                         where id = :id and node = :node and state = :state
                        """)
                .param("lines", more.lines())
                .param("added", more.added())
                .param("changed", more.changed())
                .param("unchanged", more.unchanged())
                .param("refused", more.refused())
                .param("differing", more.differing())
                .param("photos", more.photos())
                .param("beat", beat())
                .param("id", id)
                .param("node", node)
                .param("state", state.name())
                .update();
        if (noted != 1) {
            throw new NotMine(id);
        }
    }

    void takenBack(String id, int more) {
        jdbc.sql("update import_run set taken_back = taken_back + ? where id = ?")
                .params(more, id)
                .update();
    }

    /** Says that somebody else is at it, or nobody is to be any more. */
    static final class NotMine extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private NotMine(String id) {
            super("the import " + id + " is somebody else's now");
        }
    }

    /** Takes an import for a node; false if another has it and says so. */
    boolean take(String id, String node) {
        return jdbc.sql("""
                        update import_run set node = :node, beat_at = :beat
                         where id = :id and (node is null or node = :node or beat_at < :silent)
                        """)
                        .param("node", node)
                        .param("beat", beat())
                        .param("silent", beat().minus(SILENCE))
                        .param("id", id)
                        .update()
                == 1;
    }

    /** Returns what the page began and somebody has to go on with, the oldest first. */
    List<ImportRun> atWork() {
        return jdbc.sql("""
                        select * from import_run
                         where state in ('CHECKING', 'RUNNING', 'TAKING_BACK')
                           and (source = 'PAGE' or state = 'TAKING_BACK')
                         order by started_at
                        """).query(ImportRuns::run).list();
    }

    /** Returns what was begun long ago and never confirmed. */
    List<String> leftLying(Instant before) {
        return jdbc.sql("""
                        select id from import_run
                         where state in ('RECEIVING', 'CHECKED', 'REFUSED') and started_at < ?
                           and exists (select 1 from import_part p where p.import_id = import_run.id)
                        """)
                .param(before.atOffset(ZoneOffset.UTC))
                .query(String.class)
                .list();
    }

    /** Holds a fault as it is kept. */
    record Kept(int seq, Fault fault) {}

    void keep(String id, List<Kept> faults) {
        batches.batchUpdate(
                "insert into import_fault (import_id, seq, line, column_key, fault, other_line) values (?, ?, ?, ?, ?, ?)",
                faults.stream()
                        .map(kept -> new Object[] {
                            id,
                            kept.seq(),
                            kept.fault().line(),
                            kept.fault().column().map(ImportColumn::key).orElse(null),
                            kept.fault().kind().name(),
                            kept.fault().other()
                        })
                        .toList());
    }

    void tally(String id, Map<Fault.Kind, Integer> counts) {
        counts.forEach((kind, count) -> {
            int there = jdbc.sql("update import_tally set found = ? where import_id = ? and fault = ?")
                    .params(count, id, kind.name())
                    .update();
            if (there == 0) {
                jdbc.sql("insert into import_tally (import_id, fault, found) values (?, ?, ?)")
                        .params(id, kind.name(), count)
                        .update();
            }
        });
    }

    Map<Fault.Kind, Integer> tally(String id) {
        Map<Fault.Kind, Integer> counts = new EnumMap<>(Fault.Kind.class);
        jdbc.sql("select fault, found from import_tally where import_id = ?")
                .param(id)
                .query(row -> {
                    counts.put(Fault.Kind.valueOf(row.getString(1)), row.getInt(2));
                });
        return counts;
    }

    int lastFault(String id) {
        return jdbc.sql("select coalesce(max(seq), 0) from import_fault where import_id = ?")
                .param(id)
                .query(Integer.class)
                .single();
    }

    /** Returns what was found, by line. */
    List<Fault> faults(String id, int most) {
        return new ArrayList<>(jdbc.sql("""
                        select line, column_key, fault, other_line from import_fault
                         where import_id = ? order by line, seq fetch first ? rows only
                        """)
                .params(id, most)
                .query((row, index) -> new Fault(
                        Fault.Kind.valueOf(row.getString(3)),
                        row.getInt(1),
                        Optional.ofNullable(row.getString(2)).flatMap(ImportColumn::ofKey),
                        row.getInt(4)))
                .list());
    }

    private static ImportRun run(ResultSet row, int index) throws SQLException {
        return new ImportRun(
                row.getString("id"),
                Source.valueOf(row.getString("source")),
                State.valueOf(row.getString("state")),
                row.getString("format") == null ? "" : row.getString("format"),
                Optional.ofNullable(row.getString("file_digest")),
                row.getString("mapping") == null ? "" : row.getString("mapping"),
                Optional.ofNullable(row.getString("photos_digest")),
                row.getString("started_by"),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getString("confirmed_by")),
                Optional.ofNullable(row.getObject("confirmed_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                Optional.ofNullable(row.getObject("ended_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                row.getLong("file_bytes"),
                row.getInt("lines_all"),
                row.getInt("lines_done"),
                row.getInt("added"),
                row.getInt("changed"),
                row.getInt("unchanged"),
                row.getInt("refused"),
                row.getInt("differing"),
                row.getInt("photos"),
                row.getInt("taken_back"),
                row.getString("hindered_by") == null ? "" : row.getString("hindered_by"));
    }
}
