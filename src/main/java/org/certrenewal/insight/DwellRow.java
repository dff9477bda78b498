package org.certrenewal.insight;

/** Holds how many visits of a step took so long. Filled by a query of {@code queries.xml}, in its columns' order. */
public record DwellRow(String activityId, int bucket, long n, long seconds) {}
