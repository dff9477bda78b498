package org.certrenewal.documents;

import java.time.LocalDate;

/** Prints dates as the national standard asks: {@code 2026年8月4日}, without leading zeros. */
final class ChineseDates {

    private ChineseDates() {}

    static String print(LocalDate date) {
        return "%d年%d月%d日".formatted(date.getYear(), date.getMonthValue(), date.getDayOfMonth());
    }
}
