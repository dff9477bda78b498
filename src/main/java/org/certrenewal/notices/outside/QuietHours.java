package org.certrenewal.notices.outside;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * Holds when somebody doesn't want to be disturbed, every day; it may go across midnight.
 *
 * @param from the first moment of rest
 * @param to the first moment after it; the same as {@code from} for no rest at all
 */
public record QuietHours(LocalTime from, LocalTime to) {

    /** What counts for everybody who chose nothing else. */
    public static final QuietHours DEFAULT = new QuietHours(LocalTime.of(22, 0), LocalTime.of(7, 0));

    /** Returns the first moment, from one on, at which it may be rung: that moment itself, or the end of the rest. */
    public Instant earliest(Instant moment, ZoneId zone) {
        ZonedDateTime now = moment.atZone(zone);
        LocalTime time = now.toLocalTime();
        boolean afterBegin = !time.isBefore(from);
        boolean beforeEnd = time.isBefore(to);
        boolean quiet = from.isBefore(to) ? afterBegin && beforeEnd : from.isAfter(to) && (afterBegin || beforeEnd);
        if (!quiet) {
            return moment;
        }
        ZonedDateTime end = now.with(to);
        return (end.isAfter(now) ? end : end.plusDays(1)).toInstant();
    }
}
