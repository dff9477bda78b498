package org.certrenewal.insight;

import java.time.LocalDate;
import java.util.Optional;

/** Names the periods of a case that are measured in working days; each is counted in the month in which it ends. */
public enum Stage {
    ACCEPTANCE(
            "受理",
            "Acceptance",
            "从收到（最后一次提交）申请到受理、不予受理的工作日数。",
            "Working days from receiving the last submission to acceptance or non-acceptance."),
    CORRECTION(
            "补正",
            "Correction",
            "从告知补正到申请人重新提交的工作日数。",
            "Working days from asking for a correction to the new submission."),
    DECISION(
            "审查决定",
            "Decision",
            "从受理到作出决定的工作日数，不计入依法扣除的时间。",
            "Working days from acceptance to the decision, without time that doesn't count by law."),
    ISSUANCE("制证", "Issuance", "从作出决定到签发证书的工作日数。", "Working days from the decision to issuance."),
    DELIVERY("送达", "Delivery", "从作出决定到领取或寄出的工作日数。", "Working days from the decision to handing over."),
    TOTAL(
            "全程",
            "Whole",
            "从首次提交到签发证书或者作出不予决定的工作日数，含补正时间。",
            "Working days from the first submission to issuance or refusal, with the time for correction.");

    private final String chinese;
    private final String english;
    private final String definition;
    private final String definitionInEnglish;

    Stage(String chinese, String english, String definition, String definitionInEnglish) {
        this.chinese = chinese;
        this.english = english;
        this.definition = definition;
        this.definitionInEnglish = definitionInEnglish;
    }

    /** Returns the label and the definition, in both languages. */
    public Figure.Words words() {
        return new Figure.Words(name(), chinese, english, definition, definitionInEnglish);
    }

    /** Returns how many working days the stage took, once it has ended. */
    Optional<Integer> days(CaseFact fact) {
        return switch (this) {
            case ACCEPTANCE -> fact.acceptanceDays();
            case CORRECTION -> fact.correctionDays();
            case DECISION -> fact.decisionDays();
            case ISSUANCE -> fact.issuanceDays();
            case DELIVERY -> fact.deliveryDays();
            case TOTAL -> fact.totalDays();
        };
    }

    /** Returns the day on which the stage ended. */
    Optional<LocalDate> end(CaseFact fact) {
        return switch (this) {
            case ACCEPTANCE -> fact.acceptedOn().or(fact::decidedOn);
            case CORRECTION -> fact.resubmittedOn();
            case DECISION -> fact.decidedOn();
            case ISSUANCE -> fact.issuedOn();
            case DELIVERY -> fact.deliveredOn();
            case TOTAL -> fact.issuedOn().or(fact::decidedOn);
        };
    }
}
