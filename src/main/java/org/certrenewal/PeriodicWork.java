package org.certrenewal;

import java.time.Duration;
import java.util.List;

/**
 * Is done at the start and again and again from then on, by {@link PeriodicWorks}. {@code setup/Schedule} lists all.
 *
 * @param name by which log, metrics and {@link Wanted} call it
 * @param what it does, in Chinese, for the operator who is told that it isn't done
 * @param every how long it rests when it went well; zero means that it isn't done at all
 * @param work does it once; safe to do at any time and on every node
 */
public record PeriodicWork(String name, String what, Duration every, Runnable work) {

    /** Is as many works as there turn out to be, such as one for each lane. */
    @FunctionalInterface
    public interface Several {

        List<PeriodicWork> works();
    }

    /**
     * Is published by whoever wants a work done sooner than it would be.
     *
     * @param name of the work
     * @param in how long from now
     */
    public record Wanted(String name, Duration in) {

        /** Wants it now. */
        public static Wanted now(String name) {
            return new Wanted(name, Duration.ZERO);
        }
    }
}
