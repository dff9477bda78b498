package org.certrenewal.casefile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.certrenewal.audit.AuditTrail;
import org.certrenewal.law.CaseEvents;
import org.certrenewal.law.ExcludedTime;
import org.certrenewal.vault.Vault;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Keeps the case files, in the engine's database and in its transactions. */
@Repository
public class CaseFiles {

    private static final String SELECT = """
            select case_number, instance_id, applicant, status, office, certificate_number, certificate_valid_to,
                   face_confirmed_at, opened_at, submitted_at, content_hash, received_on, correction_asked_on,
                   resubmitted_on, accepted_on, deemed_accepted, extended_on, decided_on, decision, issued_on,
                   delivered_on, closed_at, version, saved_on, urged_on,
                   (select count(*) from excluded_time
                     where excluded_time.case_number = case_file.case_number) as exclusions
              from case_file
            """;

    private static final String SUBMISSION = "case_submission/";
    private static final String EVENT = "case_event/";
    private static final String EXCLUDED = "excluded_time/";

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final ObjectMapper json;
    private final Clock clock;
    private final Vault vault;
    private final AuditTrail audit;
    private final CaseChanges changes;
    private final Remembered remembered;
    private final ApplicationEventPublisher events;

    CaseFiles(
            JdbcClient jdbc,
            JdbcTemplate batches,
            ObjectMapper json,
            Clock clock,
            Vault vault,
            AuditTrail audit,
            CaseChanges changes,
            Remembered remembered,
            ApplicationEventPublisher events) {
        this.remembered = remembered;
        this.vault = vault;
        this.audit = audit;
        this.changes = changes;
        this.events = events;
        this.jdbc = jdbc;
        this.batches = batches;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Says to whoever counts that something was recorded in a case; in the transaction that records it.
     *
     * @param kind the event's stable name, such as {@code submitted}
     */
    public record Recorded(String caseNumber, String kind) {}

    /** Says to whoever counts that a case was closed; in the transaction that closes it. */
    public record Closed(String caseNumber, CaseStatus status) {}

    /** By which the head of a case is remembered. */
    private record Head(String number) {}

    /** By which the number of the case that an instance carries is remembered. */
    private record Carried(String instanceId) {}

    /** By which a section is remembered, opened. */
    private record Content(String number, String section) {}

    /** Opens a case as a draft. */
    public void open(String number, String instanceId, String applicant) {
        changes(number);
        jdbc.sql("""
                        insert into case_file (case_number, instance_id, applicant, status, opened_at, saved_on)
                        values (:number, :instance, :applicant, 'DRAFT', :now, :today)
                        """)
                .param("number", number)
                .param("instance", instanceId)
                .param("applicant", applicant)
                .param("now", now())
                .param("today", LocalDate.now(clock))
                .update();
        record(number, applicant, "opened", "进入办理，生成办件");
    }

    /**
     * Returns a case.
     *
     * @throws NoSuchCase if there is none of that number
     */
    public CaseFile withNumber(String number) {
        return find(number).orElseThrow(() -> new NoSuchCase(number));
    }

    /** Returns a case, if there is one of that number. */
    public Optional<CaseFile> find(String number) {
        return remembered.find(
                new Head(number),
                () -> jdbc.sql(SELECT + " where case_number = :number")
                        .param("number", number)
                        .query(this::caseFile)
                        .optional());
    }

    /** Returns the case that a process instance carries. */
    public CaseFile ofInstance(String instanceId) {
        Optional<String> number = remembered.known(new Carried(instanceId));
        if (number.isPresent()) {
            return withNumber(number.get());
        }
        CaseFile file = jdbc.sql(SELECT + " where instance_id = :instance")
                .param("instance", instanceId)
                .query(this::caseFile)
                .single();
        remembered.put(new Carried(instanceId), file.number());
        remembered.put(new Head(file.number()), file);
        return file;
    }

    /**
     * Returns the numbers of the cases that process instances carry, by instance; an instance without a case has none.
     */
    public Map<String, String> numbersOf(Collection<String> instanceIds) {
        if (instanceIds.isEmpty()) {
            return Map.of();
        }
        return jdbc
                .sql("select instance_id, case_number from case_file where instance_id in (:instances)")
                .param("instances", instanceIds)
                .query((row, index) -> Map.entry(row.getString("instance_id"), row.getString("case_number")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Returns the cases of a person, the newest first. */
    public List<CaseFile> ofApplicant(String userId) {
        return jdbc.sql(SELECT + " where applicant = :applicant order by opened_at desc")
                .param("applicant", userId)
                .query(this::caseFile)
                .list();
    }

    /**
     * Returns the next numbers of cases that have not come to an end, in order.
     *
     * @param after number of the case after which to go on; empty to begin
     */
    public List<String> openAfter(String after, int most) {
        return jdbc.sql("""
                        select case_number from case_file where closed_at is null and case_number > :after
                         order by case_number fetch first :most rows only
                        """)
                .param("after", after)
                .param("most", most)
                .query(String.class)
                .list();
    }

    /** Returns several cases, and keeps others from changing them until the transaction ends. */
    public List<CaseFile> lock(List<String> numbers) {
        List<CaseFile> files = jdbc.sql(SELECT + " where case_number in (:numbers) order by case_number for update")
                .param("numbers", numbers)
                .query(this::caseFile)
                .list();
        files.forEach(file -> remembered.put(new Head(file.number()), file));
        return files;
    }

    /** Tells whether nothing was saved today so far. */
    public boolean isFirstSaveToday(CaseFile file) {
        return file.savedOn().isBefore(LocalDate.now(clock));
    }

    /**
     * Counts a change, and notes that the applicant saves something today.
     *
     * @param version the version that the change is based on
     * @return the case as it is then
     * @throws StaleCase if the case has changed since
     */
    public CaseFile changeAndSave(CaseFile file, int version) {
        LocalDate today = LocalDate.now(clock);
        int changed = jdbc.sql("""
                        update case_file set version = version + 1, saved_on = :today
                         where case_number = :number and version = :version
                        """)
                .param("today", today)
                .param("number", file.number())
                .param("version", version)
                .update();
        return changed(file, version, changed, today);
    }

    /**
     * Counts a change.
     *
     * @param version the version that the change is based on
     * @return the case as it is then
     * @throws StaleCase if the case has changed since
     */
    public CaseFile change(CaseFile file, int version) {
        int changed = jdbc.sql(
                        "update case_file set version = version + 1 where case_number = :number and version = :version")
                .param("number", file.number())
                .param("version", version)
                .update();
        return changed(file, version, changed, file.savedOn());
    }

    private CaseFile changed(CaseFile file, int version, int changed, LocalDate savedOn) {
        if (changed == 0) {
            throw new StaleCase(file.number());
        }
        if (file.version() != version) {
            // Read before somebody else's change, on which this one is based.
            remembered.forget(new Head(file.number()));
            return withNumber(file.number());
        }
        CaseFile now = file.changed(version + 1, savedOn);
        remembered.put(new Head(file.number()), now);
        return now;
    }

    /** Saves a section. */
    public <T> void save(String number, Section<T> section, T content, boolean complete) {
        String sealed = vault.seal(purpose(number, section), write(content));
        jdbc.sql("""
                        merge into case_section using (values (1)) as one (n)
                           on case_number = :number and name = :name
                         when matched then update set content = :content, complete = :complete, saved_at = :now
                         when not matched then insert (case_number, name, content, complete, saved_at)
                              values (:number, :name, :content, :complete, :now)
                        """)
                .param("number", number)
                .param("name", section.name())
                .param("content", sealed)
                .param("complete", complete)
                .param("now", now())
                .update();
        remembered.put(new Content(number, section.name()), content);
    }

    /** Returns a section, complete or a draft. */
    public <T> Optional<T> section(String number, Section<T> section) {
        return remembered.find(
                new Content(number, section.name()),
                () -> jdbc.sql("select content from case_section where case_number = :number and name = :name")
                        .param("number", number)
                        .param("name", section.name())
                        .query(String.class)
                        .optional()
                        .map(content -> read(vault.open(purpose(number, section), content), section.type())));
    }

    /** Returns when a section was last saved. */
    public Optional<Instant> savedAt(String number, Section<?> section) {
        return jdbc.sql("select saved_at from case_section where case_number = :number and name = :name")
                .param("number", number)
                .param("name", section.name())
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant);
    }

    /** Forgets a section, so that the next round begins untouched. */
    public void forget(String number, Section<?> section) {
        remembered.forget(new Content(number, section.name()));
        jdbc.sql("delete from case_section where case_number = :number and name = :name")
                .param("number", number)
                .param("name", section.name())
                .update();
    }

    /** Records something that happened. */
    public void record(String number, String actor, String kind, String text) {
        jdbc.sql("""
                        insert into case_event (case_number, seq, happened_at, actor, kind, text)
                        select :number, coalesce(max(seq), 0) + 1, :now, :actor, :kind, :text
                          from case_event where case_number = :number
                        """)
                .param("number", number)
                .param("now", now())
                .param("actor", actor)
                .param("kind", kind)
                .param("text", vault.write(EVENT + number, text))
                .update();
        audit.append(number, actor, kind, "", text);
        events.publishEvent(new Recorded(number, kind));
    }

    /** Returns what happened, in order. */
    public List<CaseEvent> events(String number) {
        return jdbc.sql(
                        "select happened_at, actor, kind, text from case_event where case_number = :number order by seq")
                .param("number", number)
                .query((row, index) -> new CaseEvent(
                        row.getObject(1, OffsetDateTime.class).toInstant(),
                        row.getString(2),
                        row.getString(3),
                        vault.read(EVENT + number, row.getString(4))))
                .list();
    }

    /** Notes when a face check succeeded. */
    public void faceConfirmed(String number) {
        update(number, "face_confirmed_at = :now", "now", now());
    }

    /** Notes who handles the case, and for which certificate. */
    public void route(String number, String office, String certificateNumber, LocalDate validTo) {
        changes(number);
        jdbc.sql("""
                        update case_file set office = :office, certificate_number = :certificate,
                               certificate_valid_to = :validTo, version = version + 1
                         where case_number = :number
                        """)
                .param("number", number)
                .param("office", office)
                .param("certificate", certificateNumber)
                .param("validTo", validTo)
                .update();
    }

    /**
     * Notes that the application came in, for the first time or corrected.
     *
     * @param content what was submitted, as JSON
     * @param hash SHA-256 of it
     */
    public void submitted(String number, LocalDate day, boolean corrected, String content, String hash) {
        changes(number);
        jdbc.sql("""
                        insert into case_submission (case_number, round, content, content_hash, submitted_at)
                        select :number, coalesce(max(round), 0) + 1, :content, :hash, :now
                          from case_submission where case_number = :number
                        """)
                .param("number", number)
                .param("content", vault.seal(SUBMISSION + number, content))
                .param("hash", hash)
                .param("now", now())
                .update();
        jdbc.sql("update case_file set status = 'SUBMITTED', submitted_at = :now, content_hash = :hash, "
                        + (corrected ? "resubmitted_on" : "received_on")
                        + " = :day, version = version + 1 where case_number = :number")
                .param("number", number)
                .param("now", now())
                .param("hash", hash)
                .param("day", day)
                .update();
    }

    /** Returns what was submitted in a round, the first being 1. */
    public Optional<String> submission(String number, int round) {
        return jdbc.sql("select content from case_submission where case_number = :number and round = :round")
                .param("number", number)
                .param("round", round)
                .query(String.class)
                .optional()
                .map(content -> vault.open(SUBMISSION + number, content));
    }

    /** Notes that the applicant was told what is missing, field by field. */
    public void correctionAsked(String number, LocalDate day, Collection<String> fields) {
        jdbc.sql("delete from case_correction where case_number = :number")
                .param("number", number)
                .update();
        for (String field : fields) {
            jdbc.sql("insert into case_correction (case_number, field) values (?, ?)")
                    .params(number, field)
                    .update();
        }
        update(number, "status = 'CORRECTING', correction_asked_on = :day", "day", day);
    }

    /**
     * Notes that the application is accepted.
     *
     * @param day the day that counts: on silence the day of receipt
     */
    public void accepted(String number, LocalDate day, boolean deemed) {
        changes(number);
        jdbc.sql("""
                        update case_file set status = 'ACCEPTED', accepted_on = :day, deemed_accepted = :deemed,
                               version = version + 1
                         where case_number = :number
                        """)
                .param("number", number)
                .param("day", day)
                .param("deemed", deemed)
                .update();
    }

    /** Notes that the application isn't accepted. */
    public void notAccepted(String number) {
        update(number, "status = 'NOT_ACCEPTED', decided_on = :day", "day", LocalDate.now(clock));
    }

    /** Notes that the time for the decision is extended. */
    public void extended(String number, LocalDate day) {
        update(number, "extended_on = :day", "day", day);
    }

    /** Notes that the supervisor had the case decided at once. */
    public void urged(String number, LocalDate day) {
        update(number, "urged_on = :day", "day", day);
    }

    /** Notes that the time from a day on doesn't count towards the decision. */
    public void startExcludedTime(String number, LocalDate from, String reason) {
        changes(number);
        jdbc.sql("""
                        insert into excluded_time (case_number, seq, from_day, reason)
                        select :number, coalesce(max(seq), 0) + 1, :from, :reason
                          from excluded_time where case_number = :number
                        """)
                .param("number", number)
                .param("from", from)
                .param("reason", vault.write(EXCLUDED + number, reason))
                .update();
    }

    /** Notes the last day that doesn't count, where time is being excluded. */
    public void endExcludedTime(String number, LocalDate to) {
        changes(number);
        jdbc.sql("update excluded_time set to_day = :to where case_number = :number and to_day is null")
                .param("number", number)
                .param("to", to)
                .update();
    }

    /** Notes the decision. */
    public void decided(String number, LocalDate day, CaseFile.Decision decision) {
        changes(number);
        jdbc.sql("""
                        update case_file set status = :status, decided_on = :day, decision = :decision,
                               version = version + 1
                         where case_number = :number
                        """)
                .param("number", number)
                .param("status", decision == CaseFile.Decision.REJECTED ? "REJECTED" : "APPROVED")
                .param("day", day)
                .param("decision", decision.name())
                .update();
    }

    /** Notes that the office ends the handling; the end of its instance closes the case. */
    public void terminated(String number) {
        changes(number);
        jdbc.sql("update case_file set status = 'TERMINATED', version = version + 1 where case_number = :number")
                .param("number", number)
                .update();
    }

    /** Notes that the new certificate is issued: the case is complete. */
    public void issued(String number, LocalDate day) {
        update(number, "status = 'ISSUED', issued_on = :day", "day", day);
    }

    /** Notes that the result was handed over. */
    public void delivered(String number, LocalDate day) {
        update(number, "delivered_on = coalesce(delivered_on, :day)", "day", day);
    }

    /** Closes a case; one that came to its own end keeps its status. */
    public void close(String number, CaseStatus status) {
        changes(number);
        int closed = jdbc.sql("""
                        update case_file set status = :status, closed_at = :now, version = version + 1
                         where case_number = :number and closed_at is null
                        """)
                .param("number", number)
                .param("status", status.name())
                .param("now", now())
                .update();
        if (closed == 1) {
            events.publishEvent(new Closed(number, status));
        }
    }

    /** Records one thing in several cases, with a text for each number. */
    public void record(Map<String, String> texts, String actor, String kind) {
        List<Object[]> rows = texts.entrySet().stream()
                .map(text -> new Object[] {
                    text.getKey(),
                    now(),
                    actor,
                    kind,
                    vault.write(EVENT + text.getKey(), text.getValue()),
                    text.getKey()
                })
                .toList();
        batches.batchUpdate("""
                insert into case_event (case_number, seq, happened_at, actor, kind, text)
                select ?, coalesce(max(seq), 0) + 1, ?, ?, ?, ? from case_event where case_number = ?
                """, rows);
        texts.forEach((number, text) -> audit.append(number, actor, kind, "", text));
    }

    /** Turns a section into JSON, always the same for the same content. */
    public String write(Object content) {
        try {
            return json.writeValueAsString(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a section can't be written", e);
        }
    }

    /** Turns JSON that {@link #write} made back into a section. */
    public <T> T read(String content, Class<T> type) {
        try {
            return json.readValue(content, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored " + type.getSimpleName() + " can't be read", e);
        }
    }

    private void changes(String number) {
        changes.ofCase(number);
        remembered.forget(new Head(number));
    }

    private static String purpose(String number, Section<?> section) {
        return "case_section/" + number + "/" + section.name();
    }

    private void update(String number, String assignment, String parameter, Object value) {
        changes(number);
        jdbc.sql("update case_file set " + assignment + ", version = version + 1 where case_number = :number")
                .param("number", number)
                .param(parameter, value)
                .update();
    }

    private List<ExcludedTime> excluded(String number) {
        return jdbc.sql("select from_day, to_day, reason from excluded_time where case_number = :number order by seq")
                .param("number", number)
                .query((row, index) -> new ExcludedTime(
                        row.getObject(1, LocalDate.class),
                        Optional.ofNullable(row.getObject(2, LocalDate.class)),
                        vault.read(EXCLUDED + number, row.getString(3))))
                .list();
    }

    private CaseFile caseFile(ResultSet row, int index) throws SQLException {
        String number = row.getString("case_number");
        Instant openedAt = instant(row, "opened_at").orElseThrow();
        LocalDate savedOn = day(row, "saved_on");
        Optional<CaseEvents> dates = CaseFile.dates(
                day(row, "received_on"),
                day(row, "correction_asked_on"),
                day(row, "resubmitted_on"),
                day(row, "accepted_on"),
                row.getInt("exclusions") == 0 ? List.of() : excluded(number),
                day(row, "extended_on"),
                day(row, "decided_on"),
                day(row, "delivered_on"),
                day(row, "certificate_valid_to"));
        return new CaseFile(
                number,
                row.getString("instance_id"),
                row.getString("applicant"),
                CaseStatus.valueOf(row.getString("status")),
                Optional.ofNullable(row.getString("office")),
                Optional.ofNullable(row.getString("certificate_number")),
                Optional.ofNullable(day(row, "certificate_valid_to")),
                instant(row, "face_confirmed_at"),
                openedAt,
                instant(row, "submitted_at"),
                Optional.ofNullable(row.getString("content_hash")),
                dates,
                row.getBoolean("deemed_accepted"),
                Optional.ofNullable(row.getString("decision")).map(CaseFile.Decision::valueOf),
                savedOn == null ? LocalDate.ofInstant(openedAt, clock.getZone()) : savedOn,
                Optional.ofNullable(day(row, "urged_on")),
                Optional.ofNullable(day(row, "issued_on")),
                instant(row, "closed_at"),
                row.getInt("version"));
    }

    private static LocalDate day(ResultSet row, String column) throws SQLException {
        return row.getObject(column, LocalDate.class);
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    private OffsetDateTime now() {
        return OffsetDateTime.now(clock);
    }
}
