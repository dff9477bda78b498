package org.certrenewal.access.machines;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.certrenewal.access.machines.MachineCalls.Call;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/** Lets a call in if the list has it and the token its scope; and says why it doesn't. */
final class MachineDoor implements AuthorizationManager<RequestAuthorizationContext>, AccessDeniedHandler {

    private final MachineCalls calls;
    private final ProblemWriter problems;

    MachineDoor(MachineCalls calls, ProblemWriter problems) {
        this.calls = calls;
        this.problems = problems;
    }

    @Override
    public AuthorizationDecision authorize(Supplier<Authentication> token, RequestAuthorizationContext context) {
        Authentication client = token.get();
        boolean known = client != null && client.isAuthenticated() && !(client instanceof AnonymousAuthenticationToken);
        return new AuthorizationDecision(known
                && calls.of(context.getRequest())
                        .filter(call -> !call.needsScope() || has(client, call.scope()))
                        .isPresent());
    }

    @Override
    @Deprecated
    @SuppressWarnings({"deprecation", "removal"})
    public AuthorizationDecision check(Supplier<Authentication> token, RequestAuthorizationContext context) {
        return authorize(token, context);
    }

    private static boolean has(Authentication client, String scope) {
        return client.getAuthorities().stream().anyMatch(it -> it.getAuthority().equals(MachineTokens.SCOPE + scope));
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException {
        TreeSet<String> methods = calls.methodsOf(request);
        if (methods.isEmpty()) {
            problems.write(ApiProblem.NO_SUCH_CALL, request, response);
            return;
        }
        Optional<Call> call = calls.of(request);
        if (call.isEmpty()) {
            response.setHeader(HttpHeaders.ALLOW, String.join(", ", methods));
            problems.write(ApiProblem.METHOD_NOT_ALLOWED, request, response);
            return;
        }
        // RFC 6750 section 3.1.
        response.setHeader(
                HttpHeaders.WWW_AUTHENTICATE,
                "Bearer error=\"insufficient_scope\", scope=\"" + call.get().scope() + "\"");
        problems.write(ApiProblem.INSUFFICIENT_SCOPE, request, response);
    }
}
