package org.certrenewal.process;

/** Says in Chinese why a task can't be handed over or given back. */
public class HandoverRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    HandoverRefused(String reason) {
        super(reason);
    }
}
