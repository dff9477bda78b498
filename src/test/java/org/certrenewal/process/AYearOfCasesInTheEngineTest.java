package org.certrenewal.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.certrenewal.testing.CountedByHand.count;
import static org.certrenewal.testing.CountedByHand.decisionDays;
import static org.certrenewal.testing.CountedByHand.isProvisional;

import java.time.LocalDate;
import java.util.Date;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ManagementService;
import org.certrenewal.casefile.CaseStatus;
import org.certrenewal.casefile.ClockLedgers;
import org.certrenewal.law.ClockEntry;
import org.certrenewal.law.DueDate;
import org.certrenewal.process.RenewalProcess.Events;
import org.certrenewal.process.RenewalProcess.Tasks;
import org.certrenewal.registry.CertificateNumber;
import org.certrenewal.registry.Certificates;
import org.certrenewal.stages.review.Correction;
import org.certrenewal.testing.RenewalTest;
import org.certrenewal.testing.Renewals;
import org.certrenewal.testing.Renewals.Renewal;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Lives 2025 and 2026 with real cases in the real engine: on every day one is submitted, and is answered, corrected,
 * decided or left alone in turn. The engine's due dates and timers must be those that are counted by hand.
 */
@RenewalTest
@Tag("full")
class AYearOfCasesInTheEngineTest {

    private static final String OFFICER = "o01";
    private static final String WANG = "w01";
    private static final Set<LocalDate> NONE = Set.of();
    private static final int DAYS_TO_EXPIRY = 75;

    @Autowired
    private Renewals renewals;

    @Autowired
    private ClockLedgers ledgers;

    @Autowired
    private Certificates certificates;

    @Autowired
    private ManagementService management;

    static Stream<Arguments> days() {
        LocalDate first = LocalDate.of(2025, 1, 1);
        return IntStream.range(0, 730).mapToObj(day -> Arguments.of(first.plusDays(day), day % 4));
    }

    @AfterAll
    static void backToTheStart() {
        TestClock.atStart();
    }

    @ParameterizedTest
    @MethodSource("days")
    void should_be_due_when_it_is_counted_by_hand(LocalDate received, int course) {
        TestClock.at(received);
        LocalDate validTo = received.plusDays(DAYS_TO_EXPIRY);
        String certificate = renewals.certificateOf(WANG, validTo);
        Renewal renewal = renewals.submittedBy(WANG, certificate);
        LocalDate acceptanceDue = count(received, 5, NONE);
        assertDue(renewal, Tasks.ACCEPT_APPLICATION, acceptanceDue);
        assertTimer(renewal, Events.ACCEPTANCE_OVERDUE, acceptanceDue);

        switch (course) {
            case 0 -> isAccepted(renewal, count(received, 2, NONE));
            case 1 -> isCorrected(renewal, received, validTo);
            case 2 -> isDecided(renewal, count(received, 1, NONE), certificate, validTo);
            default -> isLeftAlone(renewal, received, acceptanceDue);
        }
    }

    private void isAccepted(Renewal renewal, LocalDate accepted) {
        TestClock.at(accepted);
        renewal.isAccepted(OFFICER);
        LocalDate due = count(accepted, decisionDays(accepted), NONE);
        assertDue(renewal, Tasks.REVIEW_APPLICATION, due);
        assertTimer(renewal, Events.DECISION_OVERDUE, due);
        assertLedger(renewal, ClockEntry.Kind.DECISION, accepted, due);
        renewal.withdraws();
    }

    private void isCorrected(Renewal renewal, LocalDate received, LocalDate validTo) {
        LocalDate asked = count(received, 3, NONE);
        TestClock.at(asked);
        renewal.isToBeCorrected(OFFICER, "form.region");
        LocalDate answerDue = count(asked, 15, NONE);
        assertTimer(renewal, Events.APPLICATION_ABANDONED, answerDue.isBefore(validTo) ? answerDue : validTo);
        assertLedger(renewal, ClockEntry.Kind.CORRECTION, asked, answerDue);
        LocalDate again = asked.plusDays(4);
        TestClock.at(again);
        renewal.corrects(new Correction(renewals.form("330212", null), null))
                .confirms()
                .confirmsTheFace()
                .signs();
        LocalDate due = count(again, 5, NONE);
        assertDue(renewal, Tasks.ACCEPT_APPLICATION, due);
        assertTimer(renewal, Events.ACCEPTANCE_OVERDUE, due);
        renewal.withdraws();
    }

    private void isDecided(Renewal renewal, LocalDate accepted, String certificate, LocalDate validTo) {
        TestClock.at(accepted);
        renewal.isAccepted(OFFICER);
        LocalDate decided = count(accepted, 4, NONE);
        TestClock.at(decided);
        renewal.isApproved(OFFICER);
        assertLedger(renewal, ClockEntry.Kind.DELIVERY, decided, count(decided, 10, NONE));
        int years = decided.isBefore(LocalDate.of(2026, 6, 1)) ? 2 : 3;
        LocalDate granted = certificates
                .withNumber(new CertificateNumber(certificate))
                .orElseThrow()
                .validTo();
        assertThat(granted).isEqualTo(validTo.plusDays(1).plusYears(years).minusDays(1));
        assertThat(renewal.file().status()).isEqualTo(CaseStatus.ISSUED);
    }

    private void isLeftAlone(Renewal renewal, LocalDate received, LocalDate acceptanceDue) {
        renewal.livesUntil(acceptanceDue);
        assertThat(renewal.file().deemedAccepted()).isFalse();
        renewal.livesUntil(acceptanceDue.plusDays(1));
        assertThat(renewal.file().deemedAccepted()).isTrue();
        LocalDate due = count(received, decisionDays(received), NONE);
        assertDue(renewal, Tasks.REVIEW_APPLICATION, due);
        assertLedger(renewal, ClockEntry.Kind.DECISION, received, due);
        renewal.withdraws();
    }

    private static void assertDue(Renewal renewal, String task, LocalDate day) {
        assertThat(renewal.task(task).getDueDate()).as(task).isEqualTo(endOf(day));
    }

    private void assertTimer(Renewal renewal, String event, LocalDate day) {
        assertThat(management
                        .createJobQuery()
                        .processInstanceId(renewal.instanceId())
                        .activityId(event)
                        .singleResult()
                        .getDuedate())
                .as(event)
                .isEqualTo(endOf(day));
    }

    private void assertLedger(Renewal renewal, ClockEntry.Kind kind, LocalDate start, LocalDate due) {
        assertThat(ledgers.of(renewal.number()))
                .filteredOn(entry -> entry.kind() == kind)
                .last()
                .satisfies(entry -> {
                    assertThat(entry.start()).isEqualTo(start);
                    assertThat(entry.due()).contains(due);
                    assertThat(entry.provisional()).isEqualTo(isProvisional(due));
                });
    }

    private static Date endOf(LocalDate day) {
        return Date.from(new DueDate(day, false).endsAt());
    }
}
