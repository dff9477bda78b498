package org.certrenewal.casefile;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.certrenewal.law.CaseEvents;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps the heads of the case files, in the engine's database and in its transactions. What befalls a case is a
 * {@link Transition}: old state and version are asked for in the statement that writes the new ones. {@link Sections},
 * {@link CaseHistory} and the stopped clock have rooms of their own; the short ways to them stand at the end.
 */
@Repository
public class CaseFiles {

    private final CaseHeads heads;
    private final Rounds rounds;
    private final Sections sections;
    private final CaseHistory history;
    private final StoppedClocks stopped;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    CaseFiles(
            CaseHeads heads,
            Rounds rounds,
            Sections sections,
            CaseHistory history,
            StoppedClocks stopped,
            ApplicationEventPublisher events,
            Clock clock) {
        this.heads = heads;
        this.rounds = rounds;
        this.sections = sections;
        this.history = history;
        this.stopped = stopped;
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

    /** Opens a case as a draft. */
    public void open(String number, String instanceId, String applicant) {
        heads.open(number, instanceId, applicant, now());
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
        return heads.find(number);
    }

    /** Returns the case that a process instance carries. */
    public CaseFile ofInstance(String instanceId) {
        return heads.ofInstance(instanceId);
    }

    /** Returns the numbers of the cases that instances carry, by instance; one without a case has none. */
    public Map<String, String> numbersOf(Collection<String> instanceIds) {
        return heads.numbersOf(instanceIds);
    }

    /** Returns the cases of a person, the newest first. */
    public List<CaseFile> ofApplicant(String userId) {
        return heads.ofApplicant(userId);
    }

    /**
     * Returns the next numbers of cases that have not come to an end, in order.
     *
     * @param after number of the case after which to go on; empty to begin
     */
    public List<String> openAfter(String after, int most) {
        return heads.openAfter(after, most);
    }

    /**
     * Returns a case, and keeps others from changing it until the transaction ends.
     *
     * @throws NoSuchCase if there is none of that number
     */
    public CaseFile lock(String number) {
        return heads.lock(number);
    }

    /** Returns several cases, and keeps others from changing them until the transaction ends. */
    public List<CaseFile> lock(List<String> numbers) {
        return heads.lock(numbers);
    }

    /** Returns the case that a process instance carries, and keeps others from changing it. */
    public CaseFile lockOfInstance(String instanceId) {
        return heads.lockOfInstance(instanceId);
    }

    /** Keeps others from changing cases until the transaction ends; of two who ask, the second waits. */
    public void hold(Collection<String> numbers) {
        heads.hold(numbers);
    }

    /** Counts a change, and notes that the applicant saves something today; see {@link #change}. */
    public CaseFile changeAndSave(CaseFile file, int version) {
        return heads.change(file, version, Map.of("saved_on", LocalDate.now(clock)));
    }

    /**
     * Counts a change.
     *
     * @param version the version that the change is based on
     * @return the case as it is then
     * @throws StaleCase if the case has changed since
     */
    public CaseFile change(CaseFile file, int version) {
        return heads.change(file, version, Map.of());
    }

    /** Notes when a face check succeeded. */
    public void confirmFace(String number) {
        heads.move(lock(number), Transition.CONFIRM_FACE, Map.of("face_confirmed_at", now()));
    }

    /** Notes who handles the case, and for which certificate. */
    public void route(CaseFile file, String office, String certificateNumber, LocalDate validTo) {
        heads.move(
                file,
                Transition.ROUTE,
                Map.of("office", office, "certificate_number", certificateNumber, "certificate_valid_to", validTo));
    }

    /**
     * Notes that the application came in, for the first time or corrected.
     *
     * @param hash SHA-256 of the content, which is JSON
     */
    public void submit(CaseFile file, LocalDate day, String content, String hash) {
        boolean corrected = file.status() == CaseStatus.CORRECTING;
        OffsetDateTime now = now();
        heads.move(
                file,
                corrected ? Transition.RESUBMIT : Transition.SUBMIT,
                Map.of(corrected ? "resubmitted_on" : "received_on", day, "submitted_at", now, "content_hash", hash));
        rounds.add(file.number(), content, hash, now);
    }

    /** Returns what was submitted in a round, the first being 1. */
    public Optional<String> submission(String number, int round) {
        return rounds.ofRound(number, round);
    }

    /** Notes that the applicant is told what is missing, field by field. */
    public void requestCorrection(CaseFile file, LocalDate day, Collection<String> fields) {
        heads.move(file, Transition.REQUEST_CORRECTION, Map.of("correction_asked_on", day));
        rounds.ask(file.number(), fields);
    }

    /**
     * Accepts the application.
     *
     * @param day the day that counts: on silence the day of receipt
     */
    public void accept(CaseFile file, LocalDate day, boolean deemed) {
        heads.move(file, Transition.ACCEPT, Map.of("accepted_on", day, "deemed_accepted", deemed));
    }

    /** Doesn't accept the application. */
    public void refuse(CaseFile file) {
        heads.move(file, Transition.REFUSE, Map.of("decided_on", LocalDate.now(clock)));
    }

    /** Extends the time for the decision. */
    public void extend(CaseFile file, LocalDate day) {
        heads.move(file, Transition.EXTEND, Map.of("extended_on", day));
    }

    /** Notes that the supervisor has the case decided at once. */
    public void urge(CaseFile file, LocalDate day) {
        heads.move(file, Transition.URGE, Map.of("urged_on", day));
    }

    /** Notes that the time from a day on doesn't count towards the decision. */
    @Transactional
    public void startExcludedTime(String number, LocalDate from, String reason) {
        heads.move(lock(number), Transition.EXCLUDE_TIME, Map.of());
        heads.forget(number);
        stopped.stop(number, from, reason);
    }

    /** Notes the last day that doesn't count, where time is being excluded. */
    @Transactional
    public void endExcludedTime(String number, LocalDate to) {
        heads.move(lock(number), Transition.EXCLUDE_TIME, Map.of());
        heads.forget(number);
        stopped.resume(number, to);
    }

    /** Decides. */
    public void decide(CaseFile file, LocalDate day, CaseFile.Decision decision) {
        heads.move(
                file,
                decision == CaseFile.Decision.REJECTED ? Transition.REJECT : Transition.APPROVE,
                Map.of("decided_on", day, "decision", decision.name()));
    }

    /** Ends the handling by the office; the end of its instance closes the case. */
    public void terminate(CaseFile file) {
        heads.move(file, Transition.TERMINATE, Map.of());
    }

    /** Notes that the new certificate is issued: the case is complete. */
    public void issue(CaseFile file, LocalDate day) {
        heads.move(file, Transition.ISSUE, Map.of("issued_on", day));
    }

    /** Notes that the result was handed over; the first time counts. */
    public void deliver(String number, LocalDate day) {
        CaseFile file = lock(number);
        LocalDate first = file.dates().flatMap(CaseEvents::delivered).orElse(day);
        heads.move(file, Transition.DELIVER, Map.of("delivered_on", first));
    }

    /** Closes a case; one that came to its own end keeps its status, and of one that is closed nothing changes. */
    public void close(CaseFile file, CaseStatus end) {
        if (file.closedAt().isPresent()) {
            return;
        }
        heads.move(file, Transition.endingIn(end), Map.of("closed_at", now()));
        events.publishEvent(new Closed(file.number(), end));
    }

    /** Saves a section; see {@link Sections}. */
    public <T> void save(String number, Section<T> section, T content, boolean complete) {
        sections.save(number, section, content, complete);
    }

    /** Returns a section, complete or a draft. */
    public <T> Optional<T> section(String number, Section<T> section) {
        return sections.section(number, section);
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
        return OffsetDateTime.now(clock).truncatedTo(ChronoUnit.MICROS);
    }
}
