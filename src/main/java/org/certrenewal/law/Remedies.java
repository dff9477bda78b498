package org.certrenewal.law;

/**
 * Says until when a refusal can be contested.
 *
 * @param reconsiderationUntil last day for 行政复议
 * @param lawsuitUntil last day for 行政诉讼
 */
public record Remedies(DueDate reconsiderationUntil, DueDate lawsuitUntil) {}
