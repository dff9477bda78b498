package org.certrenewal;

import java.io.PrintStream;
import org.springframework.context.ApplicationContext;

/**
 * Does one thing that an operator asks for on the command line, instead of starting the service. One that is added
 * stands under this interface's name in {@code META-INF/spring.factories}; it has a constructor without parameters.
 */
public interface Command {

    /** Returns the option that asks for it, such as {@code --renewal.reconcile}. */
    String option();

    /** Tells whether the option has a value, which says to whom or what. */
    default boolean hasValue() {
        return false;
    }

    /**
     * Tells whether it works on files alone: then no database is opened, nothing of the service is made and no check of
     * its settings runs; the context has the settings and nothing else.
     */
    default boolean isAlone() {
        return false;
    }

    /**
     * Does it and prints what was found.
     *
     * @return the program's exit code: 0 for well, 1 if somebody has to look
     */
    int run(ApplicationContext context, PrintStream out);
}
