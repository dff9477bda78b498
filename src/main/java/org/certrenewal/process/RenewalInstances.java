package org.certrenewal.process;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.EventSubscription;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.CaseInLog;
import org.certrenewal.casefile.OpenRenewals;
import org.certrenewal.process.RenewalProcess.Messages;
import org.certrenewal.process.RenewalProcess.Tasks;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Starts renewals, and moves them on when a message comes from outside. */
@Component
public class RenewalInstances {

    /** On a slow machine the other click may still be under way when this one has waited long enough. */
    private static final int MOST_ATTEMPTS = 5;

    private final RuntimeService runtime;
    private final CaseFiles cases;
    private final AsService service;
    private final IdentityService identity;
    private final OpenRenewals openRenewals;
    private final TransactionTemplate transaction;

    RenewalInstances(
            RuntimeService runtime,
            CaseFiles cases,
            AsService service,
            IdentityService identity,
            OpenRenewals openRenewals,
            TransactionTemplate transaction) {
        this.runtime = runtime;
        this.cases = cases;
        this.service = service;
        this.identity = identity;
        this.openRenewals = openRenewals;
        this.transaction = transaction;
    }

    /**
     * Starts a renewal for the person who is logged in, or goes on with the draft of theirs that names no certificate
     * yet: a click that is repeated, also at the same moment, leads to the same.
     *
     * @return the case number
     */
    public String start() {
        return start(caseNumber -> {});
    }

    /**
     * Starts a renewal, or goes on with the draft, as {@link #start()} does, and enters in the same transaction what is
     * known already.
     *
     * @param entering is given the case number; may be called again, as its transaction may
     * @return the case number
     */
    public String start(Consumer<String> entering) {
        String applicant = identity.getCurrentAuthentication() == null
                ? null
                : identity.getCurrentAuthentication().getUserId();
        for (int attempt = 1; ; attempt++) {
            try {
                return transaction.execute(status -> {
                    String caseNumber = openRenewals.draftOf(applicant).orElseGet(this::startAnew);
                    entering.accept(caseNumber);
                    return caseNumber;
                });
            } catch (DraftExists | TransientDataAccessException begunAtTheSameMoment) {
                if (attempt == MOST_ATTEMPTS) {
                    throw begunAtTheSameMoment;
                }
            }
        }
    }

    private String startAnew() {
        String caseNumber =
                runtime.startProcessInstanceByKey(RenewalProcess.KEY).getBusinessKey();
        CaseInLog.is(caseNumber);
        return caseNumber;
    }

    /**
     * Correlates a message with the renewal of a case, as the service itself.
     *
     * @param facts routing facts that come with it
     * @return false if the renewal doesn't wait for it, or no longer
     */
    @Transactional
    public boolean correlate(String caseNumber, String message, Map<String, Object> facts) {
        String instanceId = cases.lock(caseNumber).instanceId();
        return service.get(() -> waitingFor(instanceId, message)
                .map(subscription -> {
                    runtime.messageEventReceived(message, subscription.getExecutionId(), facts);
                    return true;
                })
                .orElse(false));
    }

    /**
     * Ends the instance of a case that its office has ended, as the service itself; its listeners close the case. Works
     * wherever the instance stands, by whichever version of the model.
     */
    @Transactional
    public void end(String caseNumber) {
        String instanceId = cases.withNumber(caseNumber).instanceId();
        service.get(() -> {
            runtime.deleteProcessInstance(instanceId, "ended by the office");
            return null;
        });
    }

    /**
     * Hands a case under review to the supervisor, who is asked to extend its time. A case that began before the model
     * knew this message is moved there, so that it isn't worse off than a newer one.
     */
    @Transactional
    public void proposeExtension(String caseNumber) {
        if (!correlate(caseNumber, Messages.EXTENSION_PROPOSED, Map.of())) {
            String instanceId = cases.withNumber(caseNumber).instanceId();
            service.get(() -> {
                runtime.createProcessInstanceModification(instanceId)
                        .startBeforeActivity(Tasks.EXTEND_DECISION)
                        .cancelAllForActivity(Tasks.REVIEW_APPLICATION)
                        .execute();
                return null;
            });
        }
    }

    /** Asks first: a message that nobody waits for would undo the whole transaction. */
    private Optional<EventSubscription> waitingFor(String instanceId, String message) {
        return Optional.ofNullable(runtime.createEventSubscriptionQuery()
                .eventType("message")
                .eventName(message)
                .processInstanceId(instanceId)
                .singleResult());
    }
}
