package org.certrenewal.casefile;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.certrenewal.law.CaseEvents;
import org.certrenewal.vault.Vault;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps the heads of the case files, in the engine's database and in its transactions. What befalls a case is a
 * {@link Transition}: old state and version are asked for in the statement that writes the new ones. {@link Sections},
 * {@link CaseHistory} and the stopped clock have rooms of their own; the short ways to them stand at the end.
 */
@Repository
public class CaseFiles {

    private static final String SELECT = CaseRows.SELECT;

    private static final String SUBMISSION = "case_submission/";

    private final JdbcClient jdbc;
    private final CaseRows rows;
    private final CaseLocks locks;
    private final Remembered remembered;
    private final Sections sections;
    private final CaseHistory history;
    private final StoppedClocks stopped;
    private final Vault vault;
    private final CaseChanges changes;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    CaseFiles(
            JdbcClient jdbc,
            CaseRows rows,
            CaseLocks locks,
            Remembered remembered,
            Sections sections,
            CaseHistory history,
            StoppedClocks stopped,
            Vault vault,
            CaseChanges changes,
            ApplicationEventPublisher events,
            Clock clock) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.locks = locks;
        this.remembered = remembered;
        this.sections = sections;
        this.history = history;
        this.stopped = stopped;
        this.vault = vault;
        this.changes = changes;
        this.events = events;
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
    record Head(String number) {}

    /** By which the number of the case that an instance carries is remembered. */
    private record Carried(String instanceId) {}

    /** Opens a case as a draft. */
    public void open(String number, String instanceId, String applicant) {
        changes.ofCase(number);
        locks.isHeld(number);
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
                        .query(rows)
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
                .query(rows)
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
                .query(rows)
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

    /**
     * Returns a case, and keeps others from changing it until the transaction ends.
     *
     * @throws NoSuchCase if there is none of that number
     */
    public CaseFile lock(String number) {
        Optional<CaseFile> known = locks.holds(number) ? remembered.known(new Head(number)) : Optional.empty();
        return known.orElseGet(() -> locked(number));
    }

    private CaseFile locked(String number) {
        return lock(List.of(number)).stream().findFirst().orElseThrow(() -> new NoSuchCase(number));
    }

    /** Keeps others from changing cases until the transaction ends; of two who ask, the second waits. */
    public void hold(Collection<String> numbers) {
        locks.hold(numbers);
    }

    /** Returns several cases, and keeps others from changing them until the transaction ends. */
    public List<CaseFile> lock(List<String> numbers) {
        List<CaseFile> files = jdbc.sql(SELECT + " where case_number in (:numbers) order by case_number for update")
                .param("numbers", numbers)
                .query(rows)
                .list();
        for (CaseFile file : files) {
            locks.isHeld(file.number());
            remembered.put(new Head(file.number()), file);
        }
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
        locks.isHeld(file.number());
        if (file.version() != version) {
            // Read before somebody else's change, on which this one is based.
            remembered.forget(new Head(file.number()));
            return withNumber(file.number());
        }
        CaseFile now = file.changed(version + 1, savedOn);
        remembered.put(new Head(file.number()), now);
        return now;
    }

    /** Notes when a face check succeeded. */
    public void confirmFace(String number) {
        move(lock(number), Transition.CONFIRM_FACE, values("face_confirmed_at", now()));
    }

    /** Notes who handles the case, and for which certificate. */
    public void route(CaseFile file, String office, String certificateNumber, LocalDate validTo) {
        Map<String, Object> values = values("office", office);
        values.put("certificate_number", certificateNumber);
        values.put("certificate_valid_to", validTo);
        move(file, Transition.ROUTE, values);
    }

    /**
     * Notes that the application came in, for the first time or corrected.
     *
     * @param content what was submitted, as JSON
     * @param hash SHA-256 of it
     */
    public void submit(CaseFile file, LocalDate day, String content, String hash) {
        boolean corrected = file.status() == CaseStatus.CORRECTING;
        OffsetDateTime now = now();
        Map<String, Object> values = values(corrected ? "resubmitted_on" : "received_on", day);
        values.put("submitted_at", now);
        values.put("content_hash", hash);
        move(file, corrected ? Transition.RESUBMIT : Transition.SUBMIT, values);
        jdbc.sql("""
                        insert into case_submission (case_number, round, content, content_hash, submitted_at)
                        select :number, coalesce(max(round), 0) + 1, :content, :hash, :now
                          from case_submission where case_number = :number
                        """)
                .param("number", file.number())
                .param("content", vault.seal(SUBMISSION + file.number(), content))
                .param("hash", hash)
                .param("now", now)
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

    /** Notes that the applicant is told what is missing, field by field. */
    public void requestCorrection(CaseFile file, LocalDate day, Collection<String> fields) {
        move(file, Transition.REQUEST_CORRECTION, values("correction_asked_on", day));
        jdbc.sql("delete from case_correction where case_number = :number")
                .param("number", file.number())
                .update();
        for (String field : fields) {
            jdbc.sql("insert into case_correction (case_number, field) values (?, ?)")
                    .params(file.number(), field)
                    .update();
        }
    }

    /**
     * Accepts the application.
     *
     * @param day the day that counts: on silence the day of receipt
     */
    public void accept(CaseFile file, LocalDate day, boolean deemed) {
        Map<String, Object> values = values("accepted_on", day);
        values.put("deemed_accepted", deemed);
        move(file, Transition.ACCEPT, values);
    }

    /** Doesn't accept the application. */
    public void refuse(CaseFile file) {
        move(file, Transition.REFUSE, values("decided_on", LocalDate.now(clock)));
    }

    /** Extends the time for the decision. */
    public void extend(CaseFile file, LocalDate day) {
        move(file, Transition.EXTEND, values("extended_on", day));
    }

    /** Notes that the supervisor has the case decided at once. */
    public void urge(CaseFile file, LocalDate day) {
        move(file, Transition.URGE, values("urged_on", day));
    }

    /** Notes that the time from a day on doesn't count towards the decision. */
    @Transactional
    public void startExcludedTime(String number, LocalDate from, String reason) {
        move(lock(number), Transition.EXCLUDE_TIME, Map.of());
        stopped.stop(number, from, reason);
    }

    /** Notes the last day that doesn't count, where time is being excluded. */
    @Transactional
    public void endExcludedTime(String number, LocalDate to) {
        move(lock(number), Transition.EXCLUDE_TIME, Map.of());
        stopped.resume(number, to);
    }

    /** Decides. */
    public void decide(CaseFile file, LocalDate day, CaseFile.Decision decision) {
        Map<String, Object> values = values("decided_on", day);
        values.put("decision", decision.name());
        move(file, decision == CaseFile.Decision.REJECTED ? Transition.REJECT : Transition.APPROVE, values);
    }

    /** Ends the handling by the office; the end of its instance closes the case. */
    public void terminate(CaseFile file) {
        move(file, Transition.TERMINATE, Map.of());
    }

    /** Notes that the new certificate is issued: the case is complete. */
    public void issue(CaseFile file, LocalDate day) {
        move(file, Transition.ISSUE, values("issued_on", day));
    }

    /** Notes that the result was handed over; the first time counts. */
    public void deliver(String number, LocalDate day) {
        CaseFile file = lock(number);
        LocalDate first = file.dates().flatMap(CaseEvents::delivered).orElse(day);
        move(file, Transition.DELIVER, values("delivered_on", first));
    }

    /** Closes a case; one that came to its own end keeps its status, and of one that is closed nothing changes. */
    public void close(CaseFile file, CaseStatus end) {
        if (file.closedAt().isPresent()) {
            return;
        }
        move(file, Transition.endingIn(end), values("closed_at", now()));
        events.publishEvent(new Closed(file.number(), end));
    }

    /**
     * Lets something befall a case, where it may, and as long as the case is as it was read.
     *
     * @param values what is noted with it, by column; names of the program, never of a client
     * @throws IllegalTransition if the case isn't in a state from which it may come
     * @throws StaleCase if the case has changed since it was read
     */
    private void move(CaseFile file, Transition transition, Map<String, Object> values) {
        CaseStatus from = file.status();
        if (!transition.isLegalFrom(from) || file.closedAt().isPresent()) {
            throw new IllegalTransition(file.number(), from, transition);
        }
        changes.ofCase(file.number());
        remembered.forget(new Head(file.number()));
        String noted = values.keySet().stream()
                .map(column -> ", " + column + " = :" + column)
                .collect(Collectors.joining());
        int moved = jdbc.sql("update case_file set status = :to, version = version + 1" + noted + """
                         where case_number = :number and status = :from and version = :version and closed_at is null
                        """)
                .param("to", transition.after(from).name())
                .params(values)
                .param("number", file.number())
                .param("from", from.name())
                .param("version", file.version())
                .update();
        if (moved == 0) {
            CaseFile now = withNumber(file.number());
            if (!transition.isLegalFrom(now.status())) {
                throw new IllegalTransition(now.number(), now.status(), transition);
            }
            throw new StaleCase(file.number());
        }
        locks.isHeld(file.number());
    }

    private static Map<String, Object> values(String column, Object value) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put(column, value);
        return values;
    }

    /** Saves a section; see {@link Sections}. */
    public <T> void save(String number, Section<T> section, T content, boolean complete) {
        sections.save(number, section, content, complete);
    }

    /** Returns a section, complete or a draft. */
    public <T> Optional<T> section(String number, Section<T> section) {
        return sections.section(number, section);
    }

    /** Returns when a section was last saved. */
    public Optional<Instant> savedAt(String number, Section<?> section) {
        return sections.savedAt(number, section);
    }

    /** Forgets a section, so that the next round begins untouched. */
    public void forget(String number, Section<?> section) {
        sections.forget(number, section);
    }

    /** Turns a section into JSON, always the same for the same content. */
    public String write(Object content) {
        return sections.write(content);
    }

    /** Turns JSON that {@link #write} made back into a section. */
    public <T> T read(String content, Class<T> type) {
        return sections.read(content, type);
    }

    /** Records something that happened; see {@link CaseHistory}. */
    public void record(String number, String actor, String kind, String text) {
        history.record(number, actor, kind, text);
    }

    /** Records one thing in several cases, with a text for each number. */
    public void record(Map<String, String> texts, String actor, String kind) {
        history.record(texts, actor, kind);
    }

    /** Returns what happened, in order. */
    public List<CaseEvent> events(String number) {
        return history.events(number);
    }

    private OffsetDateTime now() {
        return OffsetDateTime.now(clock);
    }
}
