package org.certrenewal.access.account;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Says by which ways people log in.
 *
 * @param local who logs in with a password of our own
 * @param providers by their ids, which stand in addresses
 */
@ConfigurationProperties("renewal.login")
public record LoginSettings(@DefaultValue("all") Local local, Map<String, LoginProvider> providers) {

    /** Says who logs in with a password of our own. */
    public enum Local {
        /** Whoever has one. */
        ALL,
        /** Administrators only: the first ones have no other way. */
        ADMINISTRATORS
    }

    /** Takes missing providers for none; keeps their order, which is that of the buttons. */
    public LoginSettings {
        providers = providers == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(providers));
    }

    /** Tells whether people other than administrators log in with passwords. */
    public boolean isLocalForAll() {
        return local == Local.ALL;
    }
}
