package org.certrenewal.law;

import java.time.LocalDate;
import java.util.Map;

/**
 * Holds one text, or one collection of texts, as it is in force between two days.
 *
 * @param id stable name, such as {@code order-2025}
 * @param title name as it is quoted
 * @param layer which of two texts that speak about the same matter goes first
 * @param from first day in force
 * @param until last day in force, or {@link LocalDate#MAX} when none is known
 * @param rules the values that it sets
 * @param origin file and line of the seeds
 */
public record RuleBook(
        String id,
        String title,
        Layer layer,
        LocalDate from,
        LocalDate until,
        Map<RuleKey, Rule> rules,
        String origin) {

    /** Orders the texts: the special one goes before the general one, and both before the office's own settings. */
    public enum Layer {
        /** The special text about these certificates; it gives the regime its name. */
        REGIME,
        /** General administrative law. */
        GENERAL,
        /** What the texts leave to the authority. */
        HOUSE
    }

    /** Checks the dates. */
    public RuleBook {
        rules = Map.copyOf(rules);
        if (until.isBefore(from)) {
            throw new IllegalArgumentException(
                    origin + ": '" + id + "' ends on " + until + ", before it begins on " + from);
        }
    }

    boolean inForceOn(LocalDate day) {
        return !day.isBefore(from) && !day.isAfter(until);
    }
}
