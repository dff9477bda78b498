package org.certrenewal.access.account;

import java.time.Clock;
import java.util.Optional;
import org.certrenewal.access.limits.Client;
import org.certrenewal.access.limits.Limits;
import org.certrenewal.access.limits.Throttle;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.event.AbstractAuthenticationFailureEvent;
import org.springframework.security.authentication.event.AuthenticationFailureLockedEvent;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

/**
 * Adds refused log-ins to the audit trail, so that nobody can flood it: a wrong password for an account that is there
 * to the account's chain, as often as the lock lets somebody try; that a lock refuses, once for account, address and
 * period; a name that nobody has, once for address and period; and no more than so many in a period from everybody.
 */
@Component
public class LogInTrail {

    private static final int MOST = 1000;

    private final AccountTrail trail;
    private final Rights rights;
    private final Throttle throttle;
    private final Limits limits;
    private final Clock clock;

    LogInTrail(AccountTrail trail, Rights rights, Throttle throttle, Limits limits, Clock clock) {
        this.clock = clock;
        this.trail = trail;
        this.rights = rights;
        this.throttle = throttle;
        this.limits = limits;
    }

    @EventListener
    void refused(AbstractAuthenticationFailureEvent refusal) {
        Authentication login = refusal.getAuthentication();
        if (!(login.getDetails() instanceof WebAuthenticationDetails details)) {
            return;
        }
        String address = Client.of(details.getRemoteAddress());
        String user = login.getName().strip();
        boolean locked = refusal instanceof AuthenticationFailureLockedEvent;
        // Both cost a count, whether the account is there or not: else the time would tell.
        Optional<Standing> standing = rights.now(user);
        boolean known = standing.isPresent();
        boolean isFirst = known
                ? throttle.take(once(locked ? "refused-locked" : "refused", locked ? 1 : MOST), user + " " + address)
                : throttle.take(once("refused-unknown", 1), address);
        if (!isFirst) {
            return;
        }
        if (isFlood()) {
            return;
        }
        if (!known) {
            trail.ofStrangers("log-in-refused", "no such account", address);
            return;
        }
        if (!locked) {
            boolean closed = standing.get().isLocked(clock.instant());
            trail.of(user, "", "log-in-refused", closed ? "account locked" : "wrong password", address);
        }
        boolean isLocked = throttle.isExhausted(limits.userAndAddress(), user + " " + address)
                || throttle.isExhausted(limits.user(), user);
        if (locked || isLocked && throttle.take(once("refused-locked", 1), user + " " + address)) {
            trail.of(user, "", "locked-out", "tried too often", address);
        }
    }

    /**
     * Adds that somebody was refused who came from an OpenID provider.
     *
     * @param account the account it was about, if there is one
     * @param why a code
     * @param address whom it came from, as {@link Client} tells them apart
     */
    public void refusedByProvider(Optional<String> account, String provider, String why, String address) {
        boolean isFirst = account.isPresent()
                ? throttle.take(once("refused", MOST), account.get() + " " + address)
                : throttle.take(once("refused-provider", 1), provider + " " + why + " " + address);
        if (!isFirst || isFlood()) {
            return;
        }
        String detail = provider + " " + why;
        account.ifPresentOrElse(
                user -> trail.of(user, "", "log-in-refused", detail, address),
                () -> trail.ofStrangers("log-in-refused", detail, address));
    }

    private boolean isFlood() {
        if (throttle.take(once("refused-all", MOST), "")) {
            return false;
        }
        if (throttle.take(once("refused-more", 1), "")) {
            trail.ofStrangers("log-ins-refused", "more than are listed", null);
        }
        return true;
    }

    private Throttle.Limit once(String name, int most) {
        return new Throttle.Limit("audit-" + name, most, limits.period());
    }
}
