package org.certrenewal;

import java.util.List;
import java.util.Optional;

/**
 * Tries, for {@code --renewal.check}, what no start waits for: whether a database lets us work, a partner answers, a
 * clock is right. Nothing is changed anywhere. One that is added stands under this interface's name in
 * {@code META-INF/spring.factories}; it has a constructor without parameters and may run beside the others.
 */
public interface Trial {

    /** Says what it is about, in a few Chinese words. */
    String subject();

    /**
     * Tries.
     *
     * @param start what is known; settings that can't be read have been found already, by the {@link StartCheck}s
     * @return what was found; empty where nothing is there to try
     * @throws CannotStart as another way to say what is wrong
     */
    List<Line> lines(StartCheck.Start start);

    /** Says how something was found. */
    enum Colour {
        /** Well. */
        GREEN("绿"),
        /** Works, and somebody should look nevertheless. */
        YELLOW("黄"),
        /** Doesn't work. */
        RED("红");

        private final String label;

        Colour(String label) {
            this.label = label;
        }

        /** Returns its name for people. */
        public String label() {
            return label;
        }
    }

    /**
     * Is a line of the table.
     *
     * @param what was tried
     * @param found in one sentence
     * @param remedy what to do; there is one unless it is green
     */
    record Line(Colour colour, String what, String found, Optional<String> remedy) {

        /** Says that something is well. */
        public static Line green(String what, String found) {
            return new Line(Colour.GREEN, what, found, Optional.empty());
        }

        /** Says that somebody should look. */
        public static Line yellow(String what, String found, String remedy) {
            return new Line(Colour.YELLOW, what, found, Optional.of(remedy));
        }

        /** Says that something doesn't work. */
        public static Line red(String what, String found, String remedy) {
            return new Line(Colour.RED, what, found, Optional.of(remedy));
        }

        /** Says that the service wouldn't start. */
        public static Line red(String what, CannotStart reason) {
            return red(what, reason.getMessage(), reason.remedy());
        }
    }
}
