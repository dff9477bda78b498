package org.certrenewal.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.certrenewal.process.RenewalProcess;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.stereotype.Component;

/**
 * Lets a request in if {@code access/door.yaml} lists it for a role of who is logged in; everything else is refused.
 */
@Component
class Door implements AuthorizationManager<RequestAuthorizationContext> {

    private static final Logger log = LoggerFactory.getLogger(Door.class);
    private static final String ME = "me";

    /** Keeps a name such as {@code count} from being taken for an id. */
    private static final String ENGINE_ID = "{id:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}}";

    /** Key, version and id, so that nothing else is started. */
    private static final String DEFINITION_ID = "{definition:" + RenewalProcess.KEY + ":[0-9]+:[0-9a-f-]{36}}";

    private final AllowList list = AllowList.read("door");
    private final List<RequestMatcher> open = calls(list.open());
    private final List<RequestMatcher> common = calls(list.common());
    private final List<RequestMatcher> every = Stream.of(list.open(), list.common(), list.of(List.of(Role.values())))
            .flatMap(List::stream)
            .map(Door::address)
            .distinct()
            .map(PathPatternRequestMatcher.withDefaults()::matcher)
            .map(RequestMatcher.class::cast)
            .toList();
    private final Map<Set<Role>, List<RequestMatcher>> own = new ConcurrentHashMap<>();

    @Override
    public AuthorizationDecision authorize(Supplier<Authentication> person, RequestAuthorizationContext context) {
        return new AuthorizationDecision(mayPass(person.get(), context.getRequest()));
    }

    @Override
    @Deprecated
    @SuppressWarnings({"deprecation", "removal"})
    public AuthorizationDecision check(Supplier<Authentication> person, RequestAuthorizationContext context) {
        return authorize(person, context);
    }

    /** Tells whether anybody may, logged in or not. */
    boolean isOpen(HttpServletRequest request) {
        return passes(open, request, null);
    }

    /** Tells whether the address leads anybody anywhere, by whatever method. */
    boolean leadsAnybody(HttpServletRequest request) {
        return every.stream().anyMatch(address -> address.matches(request));
    }

    private boolean mayPass(Authentication login, HttpServletRequest request) {
        if (isOpen(request)) {
            return true;
        }
        if (login == null || !login.isAuthenticated() || login instanceof AnonymousAuthenticationToken) {
            return false;
        }
        boolean passes = passes(common, request, login.getName())
                || passes(
                        own.computeIfAbsent(
                                Set.copyOf(Role.of(WebappIdentity.groups(login))), roles -> calls(list.of(roles))),
                        request,
                        login.getName());
        if (!passes) {
            log.warn("{} {} refused to {}", request.getMethod(), request.getRequestURI(), login.getName());
        }
        return passes;
    }

    private static boolean passes(List<RequestMatcher> calls, HttpServletRequest request, String me) {
        for (RequestMatcher call : calls) {
            RequestMatcher.MatchResult match = call.matcher(request);
            String named = match.getVariables().get(ME);
            if (match.isMatch() && (named == null || named.equals(me))) {
                return true;
            }
        }
        return false;
    }

    private static List<RequestMatcher> calls(List<String> lines) {
        List<RequestMatcher> calls = new ArrayList<>();
        for (String line : lines) {
            HttpMethod method = HttpMethod.valueOf(line.split("\\s+")[0]);
            calls.add(PathPatternRequestMatcher.withDefaults().matcher(method, address(line)));
        }
        return List.copyOf(calls);
    }

    private static String address(String line) {
        return line.split("\\s+")[1].replace("{id}", ENGINE_ID).replace("{definition}", DEFINITION_ID);
    }
}
