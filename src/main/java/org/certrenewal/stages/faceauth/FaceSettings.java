package org.certrenewal.stages.faceauth;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Holds the settings of face authentication.
 *
 * @param codeLifetime how long a QR code can be scanned
 * @param validity how long a check counts; an older one is repeated before signing
 * @param counterValidity how long a check at the counter counts: whoever was there goes home to go on
 * @param timeout how long the page waits in all before the applicant enters again
 * @param attempts how often a check may be refused before the renewal ends
 * @param codes how many codes one visit to the page may use
 * @param ask after how long without an answer the partner is asked, and how often from then on
 */
@ConfigurationProperties("renewal.face")
record FaceSettings(
        @DefaultValue("PT3M") Duration codeLifetime,
        @DefaultValue("PT30M") Duration validity,
        @DefaultValue("P30D") Duration counterValidity,
        @DefaultValue("PT30M") Duration timeout,
        @DefaultValue("3") int attempts,
        @DefaultValue("10") int codes,
        @DefaultValue("PT15S") Duration ask) {}
