package org.certrenewal.casefile;

import java.util.Optional;
import org.slf4j.MDC;

/**
 * Names, beside each line of the log, the case that it is about. The engine does it by itself for what happens in a
 * process instance; whoever else works on one case says so here.
 */
public final class CaseInLog {

    /** Under this name the case number stands in structured logs, and as an attribute in traces. */
    public static final String KEY = "caseNumber";

    private CaseInLog() {}

    /** Says that what follows in this thread is about a case. */
    public static void is(String caseNumber) {
        MDC.put(KEY, caseNumber);
    }

    /** Returns the case that this thread is about. */
    public static Optional<String> now() {
        return Optional.ofNullable(MDC.get(KEY));
    }

    /** Says that what follows is about no case, or none yet. */
    public static void isNone() {
        MDC.remove(KEY);
    }
}
