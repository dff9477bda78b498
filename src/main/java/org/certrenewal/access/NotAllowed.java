package org.certrenewal.access;

import org.camunda.bpm.engine.AuthorizationException;

/** Says that the engine doesn't do this for a person who is logged in. */
public class NotAllowed extends AuthorizationException {
    private static final long serialVersionUID = 1L;

    NotAllowed() {
        super("您没有权限进行这项操作");
    }
}
