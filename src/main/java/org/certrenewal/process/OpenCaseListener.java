package org.certrenewal.process;

import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.OpenRenewals;
import org.certrenewal.casefile.People;
import org.certrenewal.process.RenewalProcess.Variables;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Component;

/**
 * Opens a case file with each renewal, for the person who is logged in, whatever a client sent; none beside a draft of
 * theirs that names no certificate yet.
 */
@Component("openCaseListener")
class OpenCaseListener implements ExecutionListener {

    private final CaseFiles cases;
    private final People people;
    private final CaseNumbers numbers;
    private final OpenRenewals openRenewals;

    OpenCaseListener(CaseFiles cases, People people, CaseNumbers numbers, OpenRenewals openRenewals) {
        this.cases = cases;
        this.people = people;
        this.numbers = numbers;
        this.openRenewals = openRenewals;
    }

    @Override
    public void notify(DelegateExecution execution) {
        var person = execution.getProcessEngineServices().getIdentityService().getCurrentAuthentication();
        if (person == null || people.find(person.getUserId()).isEmpty()) {
            throw new BadUserRequestException("只有经过实名登录的申请人才能申请延续");
        }
        if (openRenewals.draftOf(person.getUserId()).isPresent()) {
            throw new DraftExists();
        }
        String caseNumber = numbers.next();
        execution.setProcessBusinessKey(caseNumber);
        execution.setVariable(Variables.CASE_NUMBER, caseNumber);
        execution.setVariable(Variables.APPLICANT, person.getUserId());
        execution.setVariable(Variables.CORRECTION_REQUESTED, false);
        execution.setVariable(Variables.INFORMATION_CONFIRMED, false);
        execution.setVariable(Variables.BY_POST, false);
        cases.open(caseNumber, execution.getProcessInstanceId(), person.getUserId());
        try {
            openRenewals.begin(caseNumber, person.getUserId());
        } catch (DuplicateKeyException | TransientDataAccessException begunAtTheSameMoment) {
            throw (DraftExists) new DraftExists().initCause(begunAtTheSameMoment);
        }
    }
}
