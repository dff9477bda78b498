package org.certrenewal.partners.webhooks;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Says how webhooks are sent.
 *
 * @param tries how often a message is sent before it is dead
 * @param firstWait how long is waited after the first failure; doubled after each further one, give or take a quarter
 * @param longestWait the longest such wait
 * @param connect how long a receiver may take to take the connection
 * @param answer how long it may take altogether, until its status is there
 * @param privateNetworks addresses and networks (CIDR) that aren't public and may be told all the same
 * @param secretOverlap how long a secret signs too after it was changed
 * @param keep how long what was delivered, or is dead, can be sent again
 */
@ConfigurationProperties("renewal.webhooks")
record WebhookSettings(
        @DefaultValue("15") int tries,
        @DefaultValue("PT5S") Duration firstWait,
        @DefaultValue("PT4H") Duration longestWait,
        @DefaultValue("PT3S") Duration connect,
        @DefaultValue("PT10S") Duration answer,
        @DefaultValue List<String> privateNetworks,
        @DefaultValue("P1D") Duration secretOverlap,
        @DefaultValue("P30D") Duration keep) {

    /**
     * Checks the networks and numbers.
     *
     * @throws IllegalArgumentException with one sentence in Chinese
     */
    WebhookSettings {
        Destinations.networks(privateNetworks);
        if (secretOverlap.isNegative()) {
            throw new IllegalArgumentException("renewal.webhooks.secret-overlap 不能是负数");
        }
        if (tries < 1 || connect.isZero() || answer.isZero() || firstWait.isZero()) {
            throw new IllegalArgumentException("renewal.webhooks 的 tries、first-wait、connect、answer 须大于零");
        }
    }
}
