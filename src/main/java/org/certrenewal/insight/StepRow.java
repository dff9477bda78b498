package org.certrenewal.insight;

import java.time.OffsetDateTime;

/** Holds a step of a case. Filled by a query of {@code queries.xml}, in the order of its columns. */
public record StepRow(
        int seq,
        String activityId,
        String kind,
        String role,
        OffsetDateTime enteredAt,
        OffsetDateTime leftAt,
        boolean cancelled,
        Integer workingDays) {}
