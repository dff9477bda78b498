package org.certrenewal.access.machines;

import java.net.URI;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Says whose tokens open {@code /api/v1}; as long as nothing is set, nobody's do.
 *
 * @param issuer the provider's name in its tokens, compared character by character ({@code iss})
 * @param audience our name in its tokens ({@code aud})
 * @param jwks where the provider publishes its keys (RFC 7517)
 * @param perMinute how many calls a client has in a minute, unless something else is set for it
 * @param clients what is set for single clients; one that isn't named has what its scopes give it
 * @param deprecatedOn since when this version is deprecated (RFC 9745); null as long as it isn't
 * @param sunsetOn when this version goes (RFC 8594); null as long as no day is set
 */
@ConfigurationProperties("renewal.api")
record MachineSettings(
        @DefaultValue("") String issuer,
        @DefaultValue("") String audience,
        @DefaultValue("") String jwks,
        @DefaultValue("300") int perMinute,
        @DefaultValue List<Client> clients,
        LocalDate deprecatedOn,
        LocalDate sunsetOn) {

    /** What a client's id may be made of: it stands in the audit trail. */
    static final Pattern CLIENT_ID = Pattern.compile("[A-Za-z0-9._:@-]{1,40}");

    /**
     * Sets something for one client.
     *
     * @param id as the provider knows it
     * @param offices codes of the offices whose cases it may see; empty for all
     * @param perMinute how many calls it has in a minute; 0 for what all have
     */
    record Client(
            String id,
            @DefaultValue List<String> offices,
            @DefaultValue("0") int perMinute) {}

    /**
     * Checks what can be wrong before anybody asks.
     *
     * @throws IllegalArgumentException with one sentence in Chinese
     */
    MachineSettings {
        if (List.of(issuer, audience, jwks).stream().filter(String::isBlank).count() % 3 != 0) {
            throw new IllegalArgumentException(
                    "renewal.api.issuer、renewal.api.audience、renewal.api.jwks 须同时设置：接口只认所配置的身份提供方签发的令牌");
        }
        if (!jwks.isBlank() && !isTrustworthy(jwks)) {
            throw new IllegalArgumentException("renewal.api.jwks 须是 https 地址（本机地址可用 http）");
        }
        Set<String> seen = new HashSet<>();
        for (Client client : clients) {
            if (client.id() == null || !CLIENT_ID.matcher(client.id()).matches() || !seen.add(client.id())) {
                throw new IllegalArgumentException("renewal.api.clients 的每个 id 须由1到40个字母、数字或 . _ : @ - 组成，且不重复");
            }
        }
        if (deprecatedOn != null && sunsetOn != null && sunsetOn.isBefore(deprecatedOn)) {
            throw new IllegalArgumentException("renewal.api.sunset-on 不能早于 renewal.api.deprecated-on");
        }
    }

    private static boolean isTrustworthy(String address) {
        try {
            URI uri = URI.create(address.strip());
            return uri.getHost() != null
                    && ("https".equals(uri.getScheme())
                            || "http".equals(uri.getScheme())
                                    && Set.of("localhost", "127.0.0.1", "[::1]").contains(uri.getHost()));
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }

    boolean isOn() {
        return !issuer.isBlank();
    }

    Optional<Client> client(String id) {
        return clients.stream().filter(client -> client.id().equals(id)).findFirst();
    }

    int perMinuteOf(String id) {
        return client(id).map(Client::perMinute).filter(own -> own > 0).orElse(perMinute);
    }
}
