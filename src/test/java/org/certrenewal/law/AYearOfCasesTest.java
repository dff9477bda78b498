package org.certrenewal.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.certrenewal.law.adapters.Laws.CLOCK;
import static org.certrenewal.testing.CountedByHand.count;
import static org.certrenewal.testing.CountedByHand.decisionDays;
import static org.certrenewal.testing.CountedByHand.isProvisional;
import static org.certrenewal.testing.CountedByHand.orNext;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Submits a case on every day of 2025 and 2026 and compares each due date with one that is computed in another way:
 * from a list of days written out here, counting one by one, with the figures of the law written out too.
 */
class AYearOfCasesTest {

    static Stream<LocalDate> everyDay() {
        return LocalDate.of(2025, 1, 1).datesUntil(LocalDate.of(2027, 1, 1));
    }

    @ParameterizedTest
    @MethodSource("everyDay")
    void should_compute_every_due_date_of_a_case_submitted_on(LocalDate received) {
        // GIVEN an office that accepts on the next working day, or on the day the correction comes in
        LocalDate accepted = count(received, 1, Set.of());
        LocalDate asked = count(received, 3, Set.of());
        LocalDate again = asked.plusDays(4);
        CaseEvents plain = CaseEvents.receivedOn(received);
        CaseEvents corrected = plain.correctionAskedOn(asked).resubmittedOn(again);

        // WHEN / THEN silence
        assertDue(CLOCK.acceptanceDue(plain), received, count(received, 5, Set.of()));
        assertThat(CLOCK.isDeemedAccepted(plain, count(received, 5, Set.of()))).isFalse();
        assertThat(CLOCK.isDeemedAccepted(plain, count(received, 5, Set.of()).plusDays(1)))
                .isTrue();
        assertDue(
                CLOCK.decisionDue(plain.acceptedOn(received)),
                received,
                count(received, decisionDays(received), Set.of()));

        // THEN correction
        assertDue(CLOCK.correctionAnswerDue(corrected), asked, count(asked, 15, Set.of()));
        assertDue(CLOCK.acceptanceDue(corrected), again, count(again, 5, Set.of()));

        // THEN decision, extension, excluded time, delivery
        CaseEvents taken = plain.acceptedOn(accepted);
        int days = decisionDays(accepted);
        assertDue(CLOCK.decisionDue(taken), accepted, count(accepted, days, Set.of()));
        assertDue(
                CLOCK.decisionDue(taken.extendedOn(accepted.plusDays(7))),
                accepted,
                count(accepted, days + 10, Set.of()));
        LocalDate reviewFrom = accepted.plusDays(3);
        LocalDate reviewTo = accepted.plusDays(9);
        Set<LocalDate> review =
                new HashSet<>(reviewFrom.datesUntil(reviewTo.plusDays(1)).toList());
        assertDue(
                CLOCK.decisionDue(taken.excluding(new ExcludedTime(reviewFrom, Optional.of(reviewTo), "专家评审"))),
                accepted,
                count(accepted, days, review));
        LocalDate decided = accepted.plusDays(6);
        assertDue(CLOCK.deliveryDue(taken.decidedOn(decided)), decided, count(decided, 10, Set.of()));

        // THEN remedies
        Remedies remedies = CLOCK.remedies(decided);
        assertThat(remedies.reconsiderationUntil().date()).isEqualTo(orNext(decided.plusDays(60)));
        assertThat(remedies.lawsuitUntil().date()).isEqualTo(orNext(decided.plusMonths(6)));
    }

    private static void assertDue(Optional<DueDate> due, LocalDate start, LocalDate expected) {
        assertThat(due).contains(new DueDate(expected, isProvisional(expected)));
        assertThat(due.orElseThrow().date()).isAfter(start);
    }
}
