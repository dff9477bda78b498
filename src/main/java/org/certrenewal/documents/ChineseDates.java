package org.certrenewal.documents;

import java.time.LocalDate;
import org.certrenewal.law.DueDate;

/** Prints dates as the national standard asks: {@code 2026年8月4日}, without leading zeros. */
final class ChineseDates {

    private ChineseDates() {}

    /** Prints a last day so that it is included, and says where it isn't firm yet: {@code 至2026年8月18日止}. */
    static String until(DueDate due) {
        return "至" + print(due.date()) + "止" + (due.provisional() ? "（暂定，相应年份的放假安排尚未公布）" : "");
    }

    static String print(LocalDate date) {
        return "%d年%d月%d日".formatted(date.getYear(), date.getMonthValue(), date.getDayOfMonth());
    }
}
