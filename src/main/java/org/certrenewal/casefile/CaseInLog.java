package org.certrenewal.casefile;

import org.slf4j.MDC;

/**
 * Names, beside each line of the log, the case that it is about. The engine does it by itself for what happens in a
 * process instance; whoever else works on one case says so here.
 */
public final class CaseInLog {

    /** Under this name the case number stands in structured logs, and as an attribute in traces. */
    public static final String KEY = "caseNumber";

    /** The engine empties what it knows of the log's context whenever one of its commands is done. */
    private static final ThreadLocal<String> SAID = new ThreadLocal<>();

    private CaseInLog() {}

    /** Says that what follows in this thread is about a case. */
    public static void is(String caseNumber) {
        SAID.set(caseNumber);
        MDC.put(KEY, caseNumber);
    }

    /** Says that what follows is about no case, or none yet. */
    public static void isNone() {
        SAID.remove();
        MDC.remove(KEY);
    }

    /** Says once more what was said last in this thread, after commands of the engine. */
    public static void again() {
        if (SAID.get() != null) {
            MDC.put(KEY, SAID.get());
        }
    }
}
