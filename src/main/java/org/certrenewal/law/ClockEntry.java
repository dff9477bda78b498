package org.certrenewal.law;

import java.time.LocalDate;
import java.util.Optional;

/**
 * Holds one line of a case's clock, as officer and applicant see it.
 *
 * @param kind what the time is for
 * @param start the day that set it going, which isn't counted
 * @param due the last day; empty while the clock stands still
 * @param article the article as it is quoted, or empty where it is not verified
 * @param provisional whether a year without published holidays was touched
 * @param note what else there is to know, in Chinese, or empty
 */
public record ClockEntry(
        Kind kind, LocalDate start, Optional<LocalDate> due, String article, boolean provisional, String note) {

    /** Names what time runs for. */
    public enum Kind {
        ACCEPTANCE("受理期限"),
        CORRECTION("申请人补正期限"),
        REFUSAL("不予延续决定期限"),
        DECISION("审查决定期限"),
        /** Shorter than the law's, and without effect. */
        PROMISE("承诺办结时限"),
        EXTENSION("延长后的审查决定期限"),
        EXCLUDED("不计入期限的时间"),
        DELIVERY("颁发送达期限");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    static ClockEntry until(Kind kind, LocalDate start, DueDate due, Rule rule) {
        return new ClockEntry(kind, start, Optional.of(due.date()), rule.quoted(), due.provisional(), "");
    }
}
