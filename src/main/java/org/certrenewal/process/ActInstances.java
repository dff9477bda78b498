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

    /** Starts the process of an act. */
    @Transactional
    public void start(String act) {
        service.get(() -> runtime.startProcessInstanceByKey(ActProcess.KEY, act, Map.of(ActProcess.ACT, act)));
    }

    /** Answers a waiting act; what follows happens in the same transaction. */
    @Transactional
    public void answer(String act, String message) {
        service.get(() -> {
            runtime.createMessageCorrelation(message)
                    .processInstanceBusinessKey(act)
                    .correlate();
            return null;
        });
    }
}
