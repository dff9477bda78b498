package org.certrenewal.law;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Holds every rule that is in force during a period, each from the text that goes first.
 *
 * <p>A case is decided by the set in force on the day it is accepted; a term is granted by the set in force on the day
 * of the decision.
 */
public final class RuleSet {

    private static final Pattern PLACE = Pattern.compile("\\{([a-z-]+)}");

    private final RuleBook regime;
    private final LocalDate from;
    private final LocalDate until;
    private final Map<RuleKey, Rule> rules;

    RuleSet(RuleBook regime, LocalDate from, LocalDate until, Map<RuleKey, Rule> rules) {
        this.regime = regime;
        this.from = from;
        this.until = until;
        this.rules = Collections.unmodifiableMap(new EnumMap<>(rules));
    }

    /** Returns the id of the special text in force, such as {@code order-2025}. */
    public String regime() {
        return regime.id();
    }

    /** Returns the name of the special text in force. */
    public String title() {
        return regime.title();
    }

    /** Returns the first day on which exactly these rules are in force. */
    public LocalDate from() {
        return from;
    }

    /** Returns the last day on which exactly these rules are in force; {@link LocalDate#MAX} when none is known. */
    public LocalDate until() {
        return until;
    }

    /** Returns a rule with its article, source and mark. */
    public Rule rule(RuleKey key) {
        return rules.get(key);
    }

    /** Returns the number that a rule sets. */
    public int number(RuleKey key) {
        return rule(key).number();
    }

    /** Returns the article that a rule stands on, as it is {@link Rule#quoted() quoted}: empty until it is verified. */
    public String article(RuleKey key) {
        return rule(key).quoted();
    }

    /**
     * Puts the values in force into a text in which rules stand in braces, such as {@code {term-years}}.
     *
     * @throws IllegalArgumentException if there is no such rule
     */
    public String fillIn(String text) {
        return PLACE.matcher(text)
                .replaceAll(place -> RuleKey.of(place.group(1))
                        .map(key -> rule(key).value())
                        .orElseThrow(() -> new IllegalArgumentException("there is no rule " + place.group())));
    }

    /** Returns all rules in the order of {@link RuleKey}. */
    public Collection<Rule> rules() {
        return rules.values();
    }
}
