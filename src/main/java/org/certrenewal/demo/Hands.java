package org.certrenewal.demo;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.certrenewal.access.Role;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.Direction;
import org.certrenewal.process.PhoneAnswers;
import org.certrenewal.process.RenewalInstances;
import org.certrenewal.process.Withdrawals;
import org.certrenewal.process.tasks.Claims;
import org.certrenewal.process.tasks.Completion;
import org.certrenewal.registry.reference.GroupId.Desk;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Does what people do, through the services that the forms use, in their names. */
@Component
@Profile("demo & year")
class Hands {

    private final RenewalInstances instances;
    private final Claims claims;
    private final Completion completion;
    private final Withdrawals withdrawals;
    private final CaseFiles cases;
    private final PhoneAnswers phone;
    private final IdentityService identity;
    private final TaskService tasks;

    Hands(
            RenewalInstances instances,
            Claims claims,
            Completion completion,
            Withdrawals withdrawals,
            CaseFiles cases,
            PhoneAnswers phone,
            IdentityService identity,
            TaskService tasks) {
        this.instances = instances;
        this.claims = claims;
        this.completion = completion;
        this.withdrawals = withdrawals;
        this.cases = cases;
        this.phone = phone;
        this.identity = identity;
        this.tasks = tasks;
    }

    /** Returns the number of the case that it begins. */
    String begin(String applicant) {
        return as(applicant, Role.APPLICANT.group(), instances::start);
    }

    CaseFile file(String number) {
        return cases.withNumber(number);
    }

    boolean isOpen(String number, String element) {
        return task(number, element).isPresent();
    }

    /** Answers for the phone; tells whether it was asked. */
    boolean answerThePhone(String number, boolean recognised) {
        return phone.answer(number, recognised);
    }

    /** Completes a task of the applicant's. */
    void forward(String number, String applicant, String element, Object section) {
        complete(number, applicant, Role.APPLICANT.group(), element, section);
    }

    /** Completes a task of the office that has the case. */
    void decide(String number, Desk desk, String element, Object section) {
        String group = desk.of(file(number).office().orElseThrow()).value();
        complete(number, "y" + group, group, element, section);
    }

    void withdraw(String number, String applicant) {
        as(applicant, Role.APPLICANT.group(), () -> {
            withdrawals.withdraw(number, applicant);
            return null;
        });
    }

    void proposeExtension(String number) {
        instances.proposeExtension(number);
    }

    private Optional<Task> task(String number, String element) {
        return Optional.ofNullable(tasks.createTaskQuery()
                .processInstanceBusinessKey(number)
                .taskDefinitionKey(element)
                .singleResult());
    }

    private void complete(String number, String user, String group, String element, Object section) {
        Task open = task(number, element).orElseThrow(() -> new IllegalStateException(element + " isn't open"));
        as(user, group, () -> {
            if (open.getAssignee() == null) {
                claims.claim(open.getId(), user);
            }
            return completion.complete(open.getId(), user, file(number).version(), Direction.NEXT, section);
        });
    }

    private <T> T as(String user, String group, Supplier<T> work) {
        identity.setAuthentication(user, List.of(group));
        try {
            return work.get();
        } finally {
            identity.clearAuthentication();
        }
    }
}
