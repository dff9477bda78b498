package org.certrenewal.process;

import org.certrenewal.casefile.CaseFile;

/**
 * Says that a task of an office has changed hands; heard in the transaction that changes them.
 *
 * @param task its name, as people read it
 * @param recipient user id of the colleague who goes on, or the group to which it was given back
 * @param givenBack whether it waits for the group again
 */
public record TaskReassigned(CaseFile file, String taskId, String task, String recipient, boolean givenBack) {}
