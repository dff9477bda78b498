package org.certrenewal.access;

import org.camunda.bpm.engine.AuthorizationException;

/** Says that a task belongs to somebody else. */
public class NotYourTask extends AuthorizationException {
    private static final long serialVersionUID = 1L;

    NotYourTask() {
        super("这项任务不在您名下，请先领取，或刷新后再试");
    }
}
