package org.certrenewal.access;

import java.time.Duration;
import org.certrenewal.access.Throttle.Limit;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Holds how often people may try.
 *
 * @param period how long tries count
 * @param loginsByUserAndAddress wrong passwords for a user from one address, then locked
 * @param loginsByUser wrong passwords for a user from anywhere
 * @param loginsByAddress wrong passwords from one address
 * @param codesByAddress pages behind a code from one address
 * @param lookupsByNumber look-ups of one identity number
 * @param publicPerMinute what one address may look up and verify in a minute
 * @param publicTogether what all addresses together may look up and verify in a minute
 * @param exportsByUser downloads of everything held about oneself
 */
@ConfigurationProperties("renewal.limits")
public record Limits(
        @DefaultValue("PT15M") Duration period,
        @DefaultValue("5") int loginsByUserAndAddress,
        @DefaultValue("50") int loginsByUser,
        @DefaultValue("100") int loginsByAddress,
        @DefaultValue("300") int codesByAddress,
        @DefaultValue("10") int lookupsByNumber,
        @DefaultValue("30") int publicPerMinute,
        @DefaultValue("600") int publicTogether,
        @DefaultValue("5") int exportsByUser) {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    public Limit userAndAddress() {
        return new Limit("login-user-address", loginsByUserAndAddress, period);
    }

    public Limit user() {
        return new Limit("login-user", loginsByUser, period);
    }

    public Limit address() {
        return new Limit("login-address", loginsByAddress, period);
    }

    public Limit codes() {
        return new Limit("code-address", codesByAddress, period);
    }

    public Limit numbers() {
        return new Limit("lookup-number", lookupsByNumber, period);
    }

    public Limit exports() {
        return new Limit("export", exportsByUser, period);
    }

    public Limit stranger() {
        return new Limit("public-address", publicPerMinute, MINUTE);
    }

    public Limit strangers() {
        return new Limit("public", publicTogether, MINUTE);
    }
}
