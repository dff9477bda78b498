package org.certrenewal.insight;

import java.time.LocalDate;

/** Holds a line of the law's clock. Filled by a query of {@code queries.xml}, field by field. */
public class LedgerRow {
    private String kind;
    private LocalDate startDay;
    private LocalDate dueDay;
    private String article;
    private boolean provisional;

    String kind() {
        return kind;
    }

    LocalDate startDay() {
        return startDay;
    }

    LocalDate dueDay() {
        return dueDay;
    }

    String article() {
        return article;
    }

    boolean provisional() {
        return provisional;
    }
}
