package org.certrenewal.insight;

import java.time.LocalDate;

/**
 * Says what a screen of figures is about.
 *
 * @param office code; null for all
 * @param trade code; null for all
 */
record Scope(Parameters.Months months, String office, String trade) {

    /** The parameters that it is read from. */
    static final String[] NAMES = {"from", "to", "office", "trade"};

    static Scope of(Parameters parameters, Vocabulary words, LocalDate today) {
        return new Scope(
                parameters.months(today),
                parameters.oneOf("office", words.officeCodes()).orElse(null),
                parameters.oneOf("trade", words.tradeCodes()).orElse(null));
    }

    InsightQuery query() {
        return new InsightQuery().months(months).place(office, trade);
    }
}
