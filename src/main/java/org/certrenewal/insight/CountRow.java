package org.certrenewal.insight;

/** Holds how often something happened. Filled by a query of {@code queries.xml}, in the order of its columns. */
public record CountRow(String figure, String item, String grouped, long n) {}
