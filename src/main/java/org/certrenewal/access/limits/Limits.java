package org.certrenewal.access.limits;

import java.time.Duration;
import org.certrenewal.access.limits.Throttle.Limit;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Holds how often people may try.
 *
 * @param period how long tries count
 * @param loginsByUserAndAddress wrong passwords for a user from one address, or from one browser that the user has
 *     logged in with before; then locked
 * @param loginsByUser wrong passwords for a user from anywhere
 * @param loginsByAddress wrong passwords from one address, by all who come without a browser that is known again
 * @param loginsByBrowser wrong passwords from one browser that is known again, whoever's account it is
 * @param loginsByKnownAddress wrong passwords from all such browsers of one address together
 * @param codes pages behind a code for one browser that is known again
 * @param codesByAddress pages behind a code for all others of one address
 * @param lookupsByNumber look-ups of one identity number
 * @param publicPerMinute what one person, or one browser that is known again, may look up, and verify, in a minute
 * @param publicByAddress the same for all others of one address: thousands may be behind one of a mobile carrier's
 * @param knownByAddress for all browsers of one address together that are known again, in a minute: nobody gains by
 *     being many
 * @param exportsByUser downloads of everything held about oneself
 * @param addressesByUser addresses to which one may have a code sent
 */
@ConfigurationProperties("renewal.limits")
public record Limits(
        @DefaultValue("PT15M") Duration period,
        @DefaultValue("5") int loginsByUserAndAddress,
        @DefaultValue("50") int loginsByUser,
        @DefaultValue("100") int loginsByAddress,
        @DefaultValue("20") int loginsByBrowser,
        @DefaultValue("500") int loginsByKnownAddress,
        @DefaultValue("300") int codes,
        @DefaultValue("3000") int codesByAddress,
        @DefaultValue("10") int lookupsByNumber,
        @DefaultValue("30") int publicPerMinute,
        @DefaultValue("300") int publicByAddress,
        @DefaultValue("3000") int knownByAddress,
        @DefaultValue("5") int exportsByUser,
        @DefaultValue("5") int addressesByUser) {

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

    public Limit browser() {
        return new Limit("login-browser", loginsByBrowser, period);
    }

    public Limit knownAddress() {
        return new Limit("login-known-address", loginsByKnownAddress, period);
    }

    public Limit userAndBrowser() {
        return new Limit("login-user-browser", loginsByUserAndAddress, period);
    }

    public Limit numbers() {
        return new Limit("lookup-number", lookupsByNumber, period);
    }

    public Limit exports() {
        return new Limit("export", exportsByUser, period);
    }

    public Limit addresses() {
        return new Limit("address", addressesByUser, period);
    }

    /** Limits what one may ask of a page, where nobody has to log in. */
    public Budget codePages() {
        return new Budget("code", codes, codesByAddress, knownByAddress, period);
    }

    /** Limits questions to the registry of one kind, such as {@code verify}. */
    public Budget questions(String kind) {
        return new Budget(kind, publicPerMinute, publicByAddress, knownByAddress, MINUTE);
    }

    /**
     * Says who pays from what.
     *
     * @param person of one who is logged in
     * @param own of a browser that is known again
     * @param address of all others who share an address
     * @param knownTogether of all browsers together that are known again and share an address
     */
    public record Budget(Limit person, Limit own, Limit address, Limit knownTogether, Duration period) {

        private Budget(String kind, int own, int address, int knownTogether, Duration period) {
            this(
                    new Limit(kind + "-person", own, period),
                    new Limit(kind + "-browser", own, period),
                    new Limit(kind + "-address", address, period),
                    new Limit(kind + "-known", knownTogether, period),
                    period);
        }
    }
}
