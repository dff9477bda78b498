package org.certrenewal.law;

import java.util.List;

/**
 * Finds everything that speaks against a renewal, not only the first thing. The tables are
 * {@code processes/eligibility.dmn}.
 */
@FunctionalInterface
public interface Eligibility {

    /** The decision's id in {@code processes/eligibility.dmn}. */
    String DECISION = "eligibility";

    /**
     * Evaluates the decision.
     *
     * @param facts what is known
     * @param rules the rules in force on the day that counts
     * @return all findings, in the order of the table; empty if there is nothing to remark
     */
    List<Finding> findings(EligibilityFacts facts, RuleSet rules);
}
