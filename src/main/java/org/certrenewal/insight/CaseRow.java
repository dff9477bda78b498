package org.certrenewal.insight;

import java.time.LocalDate;

/** Holds a case as the list shows it. Filled by queries of {@code queries.xml}, in the order of their columns. */
public record CaseRow(
        String caseNumber,
        String instanceId,
        int definitionVersion,
        String office,
        String trade,
        String outcome,
        boolean finished,
        LocalDate openedOn,
        LocalDate submittedOn,
        LocalDate acceptedOn,
        LocalDate decidedOn,
        LocalDate issuedOn,
        LocalDate endedOn,
        LocalDate openDueOn,
        Integer decisionDays,
        Integer totalDays,
        boolean deadlineMissed,
        boolean deemedAccepted,
        boolean extended) {}
