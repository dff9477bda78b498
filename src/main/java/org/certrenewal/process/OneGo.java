package org.certrenewal.process;

import java.util.function.Supplier;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.certrenewal.casefile.CaseInLog;
import org.springframework.stereotype.Component;

/**
 * Does work in one go of the engine, which then reads what several commands need once, and writes what they change
 * once, at the end. A query in it sees the database as it was when the go began. Belongs into a transaction.
 */
@Component
public class OneGo {

    /** Whether this thread is in a go, and the next command is given by the work itself, not by another command. */
    private static final ThreadLocal<Boolean> FIRST_HAND = ThreadLocal.withInitial(() -> false);

    private final ProcessEngine engine;
    private final IdentityService identity;
    private final AsService service;

    OneGo(ProcessEngine engine, IdentityService identity, AsService service) {
        this.engine = engine;
        this.identity = identity;
        this.service = service;
    }

    /** Does the work; each command in it is given by whoever is logged in now, and judged as if it came alone. */
    public <T> T get(Supplier<T> work) {
        var person = identity.getCurrentAuthentication();
        try {
            return service.get(() -> ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
                    .getCommandExecutorTxRequired()
                    .execute(context -> {
                        if (person != null) {
                            identity.setAuthentication(person);
                        }
                        try {
                            return firstHand(true, work);
                        } finally {
                            identity.clearAuthentication();
                        }
                    }));
        } finally {
            CaseInLog.again();
        }
    }

    /** Tells whether a command that is given in this moment comes first hand out of a go. */
    public static boolean isFirstHand() {
        return FIRST_HAND.get();
    }

    /** Does what belongs to one command; commands that are given meanwhile are part of it. */
    public static <T> T within(Supplier<T> command) {
        return firstHand(false, command);
    }

    private static <T> T firstHand(boolean is, Supplier<T> work) {
        boolean before = FIRST_HAND.get();
        FIRST_HAND.set(is);
        try {
            return work.get();
        } finally {
            FIRST_HAND.set(before);
        }
    }
}
