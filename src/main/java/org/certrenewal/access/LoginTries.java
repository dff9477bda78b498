package org.certrenewal.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.certrenewal.access.KnownBrowsers.Browser;
import org.certrenewal.access.limits.Client;
import org.certrenewal.access.limits.Limits;
import org.certrenewal.access.limits.Throttle;
import org.certrenewal.access.limits.Throttle.Limit;
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
     * @return what the check says; nothing, if the password is wrong
     * @throws LockedException if too many were wrong; then the password isn't looked at
     */
    <T> Optional<T> make(String userId, String address, Optional<Browser> browser, Supplier<Optional<T>> check) {
        List<Counted> counted = counted(userId, address, browser);
        synchronized (TURNS[Math.floorMod(userId.hashCode(), TURNS.length)]) {
            take(counted);
            Optional<T> right = check.get();
            if (right.isPresent()) {
                throttle.forget(counted.get(0).limit(), counted.get(0).key());
                counted.stream().skip(1).forEach(it -> throttle.giveBack(it.limit(), it.key()));
            }
            return right;
        }
    }

    /** The first is what the person themselves has used up; it begins anew when they are in. */
    private List<Counted> counted(String userId, String address, Optional<Browser> browser) {
        if (browser.isPresent() && browsers.isKnownTo(browser.get(), userId)) {
            return List.of(new Counted(
                    limits.userAndBrowser(), userId + " " + browser.get().id()));
        }
        List<Counted> counted = new ArrayList<>();
        counted.add(new Counted(limits.userAndAddress(), userId + " " + address));
        counted.add(new Counted(limits.user(), userId));
        browser.ifPresentOrElse(
                it -> {
                    counted.add(new Counted(limits.browser(), it.id()));
                    counted.add(new Counted(limits.knownAddress(), address));
                },
                () -> counted.add(new Counted(limits.address(), address)));
        return counted;
    }

    private void take(List<Counted> counted) {
        for (int i = 0; i < counted.size(); i++) {
            if (!throttle.take(counted.get(i).limit(), counted.get(i).key())) {
                counted.subList(0, i).forEach(before -> throttle.giveBack(before.limit(), before.key()));
                log.warn("too many failed log-ins, locked for a while");
                throw new LockedException("登录失败次数过多");
            }
        }
    }
}
