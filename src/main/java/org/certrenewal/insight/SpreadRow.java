package org.certrenewal.insight;

/** Holds how many cases took so many working days. Filled by a query of {@code queries.xml}, in its columns' order. */
public record SpreadRow(String stage, String grouped, int days, long n) {}
