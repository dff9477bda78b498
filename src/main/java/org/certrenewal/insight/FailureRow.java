package org.certrenewal.insight;

import java.util.Date;

/**
 * Holds an attempt that failed, an incident, or a message that a partner doesn't take and when it is tried again.
 * Filled by queries of {@code queries.xml}, in the order of their columns.
 */
public record FailureRow(String activityId, Date happenedAt, Date endedAt, Integer retries, String message) {}
