package org.certrenewal.process;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.camunda.bpm.engine.ActivityTypes;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.certrenewal.casefile.CaseEvent;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.CaseStatus;
import org.certrenewal.casefile.OpenRenewals;
import org.certrenewal.notices.CaseNotices;
import org.certrenewal.process.RenewalProcess.Events;
import org.certrenewal.process.RenewalProcess.Variables;
import org.springframework.stereotype.Component;

/** Closes the case file with its renewal, also where an administrator deletes the instance. */
@Component("closeCaseListener")
class CloseCaseListener implements ExecutionListener {

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
    private final CaseNotices notices;
    private final HistoryService history;

    CloseCaseListener(CaseFiles cases, OpenRenewals openRenewals, CaseNotices notices, HistoryService history) {
        this.history = history;
        this.cases = cases;
        this.openRenewals = openRenewals;
        this.notices = notices;
    }

    @Override
    public void notify(DelegateExecution execution) {
        CaseFile file = cases.withNumber((String) execution.getVariable(Variables.CASE_NUMBER));
        CaseStatus end = Optional.ofNullable(execution.getCurrentActivityId())
                .map(ENDS::get)
                .or(() -> endBefore(execution.getProcessInstanceId()))
                .orElseGet(() -> endWithoutEvent(file));
        cases.close(file.number(), end);
        openRenewals.release(file.number());
        cases.record(file.number(), CaseEvent.SYSTEM, "closed", end.label());
        notices.closed(file, end);
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

    /** An issued case ends at whichever delivery comes last; any other end was made from outside. */
    private static CaseStatus endWithoutEvent(CaseFile file) {
        return file.status() == CaseStatus.ISSUED ? CaseStatus.ISSUED : CaseStatus.STOPPED;
    }
}
