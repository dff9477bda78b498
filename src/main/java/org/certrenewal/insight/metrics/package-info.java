/**
 * Counts what the service does, for machines: {@code /actuator/prometheus}.
 *
 * <p>Two kinds of figures. Counters and timers count what this node did since it started; all nodes' together are the
 * service's ({@code sum}). Gauges of cases, tasks, jobs and outbox are read from the database, which all nodes share,
 * so each node tells the same ({@code max}). Every label has a closed list of values, and none says anything about a
 * person: a new value stands as {@code other} until it is added to its list.
 *
 * <p>Owns no table; calls {@code insight, access, process, partners, notices, casefile, registry, law, web}, and reads
 * views of {@code casefile, faceauth, outbox}.
 */
package org.certrenewal.insight.metrics;
