package org.certrenewal.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.certrenewal.law.adapters.Laws.CLOCK;

import java.time.DayOfWeek;
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

    private static final LocalDate ORDER_2025 = LocalDate.of(2026, 6, 1);
    private static final Set<LocalDate> OFF = new HashSet<>();
    private static final Set<LocalDate> WORKED = new HashSet<>();

    static {
        for (String span : ("2025-01-01 2025-01-01,2025-01-28 2025-02-04,2025-04-04 2025-04-06,2025-05-01 2025-05-05,"
                        + "2025-05-31 2025-06-02,2025-10-01 2025-10-08,2026-01-01 2026-01-03,2026-02-15 2026-02-23,"
                        + "2026-04-04 2026-04-06,2026-05-01 2026-05-05,2026-06-19 2026-06-21,2026-09-25 2026-09-27,"
                        + "2026-10-01 2026-10-07,2027-01-01 2027-01-01,2027-05-01 2027-05-01")
                .split(",")) {
            LocalDate last = LocalDate.parse(span.substring(11));
            for (LocalDate day = LocalDate.parse(span.substring(0, 10)); !day.isAfter(last); day = day.plusDays(1)) {
                OFF.add(day);
            }
        }
        for (String day : ("2025-01-26 2025-02-08 2025-04-27 2025-09-28 2025-10-11 "
                        + "2026-01-04 2026-02-14 2026-02-28 2026-05-09 2026-09-20 2026-10-10")
                .split(" ")) {
            WORKED.add(LocalDate.parse(day));
        }
    }

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
        assertThat(due).contains(new DueDate(expected, expected.getYear() > 2026));
        assertThat(due.orElseThrow().date()).isAfter(start);
    }

    private static int decisionDays(LocalDate accepted) {
        return accepted.isBefore(ORDER_2025) ? 10 : 20;
    }

    private static LocalDate count(LocalDate start, int days, Set<LocalDate> still) {
        return Stream.iterate(start.plusDays(1), day -> day.plusDays(1))
                .filter(day -> works(day) && !still.contains(day))
                .skip(days - 1L)
                .findFirst()
                .orElseThrow();
    }

    private static LocalDate orNext(LocalDate day) {
        return works(day) ? day : orNext(day.plusDays(1));
    }

    private static boolean works(LocalDate day) {
        boolean weekend = day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
        return WORKED.contains(day) || !weekend && !OFF.contains(day);
    }
}
