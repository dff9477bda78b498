package org.certrenewal.law;

import java.time.LocalDate;
import java.util.Objects;

/**
 * Holds the law's data that this program works by. A new edition replaces the old one as a whole and at once, so that
 * nobody ever sees new rules beside an old calendar. Whoever computes several things that must fit together takes the
 * {@link #inForce() edition} once.
 */
public final class LawBook {

    private volatile Edition edition;

    public LawBook(Edition first) {
        this.edition = Objects.requireNonNull(first);
    }

    /**
     * Holds rules and calendar that were read together.
     *
     * @param rules the texts of law by date
     * @param calendar the State Council's tables
     */
    public record Edition(RuleSets rules, WorkingDayCalendar calendar) {

        /** Returns the clock that counts by these rules and this calendar. */
        public LegalClock clock() {
            return new LegalClock(rules, calendar);
        }

        /** Tells whether a due date, a value or its article can differ between the two. */
        boolean saysTheSameAs(Edition other) {
            return rules.books().equals(other.rules.books()) && calendar.years().equals(other.calendar.years());
        }
    }

    /** Returns the edition that counts now. */
    public Edition inForce() {
        return edition;
    }

    public RuleSets rules() {
        return edition.rules();
    }

    public WorkingDayCalendar calendar() {
        return edition.calendar();
    }

    public LegalClock clock() {
        return edition.clock();
    }

    /**
     * Puts a new edition in the old one's place.
     *
     * @return whether the new one says anything else than the old one
     * @throws IllegalArgumentException if the new one begins later, so that there would be no rules for cases that are
     *     under way; then the old one stays
     */
    public synchronized boolean replace(Edition next) {
        LocalDate begin = edition.rules().all().get(0).from();
        LocalDate nextBegin = next.rules().all().get(0).from();
        if (nextBegin.isAfter(begin)) {
            throw new IllegalArgumentException(next.rules().books().get(0).origin() + ": gap, the rules begin on "
                    + nextBegin + " but those in force begin on " + begin + "; cases under way would be without rules");
        }
        boolean differs = !next.saysTheSameAs(edition);
        edition = next;
        return differs;
    }
}
