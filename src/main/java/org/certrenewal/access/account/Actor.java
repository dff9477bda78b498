package org.certrenewal.access.account;

import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** Says who acts: who the engine knows, else who is logged in, as where a page works in the service's name. */
final class Actor {

    private Actor() {}

    /** Returns the user id, or {@code system}. */
    static String now() {
        CommandContext command = Context.getCommandContext();
        String known = command == null ? null : command.getAuthenticatedUserId();
        if (known != null) {
            return known;
        }
        Authentication login = SecurityContextHolder.getContext().getAuthentication();
        return login == null || !login.isAuthenticated() || login instanceof AnonymousAuthenticationToken
                ? AccountTrail.SYSTEM
                : login.getName();
    }
}
