package org.certrenewal.insight;

/** Holds how often something happened. Filled by a query of {@code queries.xml}, field by field. */
public class CountRow {
    private String figure;
    private String item;
    private String grouped;
    private String office;
    private String trade;
    private long n;

    String figure() {
        return figure;
    }

    String item() {
        return item;
    }

    String grouped() {
        return grouped;
    }

    String office() {
        return office;
    }

    String trade() {
        return trade;
    }

    long n() {
        return n;
    }
}
