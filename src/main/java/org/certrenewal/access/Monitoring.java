package org.certrenewal.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Names who may read the metrics: a program with credentials of its own, which open nothing else.
 *
 * @param user its name; empty leaves the metrics closed
 * @param password its password; empty leaves the metrics closed
 */
@ConfigurationProperties("renewal.monitoring")
record Monitoring(
        @DefaultValue("") String user, @DefaultValue("") String password) {

    /** What it may do beyond strangers: read metrics and see the detail of the health. */
    static final String SCRAPER = "scraper";

    private static final int SHORTEST = 16;

    /**
     * Checks the password, which nobody counts the guesses of.
     *
     * @throws IllegalArgumentException if it is too short
     */
    Monitoring {
        if (!password.isBlank() && password.length() < SHORTEST) {
            throw new IllegalArgumentException("renewal.monitoring.password 至少要有" + SHORTEST + "个字符");
        }
    }

    boolean isOn() {
        return !user.isBlank() && !password.isBlank();
    }

    /** Compares in the same time whatever is wrong. */
    boolean knows(String name, String secret) {
        return isOn() & same(user, name) & same(password, secret);
    }

    private static boolean same(String expected, String given) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    /** Leaves the password out. */
    @Override
    public String toString() {
        return "Monitoring[user=" + user + "]";
    }
}
