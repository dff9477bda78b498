/**
 * Is where a click goes: {@link org.certrenewal.process.tasks.OpenTasks} finds and shows,
 * {@link org.certrenewal.process.tasks.Claims} takes, {@link org.certrenewal.process.tasks.Drafts} saves,
 * {@link org.certrenewal.process.tasks.Completion} completes, whichever way a click came: by a form of ours, by
 * Tasklist, by code. One click is one transaction and one go of the engine; it reads the case once, opens and seals a
 * section once at most, and leaves one entry in the audit trail. {@code process/StatementsTest} counts it.
 *
 * <p>Owns no table; calls {@code process, casefile, audit, typed}; is called by {@code access}, which has asked who it
 * is, by {@code stages}, and by the year's simulator.
 */
package org.certrenewal.process.tasks;
