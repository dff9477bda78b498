package org.certrenewal.insight;

import java.time.OffsetDateTime;

/** Holds a step of a case. Filled by a query of {@code queries.xml}, field by field. */
public class StepRow {
    private int seq;
    private String activityId;
    private String kind;
    private String role;
    private OffsetDateTime enteredAt;
    private OffsetDateTime leftAt;
    private boolean cancelled;
    private Integer workingDays;

    int seq() {
        return seq;
    }

    String activityId() {
        return activityId;
    }

    String kind() {
        return kind;
    }

    String role() {
        return role;
    }

    OffsetDateTime enteredAt() {
        return enteredAt;
    }

    OffsetDateTime leftAt() {
        return leftAt;
    }

    boolean cancelled() {
        return cancelled;
    }

    Integer workingDays() {
        return workingDays;
    }
}
