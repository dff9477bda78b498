package org.certrenewal.access;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.certrenewal.access.KnownBrowsers.Browser;
import org.certrenewal.access.Throttle.Limit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.LockedException;
import org.springframework.stereotype.Component;

/**
 * Limits how many passwords are tried. A try is counted before the password is looked at, and given back if it was the
 * right one. A browser that the account has logged in with before has tries of its own: who tries from elsewhere, or
 * from the same carrier's address, can't lock its owner out.
 */
@Component
class LoginTries {

    private static final Logger log = LoggerFactory.getLogger(LoginTries.class);

    /** A check takes 16 MB and a core for a while; who comes with the same name waits for the one before. */
    private static final Object[] TURNS = Stream.generate(Object::new).limit(8).toArray();

    private final Throttle throttle;
    private final Limits limits;
    private final KnownBrowsers browsers;

    LoginTries(Throttle throttle, Limits limits, KnownBrowsers browsers) {
        this.throttle = throttle;
        this.limits = limits;
        this.browsers = browsers;
    }

    private record Counted(Limit limit, String key) {}

    /**
     * Makes one try.
     *
     * @param address whom the try comes from, as {@link Client} tells them apart
     * @param check looks at the password
     * @return what the check says
     * @throws LockedException if too many were wrong; then the password isn't looked at
     */
    boolean make(String userId, String address, Optional<Browser> browser, BooleanSupplier check) {
        Counted[] counted = browser.filter(it -> browsers.isKnownTo(it, userId))
                .map(it -> new Counted[] {new Counted(limits.userAndBrowser(), userId + " " + it.id())})
                .orElseGet(() -> new Counted[] {
                    new Counted(limits.userAndAddress(), userId + " " + address),
                    new Counted(limits.user(), userId),
                    new Counted(limits.address(), address)
                });
        synchronized (TURNS[Math.floorMod(userId.hashCode(), TURNS.length)]) {
            take(counted);
            boolean right = check.getAsBoolean();
            if (right) {
                throttle.forget(counted[0].limit(), counted[0].key());
                for (int i = 1; i < counted.length; i++) {
                    throttle.giveBack(counted[i].limit(), counted[i].key());
                }
            }
            return right;
        }
    }

    private void take(Counted[] counted) {
        for (int i = 0; i < counted.length; i++) {
            if (!throttle.take(counted[i].limit(), counted[i].key())) {
                for (int before = 0; before < i; before++) {
                    throttle.giveBack(counted[before].limit(), counted[before].key());
                }
                log.warn("too many failed log-ins, locked for a while");
                throw new LockedException("登录失败次数过多");
            }
        }
    }
}
