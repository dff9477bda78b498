package org.certrenewal.process;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.camunda.bpm.engine.ActivityTypes;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.certrenewal.casefile.CaseEvent;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.CaseStatus;
import org.certrenewal.casefile.OpenRenewals;
import org.certrenewal.process.RenewalProcess.Events;
import org.certrenewal.process.RenewalProcess.Variables;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Closes the case file with its renewal, also where an administrator deletes the instance: a draft's, as what was
 * submitted ends by its process, or by two supervisors.
 */
@Component("closeCaseListener")
class CloseCaseListener implements ExecutionListener {

    private static final String END_EVENT = "EndEvent_";
    private static final String ADMINISTRATORS = "camunda-admin";

    private static final Map<String, CaseStatus> ENDS = Map.of(
            Events.AUTHENTICATION_FAILED, CaseStatus.AUTHENTICATION_FAILED,
            Events.RENEWAL_ABANDONED, CaseStatus.ABANDONED,
            Events.RENEWAL_WITHDRAWN, CaseStatus.WITHDRAWN,
            Events.APPLICATION_WITHDRAWN, CaseStatus.WITHDRAWN,
            Events.RENEWAL_REJECTED, CaseStatus.REJECTED,
            Events.APPLICATION_NOT_ACCEPTED, CaseStatus.NOT_ACCEPTED,
            Events.DRAFT_INVALIDATED, CaseStatus.INVALIDATED,
            Events.APPLICATION_INVALIDATED, CaseStatus.INVALIDATED,
            Events.ISSUANCE_REFUSED, CaseStatus.INVALIDATED);

    private final CaseFiles cases;
    private final OpenRenewals openRenewals;
    private final ApplicationEventPublisher events;
    private final HistoryService history;

    CloseCaseListener(
            CaseFiles cases, OpenRenewals openRenewals, ApplicationEventPublisher events, HistoryService history) {
        this.history = history;
        this.cases = cases;
        this.openRenewals = openRenewals;
        this.events = events;
    }

    @Override
    public void notify(DelegateExecution execution) {
        String number = (String) execution.getVariable(Variables.CASE_NUMBER);
        if (!isAtAnEnd(execution) && isAdministrator(execution)) {
            // Waits for an applicant who submits at this moment, so that the case is seen as it is then.
            refuseIfSubmitted(cases.lock(number));
        }
        CaseFile file = cases.lock(number);
        CaseStatus end = Optional.ofNullable(execution.getCurrentActivityId())
                .map(ENDS::get)
                .or(() -> endBefore(execution.getProcessInstanceId()))
                .orElseGet(() -> endWithoutEvent(file));
        cases.close(file, end);
        if (file.issuedOn().isPresent()) {
            // Its certificate is free since it was issued.
            openRenewals.releaseDraft(number);
        } else {
            openRenewals.release(number);
        }
        cases.record(file.number(), CaseEvent.SYSTEM, "closed", end.label());
        events.publishEvent(new CaseEnded(file, end));
    }

    private static boolean isAtAnEnd(DelegateExecution execution) {
        return String.valueOf(execution.getCurrentActivityId()).startsWith(END_EVENT);
    }

    private static boolean isAdministrator(DelegateExecution execution) {
        var person = execution.getProcessEngineServices().getIdentityService().getCurrentAuthentication();
        return person != null
                && person.getGroupIds() != null
                && person.getGroupIds().contains(ADMINISTRATORS);
    }

    private static void refuseIfSubmitted(CaseFile file) {
        if (file.submittedAt().isPresent() && file.closedAt().isEmpty()) {
            throw new BadUserRequestException(
                    "办件 " + file.number() + " 已经提交，不能经由流程引擎删除；确需终止的，由承办机关负责人在“办件终止”（/office/cases）办理");
        }
    }

    /**
     * Returns how the case ended where something else came last: after an outage the reminder of a draft may still run
     * when the draft has been closed already.
     */
    private Optional<CaseStatus> endBefore(String instanceId) {
        return history
                .createHistoricActivityInstanceQuery()
                .processInstanceId(instanceId)
                .activityType(ActivityTypes.END_EVENT_NONE)
                .finished()
                .orderByHistoricActivityInstanceEndTime()
                .desc()
                .list()
                .stream()
                .map(passed -> ENDS.get(passed.getActivityId()))
                .filter(Objects::nonNull)
                .findFirst();
    }

    /**
     * An issued case ends at whichever delivery comes last; what two supervisors ended says so; the rest came from
     * outside.
     */
    private static CaseStatus endWithoutEvent(CaseFile file) {
        return file.status().withoutInstance();
    }
}
