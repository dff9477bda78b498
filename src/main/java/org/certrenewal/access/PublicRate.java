package org.certrenewal.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.certrenewal.access.KnownBrowsers.Browser;
import org.certrenewal.access.limits.Client;
import org.certrenewal.access.limits.Limits;
import org.certrenewal.access.limits.Limits.Budget;
import org.certrenewal.access.limits.Throttle;
import org.certrenewal.access.limits.Throttle.Try;
import org.springframework.stereotype.Component;

/**
 * Limits what may be asked without log-in, so that nobody takes it from others: who is logged in pays from a budget of
 * their own, so does a browser that is known again; the rest of an address share one. There is none for all together,
 * which a few could empty for everybody; what a node does at the same moment is limited where it is done.
 */
@Component
public class PublicRate {

    private static final String NEW = PublicRate.class.getName() + ".new";

    private final Throttle throttle;
    private final Limits limits;
    private final KnownBrowsers browsers;

    PublicRate(Throttle throttle, Limits limits, KnownBrowsers browsers) {
        this.throttle = throttle;
        this.limits = limits;
        this.browsers = browsers;
    }

    /**
     * Counts a question and tells whether it is answered.
     *
     * @param kind names the page; each has budgets of its own
     */
    public boolean admits(String kind, HttpServletRequest request, HttpServletResponse response) {
        return admits(limits.questions(kind), request, response);
    }

    /**
     * Names who pays for a question that {@link #admits} has let pass, so that what is limited for one thing can't be
     * used up by another. A browser that was new with it pays twice: as one of its address, and for itself.
     */
    public List<String> payers(HttpServletRequest request) {
        Principal person = request.getUserPrincipal();
        if (person != null) {
            return List.of("person " + person.getName());
        }
        List<String> payers = new ArrayList<>();
        Optional<Browser> known = browsers.of(request);
        if (known.isEmpty()) {
            payers.add("address " + Client.of(request.getRemoteAddr()));
        }
        known.or(() -> Optional.ofNullable((Browser) request.getAttribute(NEW)))
                .ifPresent(browser -> payers.add("browser " + browser.id()));
        return payers;
    }

    boolean admits(Budget budget, HttpServletRequest request, HttpServletResponse response) {
        Principal person = request.getUserPrincipal();
        if (person != null) {
            return throttle.take(budget.person(), person.getName());
        }
        String address = Client.of(request.getRemoteAddr());
        Optional<Browser> known = browsers.of(request);
        if (known.isPresent()) {
            return throttle.take(
                    List.of(new Try(budget.own(), known.get().id()), new Try(budget.knownTogether(), address)));
        }
        // Known from now on; what it has asked already counts, so that nobody gains by being new.
        Browser introduced = KnownBrowsers.unknown();
        if (!throttle.take(List.of(new Try(budget.address(), address), new Try(budget.own(), introduced.id())))) {
            return false;
        }
        browsers.send(introduced, request, response);
        request.setAttribute(NEW, introduced);
        return true;
    }
}
