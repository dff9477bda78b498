package org.certrenewal.process;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.People;
import org.certrenewal.process.RenewalProcess.Variables;
import org.springframework.stereotype.Component;

/** Opens a case file with each renewal, for the person who is logged in, whatever a client sent. */
@Component("openCaseListener")
class OpenCaseListener implements ExecutionListener {

    /** Crockford's base 32: no letter that is taken for a digit. */
    private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static final int RANDOM_DIGITS = 8;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyMMdd");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final CaseFiles cases;
    private final People people;
    private final Clock clock;

    OpenCaseListener(CaseFiles cases, People people, Clock clock) {
        this.cases = cases;
        this.people = people;
        this.clock = clock;
    }

    @Override
    public void notify(DelegateExecution execution) {
        Authentication person =
                execution.getProcessEngineServices().getIdentityService().getCurrentAuthentication();
        if (person == null || people.find(person.getUserId()).isEmpty()) {
            throw new BadUserRequestException("只有经过实名登录的申请人才能申请延续");
        }
        String caseNumber = newNumber();
        execution.setProcessBusinessKey(caseNumber);
        execution.setVariable(Variables.CASE_NUMBER, caseNumber);
        execution.setVariable(Variables.APPLICANT, person.getUserId());
        execution.setVariable(Variables.CORRECTION_REQUESTED, false);
        execution.setVariable(Variables.INFORMATION_CONFIRMED, false);
        execution.setVariable(Variables.BY_POST, false);
        cases.open(caseNumber, execution.getProcessInstanceId(), person.getUserId());
    }

    /** Makes a number that can't be guessed: province, day, eight random digits. */
    private String newNumber() {
        StringBuilder number = new StringBuilder("33").append(DAY.format(LocalDate.now(clock)));
        for (int i = 0; i < RANDOM_DIGITS; i++) {
            number.append(DIGITS.charAt(RANDOM.nextInt(DIGITS.length())));
        }
        return number.toString();
    }
}
