package org.certrenewal.insight;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Shows the way of one case, running or finished: its steps, the law's clock, and what went wrong. */
@Component
class CaseAudit {

    /**
     * Holds the screen.
     *
     * @param definitionId the process definition whose diagram shows the way; null if it was deleted
     */
    record View(
            @JsonProperty("case") CaseLine shown,
            String definitionId,
            List<StepLine> steps,
            List<LedgerLine> ledger,
            List<FailureLine> failures,
            List<FailureLine> incidents,
            List<MessageLine> messages) {}

    /**
     * Shows a visit of an element.
     *
     * @param left null while the case is there
     * @param seconds null while the case is there
     * @param workingDays null while the case is there
     * @param retries attempts that failed before it went well
     */
    record StepLine(
            int seq,
            String activity,
            String kind,
            String role,
            Instant entered,
            Instant left,
            Long seconds,
            boolean cancelled,
            Integer workingDays,
            int retries) {}

    record LedgerLine(String kind, LocalDate start, LocalDate due, String article, boolean provisional) {}

    /** Shows an attempt that failed, or an incident; the cause is told in plain words. */
    record FailureLine(String activity, Instant at, Instant ended, Integer retriesLeft, String cause, String causeEn) {}

    /** Shows what a partner doesn't take, and when it is tried again. */
    record MessageLine(String activity, Instant at, Instant next, Integer attempts, String cause, String causeEn) {}

    View ofCase(Find find, String caseNumber) {
        return view(find, new InsightQuery().ofCase(caseNumber, null));
    }

    View ofInstance(Find find, String instanceId) {
        return view(find, new InsightQuery().ofCase(null, instanceId));
    }

    private static View view(Find find, InsightQuery which) {
        CaseRow found = find.<CaseRow>first("case", which).orElseThrow(() -> new NotFound("没有这个办件，或者它刚刚生成、尚未统计"));
        InsightQuery query = new InsightQuery()
                .ofCase(found.caseNumber(), found.instanceId())
                .version(found.definitionVersion());
        List<FailureRow> failures = find.list("failures", query);
        return new View(
                CaseLine.of(found),
                find.<String>first("definition", query).orElse(null),
                steps(find.list("steps", query), failures, found.finished()),
                find.<LedgerRow>list("ledger", query).stream()
                        .map(line -> new LedgerLine(
                                line.kind(), line.startDay(), line.dueDay(), line.article(), line.provisional()))
                        .toList(),
                failures.stream().map(CaseAudit::failure).toList(),
                find.<FailureRow>list("incidents", query).stream()
                        .map(CaseAudit::failure)
                        .toList(),
                find.<FailureRow>list("messages", query).stream()
                        .map(CaseAudit::message)
                        .toList());
    }

    /**
     * Tells the steps, each with the attempts that failed before it went well. A step that has only failed until now
     * isn't in the history, as each attempt was undone; it stands at the end.
     */
    private static List<StepLine> steps(List<StepRow> visits, List<FailureRow> failures, boolean finished) {
        List<FailureRow> left = new ArrayList<>(failures);
        List<StepLine> steps = new ArrayList<>();
        for (StepRow visit : visits) {
            List<FailureRow> ofVisit =
                    left.stream().filter(it -> isOf(it, visit)).toList();
            left.removeAll(ofVisit);
            steps.add(step(visit, ofVisit.size()));
        }
        if (!finished) {
            left.stream()
                    .collect(Collectors.groupingBy(FailureRow::activityId, LinkedHashMap::new, Collectors.toList()))
                    .forEach((activity, tries) -> steps.add(failing(steps.size() + 1, activity, tries)));
        }
        return steps;
    }

    private static boolean isOf(FailureRow failure, StepRow visit) {
        return visit.activityId().equals(failure.activityId())
                && (visit.leftAt() == null
                        || !failure.happenedAt()
                                .toInstant()
                                .isAfter(visit.leftAt().toInstant()));
    }

    private static StepLine failing(int seq, String activity, List<FailureRow> tries) {
        return new StepLine(
                seq,
                activity,
                "serviceTask",
                Step.roleOf(activity),
                tries.get(0).happenedAt().toInstant(),
                null,
                null,
                false,
                null,
                tries.size());
    }

    private static StepLine step(StepRow step, int retries) {
        Optional<OffsetDateTime> left = Optional.ofNullable(step.leftAt());
        return new StepLine(
                step.seq(),
                step.activityId(),
                step.kind(),
                step.role(),
                step.enteredAt().toInstant(),
                left.map(OffsetDateTime::toInstant).orElse(null),
                left.map(end -> Duration.between(step.enteredAt(), end).toSeconds())
                        .orElse(null),
                step.cancelled(),
                step.workingDays(),
                retries);
    }

    private static FailureLine failure(FailureRow failure) {
        Causes cause = Causes.of(failure.message());
        return new FailureLine(
                failure.activityId(),
                failure.happenedAt().toInstant(),
                Optional.ofNullable(failure.endedAt()).map(Date::toInstant).orElse(null),
                failure.retries() == null ? null : Math.max(0, failure.retries() - 1),
                cause.chinese(),
                cause.english());
    }

    private static MessageLine message(FailureRow message) {
        Causes cause = Causes.of(message.message());
        return new MessageLine(
                message.activityId(),
                message.happenedAt().toInstant(),
                message.endedAt().toInstant(),
                message.retries(),
                cause.chinese(),
                cause.english());
    }
}
