package org.certrenewal.access;

import org.camunda.bpm.engine.AuthorizationException;

/** Says that nobody handles their own application. */
public class ConflictOfInterest extends AuthorizationException {
    private static final long serialVersionUID = 1L;

    ConflictOfInterest(String caseNumber) {
        super("办件 " + caseNumber + " 是您本人的申请，依法应当回避");
    }
}
