package org.certrenewal.insight.metrics;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseFile.Decision;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.CaseStatus;
import org.certrenewal.casefile.Section;
import org.certrenewal.law.LawBook;
import org.certrenewal.law.RuleKey;
import org.certrenewal.notices.Notices;
import org.certrenewal.registry.Verifications.Channel;
import org.certrenewal.web.verify.Checked;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/** Counts what happens in cases, once it is committed; what is rolled back isn't counted, and no count fails a case. */
@Component
class CaseMetrics {

    /** What is counted of the office's answers. */
    record Ground(String ground) {}

    private static final Section<Ground> ACCEPTANCE = new Section<>("acceptance", Ground.class);
    private static final Section<Ground> REVIEW = new Section<>("review", Ground.class);

    /** What cases record, as the case file names it. */
    static final List<String> EVENTS = List.of(
            "opened",
            "submitted",
            "resubmitted",
            "accepted",
            "deemed-accepted",
            "correction-asked",
            "corrected",
            "not-accepted",
            "approved",
            "rejected",
            "extended",
            "urged",
            "excluded-from",
            "excluded-to",
            "extension-proposed",
            "deemed-renewed",
            "expired-undecided",
            "issued",
            "issuance-stayed",
            "sealing-waits",
            "published",
            "withdrawn",
            "posted",
            "parcel-ordered",
            "parcel-delivered",
            "parcel-returned",
            "collected",
            "handed-over",
            "given-back",
            "terminated",
            "letter",
            "letter-waits",
            "letter-posted",
            "letter-received",
            "contact-corrected",
            "counter-requested",
            "counter-confirmed",
            "counter-refused",
            "letter-mended",
            "confirmed",
            "reminded",
            "closed");

    static final List<String> NOTICES = List.of(
            "act-answered",
            "act-hearing",
            "act-notice",
            "act-proposed",
            "act-weighed",
            "address-refused",
            "certificate-act",
            "certificate-corrected",
            "closed",
            "closing-proposed",
            "counter-check",
            "day-moved",
            "escalation",
            "excluded-time",
            "expiry",
            "given-back",
            "handed-over",
            "issuance-stayed",
            "letter",
            "password-set",
            "person-request",
            "letter-stuck",
            "letter-waits",
            "parcel",
            "posted",
            "reapplication",
            "reminder",
            "result",
            "role-granted",
            "role-proposed",
            "seal-end-proposed",
            "seal-proposed",
            "sealing-waits");

    /** On what a renewal or an application can be refused. */
    static final List<String> GROUNDS = Stream.of(
                    RuleKey.GROUND_AGE,
                    RuleKey.GROUND_HEALTH,
                    RuleKey.GROUND_ACCIDENT,
                    RuleKey.VIOLATION_COUNT,
                    RuleKey.GROUND_EDUCATION,
                    RuleKey.TRUE_STATEMENTS,
                    RuleKey.GROUND_OTHER,
                    RuleKey.HOLDER_ONLY,
                    RuleKey.CERTIFICATE_VALID,
                    RuleKey.WINDOW_OPENS_MONTHS,
                    RuleKey.FALSE_PAPERS_BAR_YEARS,
                    RuleKey.FRAUD_BAR_YEARS,
                    RuleKey.NOT_COMPETENT,
                    RuleKey.NO_PERMIT_NEEDED)
            .map(RuleKey::id)
            .toList();

    private static final double[] DAYS = {1, 2, 3, 5, 8, 10, 15, 20, 30, 60};
    private static final String FACE = "face-";

    private final CaseFiles cases;
    private final LawBook law;
    private final Labelled events;
    private final Labelled ends;
    private final Labelled rejections;
    private final Labelled nonAcceptances;
    private final Labelled faces;
    private final Labelled notices;
    private final Map<Channel, Labelled> checks = new EnumMap<>(Channel.class);
    private final Map<Decision, DistributionSummary> decisions = new EnumMap<>(Decision.class);

    CaseMetrics(MeterRegistry registry, CaseFiles cases, LawBook law) {
        this.cases = cases;
        this.law = law;
        events = new Labelled(registry, "renewal.case.events", "What happened in cases", "event", EVENTS);
        ends = new Labelled(
                registry,
                "renewal.cases.closed",
                "Cases that came to an end, by how",
                "status",
                Arrays.stream(CaseStatus.values()).map(CaseMetrics::label).toList());
        rejections = new Labelled(
                registry, "renewal.rejections", "Renewals rejected after review, by legal ground", "ground", GROUNDS);
        nonAcceptances = new Labelled(
                registry,
                "renewal.non.acceptances",
                "Applications refused before acceptance, by legal ground",
                "ground",
                GROUNDS);
        faces = new Labelled(
                registry,
                "renewal.face.checks",
                "Face checks that were answered; those that weren't are renewal_face_checks_expired",
                "answer",
                List.of("confirmed", "refused"));
        notices = new Labelled(registry, "renewal.notices.sent", "What people were told, by occasion", "kind", NOTICES);
        for (Channel channel : Channel.values()) {
            checks.put(
                    channel,
                    new Labelled(
                            registry,
                            "renewal.verifications." + label(channel),
                            "Checks of certificates by the public, by answer",
                            "answer",
                            Checked.answers().stream()
                                    .map(answer -> answer.toLowerCase(Locale.ROOT))
                                    .toList()));
        }
        for (Decision decision : Decision.values()) {
            decisions.put(
                    decision,
                    DistributionSummary.builder("renewal.decision.workdays")
                            .description("Working days from receipt to decision, excluded time included")
                            .tag("decision", label(decision))
                            .serviceLevelObjectives(DAYS)
                            .register(registry));
        }
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT, fallbackExecution = true)
    void recorded(CaseFiles.Recorded event) {
        if (event.kind().startsWith(FACE)) {
            faces.count(event.kind().substring(FACE.length()));
            return;
        }
        events.count(event.kind());
        switch (event.kind()) {
            case "approved", "deemed-renewed" -> decided(event.caseNumber());
            case "rejected" -> {
                decided(event.caseNumber());
                rejections.count(cases.section(event.caseNumber(), REVIEW)
                        .map(Ground::ground)
                        .orElse(""));
            }
            case "not-accepted" ->
                nonAcceptances.count(cases.section(event.caseNumber(), ACCEPTANCE)
                        .map(Ground::ground)
                        .orElse(""));
            default -> {
                // Nothing more is to be counted.
            }
        }
    }

    private void decided(String caseNumber) {
        CaseFile file = cases.withNumber(caseNumber);
        Optional.ofNullable(decisions.get(file.decision().orElseThrow()))
                .ifPresent(days -> days.record(law.calendar()
                        .between(
                                file.received().received(),
                                file.received().decided().orElseThrow())));
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT, fallbackExecution = true)
    void closed(CaseFiles.Closed event) {
        ends.count(label(event.status()));
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT, fallbackExecution = true)
    void told(Notices.Told event) {
        notices.count(event.kind());
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT, fallbackExecution = true)
    void checked(Checked event) {
        checks.get(event.channel()).count(event.answer().toLowerCase(Locale.ROOT));
    }

    /** Writes a name as labels are written. */
    static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
