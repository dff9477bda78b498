package org.certrenewal.casefile;

/** Says that something can't befall a case in the state in which it is; nothing was written. */
public class IllegalTransition extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String number;
    private final CaseStatus from;
    private final Transition transition;

    IllegalTransition(String number, CaseStatus from, Transition transition) {
        super("case " + number + " is " + from + ": no " + transition + " to " + transition.after(from));
        this.number = number;
        this.from = from;
        this.transition = transition;
    }

    /** Returns the number of the case. */
    public String number() {
        return number;
    }

    /** Returns the state in which the case is. */
    public CaseStatus from() {
        return from;
    }

    /** Returns the state in which it should have come. */
    public CaseStatus to() {
        return transition.after(from);
    }

    public Transition transition() {
        return transition;
    }
}
