package org.certrenewal.access;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Component;

/** Limits what a stranger may look up and verify in a minute, and all strangers together. */
@Component
public class PublicRate {

    private final Throttle throttle;
    private final Limits limits;

    PublicRate(Throttle throttle, Limits limits) {
        this.throttle = throttle;
        this.limits = limits;
    }

    /** Counts a question and tells whether it is answered. */
    public boolean admits(HttpServletRequest request) {
        String client = Client.of(request.getRemoteAddr());
        return !throttle.isExhausted(limits.stranger(), client)
                && throttle.take(limits.stranger(), client)
                && throttle.take(limits.strangers(), "");
    }
}
