package org.certrenewal.partners;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Holds how each partner is reached: {@code renewal.partners.<id>.…}.
 *
 * @param partners by partner; one that isn't there is not configured
 */
@ConfigurationProperties("renewal")
public record PartnerSettings(@DefaultValue Map<Partner, Access> partners) {

    /**
     * Holds how one partner is reached.
     *
     * @param url where its interface begins; without one the partner isn't configured
     * @param host its name, for a partner that isn't reached over HTTP
     * @param connectTimeout how long a connection may take to be made
     * @param readTimeout how long an answer may take, from the request to its last byte
     * @param sslBundle name of the Spring SSL bundle with our certificate and whom we trust; reloaded while running
     * @param largestAnswer how long an answer may be
     * @param keyId name of the key that requests are signed with, and callbacks by the partner
     * @param secret that key, shared with the partner
     * @param signatureMethod what our requests are signed by; callbacks may use either
     * @param attempts how often a call is made in a row when no connection comes about
     * @param concurrent how many calls may be under way at the same moment, on each node
     * @param rest how long a line that broke isn't tried
     */
    public record Access(
            URI url,
            @DefaultValue("") String host,
            @DefaultValue("PT3S") Duration connectTimeout,
            @DefaultValue("PT10S") Duration readTimeout,
            @DefaultValue("") String sslBundle,
            @DefaultValue("1MB") DataSize largestAnswer,
            @DefaultValue("") String keyId,
            @DefaultValue("") String secret,
            @DefaultValue("hmac-sha256") SignatureMethod signatureMethod,
            @DefaultValue("2") int attempts,
            @DefaultValue("4") int concurrent,
            @DefaultValue("PT30S") Duration rest) {

        private static final Duration LONGEST = Duration.ofMinutes(1);
        private static final int SHORTEST_SECRET = 16;
        private static final int MOST_ATTEMPTS = 5;

        public Access {
            if (url != null) {
                if (url.toString().isBlank()) {
                    url = null;
                } else {
                    demand(
                            ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
                                    && url.getHost() != null
                                    && url.getUserInfo() == null
                                    && url.getQuery() == null
                                    && url.getFragment() == null,
                            "外部系统的 url 必须是完整的 http 或者 https 地址，不带用户名、参数和 #");
                }
            }
            demand(lasts(connectTimeout) && lasts(readTimeout), "外部系统的 connect-timeout 和 read-timeout 必须大于零，且不超过一分钟");
            demand(!rest.isNegative() && !rest.isZero(), "外部系统的 rest 必须大于零");
            demand(attempts >= 1 && attempts <= MOST_ATTEMPTS, "外部系统的 attempts 必须在 1 到 5 之间");
            demand(concurrent >= 1, "外部系统的 concurrent 必须大于零");
            demand(
                    largestAnswer.toBytes() > 0 && largestAnswer.toMegabytes() <= 64,
                    "外部系统的 largest-answer 必须大于零，且不超过 64MB");
            demand(keyId.isBlank() == secret.isBlank(), "外部系统的 key-id 和 secret 必须一起设置");
            demand(secret.isBlank() || secret.strip().length() >= SHORTEST_SECRET, "外部系统的 secret 至少要有 16 个字符");
            keyId = keyId.strip();
            secret = secret.strip();
        }

        private static boolean lasts(Duration duration) {
            return !duration.isNegative() && !duration.isZero() && duration.compareTo(LONGEST) <= 0;
        }

        private static void demand(boolean right, String sentence) {
            if (!right) {
                throw new IllegalArgumentException(sentence);
            }
        }

        /** Tells whether requests are signed. */
        public boolean signs() {
            return !keyId.isEmpty();
        }

        /** Leaves out what nobody may read. */
        @Override
        public String toString() {
            return "Access[url=" + url + ", host=" + host + ", keyId=" + keyId + "]";
        }
    }

    /** Returns how a partner is reached, if it is configured. */
    public Optional<Access> of(Partner partner) {
        return Optional.ofNullable(partners.get(partner))
                .filter(access -> partner == Partner.MAIL ? !access.host().isBlank() : access.url() != null);
    }

    /** Tells whether a partner is real; if not, its stand-in serves. */
    public boolean isReal(Partner partner) {
        return of(partner).isPresent();
    }
}
