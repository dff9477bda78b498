package org.certrenewal.law;

import java.time.LocalDate;

/**
 * Names the days on which a certificate is valid, both included; on its face: 使用期.
 *
 * @param from first day, from 0:00
 * @param to last day, until 24:00
 */
public record Term(LocalDate from, LocalDate to) {

    /** Checks the order of the days. */
    public Term {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("a term can't end on " + to + " and begin on " + from);
        }
    }

    /**
     * Returns the term that follows one that ends, however early it is granted: a renewal never shortens.
     *
     * <p>The term begins with the whole day after the old end and runs until the eve of the day that bears the same
     * date (民法典 Arts 201, 202), as published certificates do: 2021-03-16 to 2023-03-15. A term that begins on 29
     * February has no such day in a common year; then the month's last day is the last day (Art 202), 28 February. A
     * term that begins on 1 March ends on 29 February in a leap year. Art 203 isn't applied: a term is no period for
     * doing something, so it doesn't move when it ends on a holiday.
     *
     * @param oldEnd last day of the term that ends
     * @param years length, 1 or more
     */
    public static Term following(LocalDate oldEnd, int years) {
        if (years < 1) {
            throw new IllegalArgumentException("a term has 1 year or more, not " + years);
        }
        LocalDate from = oldEnd.plusDays(1);
        LocalDate sameDate = from.plusYears(years);
        boolean dateExists = sameDate.getDayOfMonth() == from.getDayOfMonth();
        return new Term(from, dateExists ? sameDate.minusDays(1) : sameDate);
    }

    /**
     * Returns the term that a renewal grants before the old one ends.
     *
     * @param oldEnd last day of the certificate's term
     * @param onDayOfDecision the rules in force on the day of the decision
     */
    public static Term granted(LocalDate oldEnd, RuleSet onDayOfDecision) {
        return granted(oldEnd, oldEnd, onDayOfDecision);
    }

    /**
     * Returns the term that a renewal grants. One that is decided after the old term has ended begins where the rules
     * say: on the day of the decision, so that no day is covered on which nothing was granted, or without a gap.
     *
     * @param oldEnd last day of the certificate's term
     * @param decided the day from which the grant has effect
     * @param onDayOfDecision the rules in force on the day of the decision
     */
    public static Term granted(LocalDate oldEnd, LocalDate decided, RuleSet onDayOfDecision) {
        boolean begins = decided.isAfter(oldEnd)
                && onDayOfDecision.rule(RuleKey.TERM_AFTER_EXPIRY).is("from-decision");
        return following(begins ? decided.minusDays(1) : oldEnd, onDayOfDecision.number(RuleKey.TERM_YEARS));
    }
}
