package org.certrenewal.insight;

import java.time.LocalDate;

/** Holds a case as the list shows it. Filled by a query of {@code queries.xml}, field by field. */
public class CaseRow {
    private String caseNumber;
    private String instanceId;
    private int definitionVersion;
    private String office;
    private String trade;
    private String outcome;
    private boolean finished;
    private LocalDate openedOn;
    private LocalDate submittedOn;
    private LocalDate acceptedOn;
    private LocalDate decidedOn;
    private LocalDate issuedOn;
    private LocalDate endedOn;
    private LocalDate openDueOn;
    private Integer decisionDays;
    private Integer totalDays;
    private boolean deadlineMissed;
    private boolean deemedAccepted;
    private boolean extended;

    String caseNumber() {
        return caseNumber;
    }

    String instanceId() {
        return instanceId;
    }

    int definitionVersion() {
        return definitionVersion;
    }

    String office() {
        return office;
    }

    String trade() {
        return trade;
    }

    String outcome() {
        return outcome;
    }

    boolean finished() {
        return finished;
    }

    LocalDate openedOn() {
        return openedOn;
    }

    LocalDate submittedOn() {
        return submittedOn;
    }

    LocalDate acceptedOn() {
        return acceptedOn;
    }

    LocalDate decidedOn() {
        return decidedOn;
    }

    LocalDate issuedOn() {
        return issuedOn;
    }

    LocalDate endedOn() {
        return endedOn;
    }

    LocalDate openDueOn() {
        return openDueOn;
    }

    Integer decisionDays() {
        return decisionDays;
    }

    Integer totalDays() {
        return totalDays;
    }

    boolean deadlineMissed() {
        return deadlineMissed;
    }

    boolean deemedAccepted() {
        return deemedAccepted;
    }

    boolean extended() {
        return extended;
    }
}
