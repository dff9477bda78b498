package org.certrenewal.partners.registry;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.certrenewal.PeriodicWork;
import org.certrenewal.partners.Partner;
import org.certrenewal.partners.PartnerClients;
import org.certrenewal.partners.PartnerLines;
import org.certrenewal.partners.PartnerSettings;
import org.certrenewal.process.outbox.NotNow;
import org.certrenewal.process.outbox.OutboxWorker;
import org.certrenewal.registry.Certificates;
import org.certrenewal.registry.Certificates.Snapshot;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Finds what differs between our registry and the province's: first all of ours are asked for there, page by page, then
 * all of theirs are looked for here. Whoever has departed from what both agreed in last has changed something. A page
 * is fetched outside any transaction and noted in a short one; only one node compares at a time.
 */
@Component
public class RegistryComparison {

    /** By which the schedule calls it. */
    public static final String NAME = "registry-comparison";

    /** No answer of the platform keeps us busy for ever: four million certificates. */
    private static final int MOST_PAGES = 20_000;

    /** After so long a comparison whose node died is begun anew. */
    /** After which whoever asks for a comparison believes that the one under way has died with its node. */
    private static final Duration GIVEN_UP = Duration.ofMinutes(30);

    private static final Duration LONGEST = Duration.ofHours(6);

    private static final int LONGEST_FAILURE = 200;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Certificates certificates;
    private final ApplicationEventPublisher events;
    private final Duration every;
    private final Optional<RegistryProtocol> protocol;

    @Autowired
    RegistryComparison(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Clock clock,
            Certificates certificates,
            ApplicationEventPublisher events,
            PartnerSettings settings,
            PartnerLines lines,
            PartnerClients clients,
            @Value("${renewal.registry-comparison.every:P1D}") Duration every) {
        this(
                jdbc,
                transaction,
                clock,
                certificates,
                events,
                every,
                settings.of(Partner.REGISTRY)
                        .map(access ->
                                new RegistryProtocol(clients.of(Partner.REGISTRY), lines.line(Partner.REGISTRY))));
    }

    RegistryComparison(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Clock clock,
            Certificates certificates,
            ApplicationEventPublisher events,
            Duration every,
            Optional<RegistryProtocol> protocol) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
        this.certificates = certificates;
        this.events = events;
        this.every = every;
        this.protocol = protocol;
    }

    /** Says who has changed something since both agreed. */
    public enum Kind {
        OURS,
        THEIRS,
        BOTH
    }

    /**
     * Is what differs about one certificate: identifier, version, state and last day at each side; empty where it isn't
     * there.
     */
    public record Difference(String number, Kind kind, String ours, String theirs) {}

    /**
     * Says how the last comparison went.
     *
     * @param failure names of exceptions, if it broke off
     */
    public record Run(
            Optional<OffsetDateTime> startedAt,
            Optional<OffsetDateTime> finishedAt,
            int compared,
            Optional<String> failure) {}

    /** Tells whether there is a platform to compare with. */
    public boolean isPossible() {
        return protocol.isPresent();
    }

    /** Returns how the last comparison went. */
    public Run last() {
        return jdbc.sql("select started_at, finished_at, compared, failure from registry_run where id = 1")
                .query((row, index) -> new Run(
                        Optional.ofNullable(row.getObject(1, OffsetDateTime.class)),
                        Optional.ofNullable(row.getObject(2, OffsetDateTime.class)),
                        row.getInt(3),
                        Optional.ofNullable(row.getString(4))))
                .single();
    }

    /** Counts the differences, by who changed something. */
    public Map<Kind, Long> counts() {
        Map<Kind, Long> counts = new LinkedHashMap<>();
        for (Kind kind : Kind.values()) {
            counts.put(kind, 0L);
        }
        jdbc.sql("select kind, count(*) from registry_difference group by kind").query(row -> {
            counts.put(Kind.valueOf(row.getString(1)), row.getLong(2));
        });
        return counts;
    }

    /** Returns differences by number, those after one, so many at most. */
    public List<Difference> after(String number, int most) {
        return jdbc.sql("""
                        select certificate_number, kind, ours, theirs from registry_difference
                         where certificate_number > ? order by certificate_number fetch first ? rows only
                        """)
                .params(number, most)
                .query((row, index) -> new Difference(
                        row.getString(1),
                        Kind.valueOf(row.getString(2)),
                        Objects.requireNonNullElse(row.getString(3), ""),
                        Objects.requireNonNullElse(row.getString(4), "")))
                .list();
    }

    /** Has it done soon, whenever it was done last. */
    public void request() {
        jdbc.sql("""
                        update registry_run set started_at = null
                         where id = 1 and (finished_at is not null or started_at < :given_up)
                        """)
                .param("given_up", OffsetDateTime.now(clock).minus(GIVEN_UP))
                .update();
        events.publishEvent(PeriodicWork.Wanted.now(NAME));
    }

    /** Compares, unless it was done lately or another node is at it. */
    public void run() {
        if (protocol.isEmpty() || !begin()) {
            return;
        }
        int run = jdbc.sql("select run from registry_run where id = 1")
                .query(Integer.class)
                .single();
        String failure = null;
        int compared = 0;
        try {
            compared = compareOurs(protocol.get(), run);
            compared += compareTheirs(protocol.get(), run);
            jdbc.sql("delete from registry_difference where run <> ?")
                    .param(run)
                    .update();
        } catch (RuntimeException e) {
            failure = OutboxWorker.kindsOf(e);
            if (!(e instanceof NotNow)) {
                throw e;
            }
        } finally {
            jdbc.sql("update registry_run set finished_at = ?, compared = ?, failure = ? where id = 1")
                    .params(
                            OffsetDateTime.now(clock),
                            compared,
                            failure == null ? null : failure.substring(0, Math.min(failure.length(), LONGEST_FAILURE)))
                    .update();
        }
    }

    private boolean begin() {
        OffsetDateTime now = OffsetDateTime.now(clock);
        return jdbc.sql("""
                                update registry_run set run = run + 1, started_at = :now, finished_at = null,
                                       compared = 0, failure = null
                                 where id = 1
                                   and (started_at is null or started_at < :gone
                                        or finished_at is not null and (failure is not null or finished_at < :lately))
                                """)
                        .param("now", now)
                        .param("gone", now.minus(LONGEST))
                        .param("lately", now.minus(every.dividedBy(2)))
                        .update()
                == 1;
    }

    private int compareOurs(RegistryProtocol platform, int run) {
        int compared = 0;
        String last = "";
        for (int page = 0; page < MOST_PAGES; page++) {
            List<Snapshot> ours = certificates.snapshotsAfter(last, RegistryProtocol.PAGE);
            if (ours.isEmpty()) {
                break;
            }
            List<String> numbers = ours.stream().map(Snapshot::number).toList();
            Map<String, Snapshot> theirs = byNumber(platform.withNumbers(numbers));
            note(numbers, byNumber(ours), theirs, run);
            compared += ours.size();
            last = numbers.get(numbers.size() - 1);
        }
        return compared;
    }

    private int compareTheirs(RegistryProtocol platform, int run) {
        int compared = 0;
        Optional<String> cursor = Optional.of("");
        for (int page = 0; page < MOST_PAGES && cursor.isPresent(); page++) {
            RegistryProtocol.Page theirs = platform.page(cursor.get());
            Map<String, Snapshot> there = byNumber(theirs.certificates());
            Map<String, Snapshot> here = byNumber(certificates.snapshotsOf(there.keySet()));
            List<String> unknown = there.keySet().stream()
                    .filter(number -> !here.containsKey(number))
                    .toList();
            note(unknown, here, there, run);
            compared += unknown.size();
            cursor = theirs.next();
        }
        return compared;
    }

    private static Map<String, Snapshot> byNumber(List<Snapshot> snapshots) {
        return snapshots.stream()
                .collect(Collectors.toMap(
                        Snapshot::number, Function.identity(), (first, second) -> second, LinkedHashMap::new));
    }

    private void note(List<String> numbers, Map<String, Snapshot> ours, Map<String, Snapshot> theirs, int run) {
        if (numbers.isEmpty()) {
            return;
        }
        transaction.executeWithoutResult(status -> {
            Map<String, String> agreed = new LinkedHashMap<>();
            jdbc.sql("select certificate_number, agreed from registry_agreement where certificate_number in (:numbers)")
                    .param("numbers", numbers)
                    .query(row -> {
                        agreed.put(row.getString(1), row.getString(2));
                    });
            numbers.forEach(number ->
                    note(number, state(ours.get(number)), state(theirs.get(number)), agreed.get(number), run));
        });
    }

    private void note(String number, String ours, String theirs, String agreed, int run) {
        jdbc.sql("delete from registry_difference where certificate_number = ?")
                .param(number)
                .update();
        if (Objects.equals(ours, theirs)) {
            agree(number, ours, agreed);
        } else {
            jdbc.sql(
                            "insert into registry_difference (certificate_number, kind, ours, theirs, run) values (?, ?, ?, ?, ?)")
                    .params(number, kind(ours, theirs, agreed).name(), ours, theirs, run)
                    .update();
        }
    }

    private void agree(String number, String state, String agreed) {
        if (agreed == null) {
            jdbc.sql("insert into registry_agreement (certificate_number, agreed) values (?, ?)")
                    .params(number, state)
                    .update();
        } else if (!agreed.equals(state)) {
            jdbc.sql("update registry_agreement set agreed = ? where certificate_number = ?")
                    .params(state, number)
                    .update();
        }
    }

    /** What was never agreed in is whoever's it is, and both's if both have it. */
    static Kind kind(String ours, String theirs, String agreed) {
        boolean changedHere = !Objects.equals(ours, agreed);
        boolean changedThere = !Objects.equals(theirs, agreed);
        if (changedHere && changedThere) {
            return Kind.BOTH;
        }
        return changedHere ? Kind.OURS : Kind.THEIRS;
    }

    private static String state(Snapshot snapshot) {
        return snapshot == null
                ? null
                : snapshot.identifier() + " v" + snapshot.version() + " "
                        + snapshot.status().code() + " " + snapshot.validTo();
    }
}
