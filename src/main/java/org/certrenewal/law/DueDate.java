package org.certrenewal.law;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Objects;

/**
 * Names the last day of a legal period. The period ends when that day ends, at 24:00 in Asia/Shanghai (民法典 Art 203).
 *
 * @param date the last day
 * @param provisional whether a year without published holidays was touched, so that the day may still move
 */
public record DueDate(LocalDate date, boolean provisional) {

    /** The zone in which the law's days begin and end. */
    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    public DueDate {
        Objects.requireNonNull(date, "date");
    }

    /** Returns the first instant at which the period is over. */
    public Instant endsAt() {
        return date.plusDays(1).atStartOfDay(ZONE).toInstant();
    }

    /** Tells whether the period is over on this day. */
    public boolean hasPassed(LocalDate today) {
        return today.isAfter(date);
    }
}
