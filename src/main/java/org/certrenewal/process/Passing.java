package org.certrenewal.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.variable.Variables;

/**
 * Tells the model facts that only the gateways of the same transaction ask for: they are never written to the database,
 * nor to the history.
 */
public final class Passing {

    private Passing() {}

    /** Says a fact; one that is kept already, as earlier versions of the program did, stays kept. */
    public static void say(DelegateExecution execution, String name, Object fact) {
        boolean kept = execution.hasVariable(name)
                && !execution.getVariableTyped(name, false).isTransient();
        execution.setVariable(name, kept ? fact : Variables.untypedValue(fact, true));
    }
}
