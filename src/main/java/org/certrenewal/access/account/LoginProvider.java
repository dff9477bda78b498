package org.certrenewal.access.account;

import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Holds what is set about one OpenID provider, {@code renewal.login.providers.<id>}.
 *
 * @param label what stands on its button
 * @param labelEn the same in English
 * @param people whose log-in it is
 * @param issuer its address, as it names itself (OpenID Connect Discovery 1.0, section 3)
 * @param acr the assurance levels that are enough, by the provider's names
 * @param identityCard how the provider names the resident identity card; 111 in GA/T 517
 * @param roles whether it says who has which role of an office
 * @param watch how it is asked whether an account still counts
 */
public record LoginProvider(
        String label,
        String labelEn,
        People people,
        String issuer,
        String clientId,
        String clientSecret,
        @DefaultValue({"openid", "profile"}) List<String> scopes,
        @DefaultValue List<String> acr,
        @DefaultValue Claims claims,
        @DefaultValue("111") List<String> identityCard,
        @DefaultValue Roles roles,
        @DefaultValue("token") Watch watch) {

    /** Says whose log-in a provider is. */
    public enum People {
        APPLICANTS,
        STAFF
    }

    /** Says how a provider is asked whether an account still counts. */
    public enum Watch {
        /** By the access token at the UserInfo endpoint, and by the refresh token when that one is used up. */
        TOKEN,
        /** By introspection (RFC 7662). */
        INTROSPECTION,
        /** Not at all: only a log-out token ends the session. */
        NONE
    }

    /**
     * Names the claims that say who somebody is; a dot leads into an object.
     *
     * @param documentType may be missing where the provider knows no other document than the identity card
     */
    public record Claims(String name, String documentType, String documentNumber, String phone) {}

    /**
     * Says which roles a provider gives.
     *
     * @param authoritative whether it does
     * @param claim lists what it says about somebody
     * @param groups what it says → our group
     */
    public record Roles(
            boolean authoritative,
            String claim,
            @DefaultValue Map<String, String> groups) {}

    /** Tells whether it is for applicants. */
    public boolean isForApplicants() {
        return people == People.APPLICANTS;
    }
}
