package org.certrenewal.law;

import java.time.LocalDate;
import java.util.Optional;

/**
 * Holds time that doesn't count towards the decision, such as an expert review (行政许可法 Art 45).
 *
 * @param from first day on which the clock stands still
 * @param to last such day; empty while it still stands
 * @param reason what the time is needed for; the applicant is told in writing
 */
public record ExcludedTime(LocalDate from, Optional<LocalDate> to, String reason) {

    /** Checks the order of the days. */
    public ExcludedTime {
        if (to.isPresent() && to.get().isBefore(from)) {
            throw new IllegalArgumentException("excluded time can't end on " + to.get() + " and begin on " + from);
        }
    }

    /** Tells whether the clock still stands. */
    public boolean isOpen() {
        return to.isEmpty();
    }

    boolean covers(LocalDate day) {
        return !day.isBefore(from) && (isOpen() || !day.isAfter(to.get()));
    }
}
