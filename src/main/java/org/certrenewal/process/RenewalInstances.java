package org.certrenewal.process;

import java.util.Map;
import org.camunda.bpm.engine.MismatchingMessageCorrelationException;
import org.camunda.bpm.engine.RuntimeService;
import org.certrenewal.process.RenewalProcess.Variables;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Starts renewals, and moves them on when a message comes from outside. */
@Component
public class RenewalInstances {

    private final RuntimeService runtime;
    private final AsService service;

    RenewalInstances(RuntimeService runtime, AsService service) {
        this.runtime = runtime;
        this.service = service;
    }

    /**
     * Starts a renewal for the person who is logged in.
     *
     * @return the case number
     */
    @Transactional
    public String start() {
        String instanceId =
                runtime.startProcessInstanceByKey(RenewalProcess.KEY).getId();
        return service.get(() -> (String) runtime.getVariable(instanceId, Variables.CASE_NUMBER));
    }

    /**
     * Correlates a message with the renewal of a case, as the service itself.
     *
     * @param facts routing facts that come with it
     * @return false if the renewal doesn't wait for it, or no longer
     */
    @Transactional
    public boolean correlate(String caseNumber, String message, Map<String, Object> facts) {
        return service.get(() -> {
            try {
                runtime.createMessageCorrelation(message)
                        .processInstanceBusinessKey(caseNumber)
                        .setVariables(facts)
                        .correlate();
                return true;
            } catch (MismatchingMessageCorrelationException e) {
                return false;
            }
        });
    }
}
