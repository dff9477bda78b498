package org.certrenewal.process;

import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseStatus;

/**
 * Says that the instance of a case has come to its end and the case is closed; heard in the transaction that closes it.
 *
 * @param file the case as it was before
 * @param end how it ended
 */
public record CaseEnded(CaseFile file, CaseStatus end) {}
