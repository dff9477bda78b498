package org.certrenewal.law;

import java.time.LocalDate;

/**
 * Says when a certificate's renewal can be applied for.
 *
 * @param opens first day on which an application is taken
 * @param inTimeUntil last day on which it counts as applied for in time
 * @param validTo last day of the certificate's term
 * @param closes last day on which an application is taken at all: {@code validTo}, or later where there is a grace
 */
public record Window(LocalDate opens, DueDate inTimeUntil, LocalDate validTo, LocalDate closes) {

    /** Names the four parts of time that a window makes. */
    public enum Timing {
        TOO_EARLY,
        IN_TIME,
        /** Later than the law asks for, but still taken. */
        LATE,
        CLOSED
    }

    /**
     * Computes the window.
     *
     * @param validTo last day of the certificate's term
     * @param rules the rules in force on the day of the application
     * @param calendar the working days
     */
    public static Window of(LocalDate validTo, RuleSet rules, WorkingDayCalendar calendar) {
        return new Window(
                validTo.minusMonths(rules.number(RuleKey.WINDOW_OPENS_MONTHS)),
                calendar.minus(validTo, rules.number(RuleKey.WINDOW_IN_TIME_WORKING_DAYS)),
                validTo,
                closes(validTo, rules));
    }

    /** Returns the last day on which the renewal of a certificate can be applied for, grace included. */
    public static LocalDate closes(LocalDate validTo, RuleSet rules) {
        return validTo.plusMonths(rules.number(RuleKey.GRACE_MONTHS));
    }

    /** Tells in which part of the time a day lies. */
    public Timing at(LocalDate day) {
        if (day.isBefore(opens)) {
            return Timing.TOO_EARLY;
        }
        if (!inTimeUntil.hasPassed(day)) {
            return Timing.IN_TIME;
        }
        return day.isAfter(closes) ? Timing.CLOSED : Timing.LATE;
    }
}
