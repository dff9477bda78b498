package org.certrenewal.insight;

/** Holds how many visits of a step took so long. Filled by a query of {@code queries.xml}, field by field. */
public class DwellRow {
    private String activityId;
    private int bucket;
    private long n;
    private long seconds;

    String activityId() {
        return activityId;
    }

    int bucket() {
        return bucket;
    }

    long n() {
        return n;
    }

    long seconds() {
        return seconds;
    }
}
