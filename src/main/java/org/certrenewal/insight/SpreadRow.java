package org.certrenewal.insight;

/** Holds how many cases took so many working days. Filled by a query of {@code queries.xml}, field by field. */
public class SpreadRow {
    private String stage;
    private String grouped;
    private int days;
    private long n;

    String stage() {
        return stage;
    }

    String grouped() {
        return grouped;
    }

    int days() {
        return days;
    }

    long n() {
        return n;
    }
}
