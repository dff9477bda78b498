package org.certrenewal.process;

import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Starts the process of an act on a certificate, and moves it on. Who may do so has been asked before. */
@Component
public class ActInstances {

    private final RuntimeService runtime;
    private final AsService service;

    ActInstances(RuntimeService runtime, AsService service) {
        this.runtime = runtime;
        this.service = service;
    }

    /**
     * Starts the process of an act.
     *
     * @param notice whether the holder is told first
     */
    @Transactional
    public void start(String act, boolean notice) {
        service.get(() -> runtime.startProcessInstanceByKey(
                ActProcess.KEY, act, Map.of(ActProcess.ACT, act, ActProcess.NOTICE, notice)));
    }

    /**
     * Correlates a message with a waiting act; what follows happens in the same transaction.
     *
     * @param facts routing facts that come with it
     * @throws org.camunda.bpm.engine.MismatchingMessageCorrelationException if it doesn't wait for it
     */
    @Transactional
    public void answer(String act, String message, Map<String, Object> facts) {
        service.get(() -> {
            runtime.createMessageCorrelation(message)
                    .processInstanceBusinessKey(act)
                    .setVariables(facts)
                    .correlate();
            return null;
        });
    }

    /**
     * Tells an act something that it may wait for no longer, or whose instance runs by a model that doesn't know it.
     *
     * @return whether it waited
     */
    @Transactional
    public boolean tell(String act, String message) {
        return service.get(() -> !runtime.createMessageCorrelation(message)
                .processInstanceBusinessKey(act)
                .correlateAllWithResult()
                .isEmpty());
    }
}
