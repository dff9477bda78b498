package org.certrenewal.insight;

/**
 * Holds how many cases of an office and a trade are in a state now. Filled by queries of {@code queries.xml}, in the
 * order of their columns.
 */
public record PresentRow(String figure, String item, String office, String trade, long n) {}
