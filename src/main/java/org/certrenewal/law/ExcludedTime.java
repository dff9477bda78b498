package org.certrenewal.law;

import java.time.LocalDate;
import java.util.Optional;

/**
 * Holds time that doesn't count towards the decision, such as an expert review (行政许可法 Art 45).
 *
 * @param from first day on which the clock stands still
 * @param to last such day; the day before {@code from} where it ran again on the day on which it stopped, so that no
 *     day is excluded; empty while it still stands
 * @param reason what the time is needed for; the applicant is told in writing
 */
public record ExcludedTime(LocalDate from, Optional<LocalDate> to, String reason) {

    /** Checks the order of the days. */
    public ExcludedTime {
        if (to.isPresent() && to.get().isBefore(from.minusDays(1))) {
            throw new IllegalArgumentException("excluded time can't end on " + to.get() + " and begin on " + from);
        }
    }

    /** Tells whether the clock still stands. */
    public boolean isOpen() {
        return to.isEmpty();
    }

    /** Ends it on the day on which the clock runs again; that day counts, so a stop within one day costs nothing. */
    public ExcludedTime until(LocalDate runsAgain) {
        return new ExcludedTime(from, Optional.of(runsAgain.minusDays(1)), reason);
    }

    /** Tells whether the clock ran again on the day on which it stopped. */
    public boolean isEmpty() {
        return to.isPresent() && to.get().isBefore(from);
    }

    boolean covers(LocalDate day) {
        return !day.isBefore(from) && (isOpen() || !day.isAfter(to.get()));
    }
}
