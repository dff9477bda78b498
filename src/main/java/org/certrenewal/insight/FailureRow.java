package org.certrenewal.insight;

import java.util.Date;

/**
 * Holds an attempt that failed, an incident, or a message that a partner doesn't take and when it is tried again.
 * Filled by a query of {@code queries.xml}, field by field.
 */
public class FailureRow {
    private String activityId;
    private Date happenedAt;
    private Date endedAt;
    private Integer retries;
    private String message;

    String activityId() {
        return activityId;
    }

    Date happenedAt() {
        return happenedAt;
    }

    Date endedAt() {
        return endedAt;
    }

    Integer retries() {
        return retries;
    }

    String message() {
        return message;
    }
}
