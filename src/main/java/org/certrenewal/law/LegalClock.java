package org.certrenewal.law;

import static org.certrenewal.law.RuleKey.ACCEPTANCE_WORKING_DAYS;
import static org.certrenewal.law.RuleKey.CORRECTION_ANSWER_WORKING_DAYS;
import static org.certrenewal.law.RuleKey.CORRECTION_CLOCK;
import static org.certrenewal.law.RuleKey.DECISION_WORKING_DAYS;
import static org.certrenewal.law.RuleKey.DELIVERY_WORKING_DAYS;
import static org.certrenewal.law.RuleKey.EXCLUDED_TIME;
import static org.certrenewal.law.RuleKey.EXTENSION_PROPOSAL_WORKING_DAYS;
import static org.certrenewal.law.RuleKey.EXTENSION_WORKING_DAYS;
import static org.certrenewal.law.RuleKey.FLAGGED_NOTICE_WORKING_DAYS;
import static org.certrenewal.law.RuleKey.LAWSUIT_MONTHS;
import static org.certrenewal.law.RuleKey.PROMISED_DECISION_WORKING_DAYS;
import static org.certrenewal.law.RuleKey.RECONSIDERATION_DAYS;
import static org.certrenewal.law.RuleKey.REFUSAL_COUNTS_FROM;
import static org.certrenewal.law.RuleKey.REFUSAL_WORKING_DAYS;
import static org.certrenewal.law.RuleKey.REMINDER_WORKING_DAYS;
import static org.certrenewal.law.RuleKey.SILENCE_UNTIL_EXPIRY;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Computes every due date of a case from what has happened in it. Pure: the same events, rules and calendar give the
 * same days.
 *
 * <p>Until acceptance the rules in force on the day of receipt count, from then on those of the day of acceptance.
 */
public final class LegalClock {

    private final RuleSets ruleSets;
    private final WorkingDayCalendar calendar;

    public LegalClock(RuleSets ruleSets, WorkingDayCalendar calendar) {
        this.ruleSets = ruleSets;
        this.calendar = calendar;
    }

    public RuleSets ruleSets() {
        return ruleSets;
    }

    public WorkingDayCalendar calendar() {
        return calendar;
    }

    /** Returns the rules that decide the case: those of the day of acceptance, before that of the last receipt. */
    public RuleSet rulesOf(CaseEvents events) {
        return ruleSets.inForce(events.accepted().orElse(events.lastReceived()));
    }

    /**
     * Returns the last day on which the office can say whether it accepts (行政许可法 Art 32). After a correction the period
     * starts anew, or goes on where it stopped if the rules say so; at least one day remains then.
     *
     * @return empty while the applicant is at work on a correction
     */
    public Optional<DueDate> acceptanceDue(CaseEvents events) {
        if (events.isWaitingForApplicant()) {
            return Optional.empty();
        }
        RuleSet rules = ruleSets.inForce(events.lastReceived());
        int days = rules.number(ACCEPTANCE_WORKING_DAYS);
        if (events.resubmitted().isPresent() && rules.rule(CORRECTION_CLOCK).is("resume")) {
            int used =
                    calendar.between(events.received(), events.correctionAsked().orElseThrow());
            days = Math.max(1, days - used);
        }
        return Optional.of(calendar.plus(events.lastReceived(), days));
    }

    /**
     * Tells whether silence has made the application accepted, as of {@link CaseEvents#lastReceived() the day of
     * receipt} (行政许可法 Art 32).
     */
    public boolean isDeemedAccepted(CaseEvents events, LocalDate today) {
        return events.accepted().isEmpty()
                && acceptanceDue(events).filter(due -> due.hasPassed(today)).isPresent();
    }

    /**
     * Returns the last day for the applicant's correction: no later than the last day on which the certificate can be
     * renewed, unless that was over when the correction was asked for.
     *
     * @return empty if none was asked for
     */
    public Optional<DueDate> correctionAnswerDue(CaseEvents events) {
        return events.correctionAsked().map(asked -> {
            RuleSet rules = ruleSets.inForce(asked);
            DueDate due = calendar.plus(asked, rules.number(CORRECTION_ANSWER_WORKING_DAYS));
            return events.certificateEnd()
                    .map(end -> Window.closes(end, rules))
                    .filter(last -> last.isBefore(due.date()) && !last.isBefore(asked))
                    .map(last -> new DueDate(last, false))
                    .orElse(due);
        });
    }

    /**
     * Returns the last day for the decision, with extension and excluded time.
     *
     * @return empty before acceptance, and while the clock stands still
     */
    public Optional<DueDate> decisionDue(CaseEvents events) {
        int days = rulesOf(events).number(DECISION_WORKING_DAYS);
        int extension = events.extended().isPresent() ? rulesOf(events).number(EXTENSION_WORKING_DAYS) : 0;
        return afterAcceptance(events, days + extension);
    }

    /**
     * Returns the last day by which the office promised to decide (承诺办结时限). Nothing follows from it: it is shown and
     * measured beside the law's last day.
     *
     * @return empty where nothing shorter than the law's time is promised, before acceptance, and while the clock
     *     stands still
     */
    public Optional<DueDate> promisedDue(CaseEvents events) {
        RuleSet rules = rulesOf(events);
        int days = rules.number(PROMISED_DECISION_WORKING_DAYS);
        return days > 0 && days < rules.number(DECISION_WORKING_DAYS)
                ? afterAcceptance(events, days)
                : Optional.empty();
    }

    /**
     * Tells whether the office can still extend the time for the decision: once, and before it is over (行政许可法 Art 42).
     */
    public boolean canBeExtended(CaseEvents events, LocalDate today) {
        return events.extended().isEmpty()
                && decisionDue(events).filter(due -> !due.hasPassed(today)).isPresent();
    }

    /** Returns the first day on which the officer can propose an extension; empty while there is no last day. */
    public Optional<LocalDate> extensionFrom(CaseEvents events) {
        int days = rulesOf(events).number(EXTENSION_PROPOSAL_WORKING_DAYS);
        return decisionDue(events).map(due -> calendar.minus(due.date(), days).date());
    }

    /**
     * Returns the last day for a refusal, where the rules have one of its own (建质〔2008〕75号 Art 25); otherwise it is the
     * same as {@link #decisionDue}.
     */
    public Optional<DueDate> refusalDue(CaseEvents events) {
        RuleSet rules = rulesOf(events);
        if (rules.rule(REFUSAL_COUNTS_FROM).is("acceptance")) {
            int extension = events.extended().isPresent() ? rules.number(EXTENSION_WORKING_DAYS) : 0;
            return afterAcceptance(events, rules.number(REFUSAL_WORKING_DAYS) + extension);
        }
        return events.accepted()
                .map(accepted -> calendar.plus(events.lastReceived(), rules.number(REFUSAL_WORKING_DAYS)));
    }

    /** Returns the last day for handing over the result; empty before the decision. */
    public Optional<DueDate> deliveryDue(CaseEvents events) {
        return events.decided()
                .map(decided -> calendar.plus(decided, rulesOf(events).number(DELIVERY_WORKING_DAYS)));
    }

    /**
     * Returns the term that a decided case grants, by the rules of the day of the decision.
     *
     * @param oldEnd last day of the certificate's term
     * @param bySilence whether it is deemed renewed: that has its effect when the old term ends (行政许可法 Art 50),
     *     whenever it is noted
     */
    public Term granted(CaseEvents events, LocalDate oldEnd, boolean bySilence) {
        LocalDate decided = events.decided().orElseThrow();
        return Term.granted(oldEnd, bySilence ? oldEnd : decided, ruleSets.inForce(decided));
    }

    /** Returns the day on which the officer is reminded of a due date. */
    public LocalDate remindOn(DueDate due, RuleSet rules) {
        return calendar.minus(due.date(), rules.number(REMINDER_WORKING_DAYS)).date();
    }

    /**
     * Returns the day from which a supervisor is told of a case in which the check found something and nobody has
     * decided yet: at the end of the term silence may renew it, whatever was found (行政许可法 Art 50).
     *
     * @param certificateEnd last day of the certificate's term
     */
    public LocalDate flaggedFrom(LocalDate certificateEnd, RuleSet rules) {
        return calendar.minus(certificateEnd, rules.number(FLAGGED_NOTICE_WORKING_DAYS))
                .date();
    }

    /**
     * Says what follows from the end of the certificate's term. Only a case that was applied for in time, is accepted
     * and doesn't wait for the applicant is renewed by silence. Where the rules allow to apply after the end (grace),
     * the end that is over already has no effect.
     *
     * @param events what has happened
     * @param window the certificate's window under the rules of the day of receipt
     * @param today the day on which is asked
     */
    public ExpiryOutcome atExpiry(CaseEvents events, Window window, LocalDate today) {
        boolean appliedAfterTheEnd = events.received().isAfter(window.validTo());
        if (!today.isAfter(window.validTo())
                || appliedAfterTheEnd
                || events.decided().isPresent()) {
            return ExpiryOutcome.NOTHING;
        }
        boolean silenceCounts = rulesOf(events).rule(SILENCE_UNTIL_EXPIRY).is("deemed-renewed")
                && window.at(events.received()) == Window.Timing.IN_TIME
                && events.accepted()
                        .filter(day -> !day.isAfter(window.validTo()))
                        .isPresent();
        return silenceCounts ? ExpiryOutcome.DEEMED_RENEWED : ExpiryOutcome.ALARM;
    }

    /**
     * Returns until when a refusal can be contested: 60 calendar days (行政复议法 Art 20), 6 months (行政诉讼法 Art 46). A last
     * day that is a day off moves to the next working day (民法典 Art 203).
     *
     * @param served the day on which the applicant got the letter; it isn't counted
     */
    public Remedies remedies(LocalDate served) {
        RuleSet rules = ruleSets.inForce(served);
        return new Remedies(
                calendar.next(served.plusDays(rules.number(RECONSIDERATION_DAYS))),
                calendar.next(served.plusMonths(rules.number(LAWSUIT_MONTHS))));
    }

    /**
     * Returns the last day on which a person can't apply again.
     *
     * @param penalised the day of the warning or revocation; it isn't counted
     * @param bar {@link RuleKey#FALSE_PAPERS_BAR_YEARS} or {@link RuleKey#FRAUD_BAR_YEARS}
     */
    public LocalDate barredUntil(LocalDate penalised, RuleKey bar) {
        return penalised.plusYears(ruleSets.inForce(penalised).number(bar));
    }

    /** Returns every line of the case's clock, in the order in which they began. */
    public List<ClockEntry> ledger(CaseEvents events) {
        List<ClockEntry> lines = new ArrayList<>();
        RuleSet atReceipt = ruleSets.inForce(events.received());
        lines.add(ClockEntry.until(
                ClockEntry.Kind.ACCEPTANCE,
                events.received(),
                calendar.plus(events.received(), atReceipt.number(ACCEPTANCE_WORKING_DAYS)),
                atReceipt.rule(ACCEPTANCE_WORKING_DAYS)));
        events.correctionAsked()
                .ifPresent(asked -> lines.add(ClockEntry.until(
                        ClockEntry.Kind.CORRECTION,
                        asked,
                        correctionAnswerDue(events).orElseThrow(),
                        ruleSets.inForce(asked).rule(CORRECTION_ANSWER_WORKING_DAYS))));
        events.resubmitted()
                .ifPresent(again -> lines.add(ClockEntry.until(
                        ClockEntry.Kind.ACCEPTANCE,
                        again,
                        acceptanceDue(events).orElseThrow(),
                        ruleSets.inForce(again).rule(ACCEPTANCE_WORKING_DAYS))));
        events.accepted().ifPresent(accepted -> lines.addAll(decisionLines(events, accepted)));
        events.decided()
                .ifPresent(decided -> lines.add(ClockEntry.until(
                        ClockEntry.Kind.DELIVERY,
                        decided,
                        deliveryDue(events).orElseThrow(),
                        rulesOf(events).rule(DELIVERY_WORKING_DAYS))));
        return List.copyOf(lines);
    }

    private List<ClockEntry> decisionLines(CaseEvents events, LocalDate accepted) {
        RuleSet rules = rulesOf(events);
        List<ClockEntry> lines = new ArrayList<>();
        boolean fromReceipt = rules.rule(REFUSAL_COUNTS_FROM).is("receipt");
        if (fromReceipt || rules.number(REFUSAL_WORKING_DAYS) != rules.number(DECISION_WORKING_DAYS)) {
            lines.add(line(
                    ClockEntry.Kind.REFUSAL,
                    fromReceipt ? events.lastReceived() : accepted,
                    refusalDue(events),
                    rules.rule(REFUSAL_WORKING_DAYS)));
        }
        lines.add(line(
                ClockEntry.Kind.DECISION,
                accepted,
                afterAcceptance(events, rules.number(DECISION_WORKING_DAYS)),
                rules.rule(DECISION_WORKING_DAYS)));
        promisedDue(events)
                .ifPresent(due -> lines.add(ClockEntry.until(
                        ClockEntry.Kind.PROMISE, accepted, due, rules.rule(PROMISED_DECISION_WORKING_DAYS))));
        events.excluded()
                .forEach(time -> lines.add(new ClockEntry(
                        ClockEntry.Kind.EXCLUDED,
                        time.from(),
                        time.isEmpty() ? Optional.of(time.from()) : time.to(),
                        rules.article(EXCLUDED_TIME),
                        false,
                        time.reason() + (time.isEmpty() ? "；当日恢复计算，期限不受影响" : ""))));
        events.extended()
                .ifPresent(extended -> lines.add(line(
                        ClockEntry.Kind.EXTENSION, extended, decisionDue(events), rules.rule(EXTENSION_WORKING_DAYS))));
        return lines;
    }

    private static ClockEntry line(ClockEntry.Kind kind, LocalDate start, Optional<DueDate> due, Rule rule) {
        return due.map(day -> ClockEntry.until(kind, start, day, rule))
                .orElseGet(() -> new ClockEntry(kind, start, Optional.empty(), rule.quoted(), false, "期限暂停计算"));
    }

    private Optional<DueDate> afterAcceptance(CaseEvents events, int workingDays) {
        if (events.excluded().stream().anyMatch(ExcludedTime::isOpen)) {
            return Optional.empty();
        }
        return events.accepted()
                .map(accepted -> calendar.plus(
                        accepted, workingDays, day -> events.excluded().stream().anyMatch(time -> time.covers(day))));
    }
}
