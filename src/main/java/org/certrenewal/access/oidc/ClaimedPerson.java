package org.certrenewal.access.oidc;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.certrenewal.access.account.LoginProvider;
import org.certrenewal.registry.IdNumber;
import org.certrenewal.registry.PersonName;
import org.certrenewal.typed.Telephone;

/**
 * Says who somebody is, by a provider's claims.
 *
 * @param number of an applicant; nobody else is asked for it
 * @param phone in the form in which it is kept; what can't be one is left out
 * @param groups the groups that the provider gives, by its own word
 */
record ClaimedPerson(PersonName name, Optional<IdNumber> number, Optional<String> phone, Set<String> groups) {

    /**
     * Reads the claims as they are mapped.
     *
     * @throws LoginRefused if something is missing or can't be right
     */
    static ClaimedPerson of(LoginProvider provider, Map<String, Object> claims) {
        LoginProvider.Claims names = provider.claims();
        PersonName name;
        try {
            name = PersonName.of(text(claims, names.name()).orElseThrow(() -> new LoginRefused(LoginRefusal.NO_NAME)));
        } catch (IllegalArgumentException unreadable) {
            throw new LoginRefused(LoginRefusal.NO_NAME);
        }
        return new ClaimedPerson(
                name,
                provider.isForApplicants() ? Optional.of(number(provider, claims)) : Optional.empty(),
                text(claims, names.phone())
                        .filter(it -> Telephone.whyNot(it).isEmpty())
                        .map(it -> Telephone.of(it).value()),
                groups(provider, claims));
    }

    private static IdNumber number(LoginProvider provider, Map<String, Object> claims) {
        LoginProvider.Claims names = provider.claims();
        if (names.documentType() != null) {
            Optional<String> type = text(claims, names.documentType());
            if (type.filter(provider.identityCard()::contains).isEmpty()) {
                throw new LoginRefused(type.isEmpty() ? LoginRefusal.NO_NUMBER : LoginRefusal.OTHER_DOCUMENT);
            }
        }
        String number =
                text(claims, names.documentNumber()).orElseThrow(() -> new LoginRefused(LoginRefusal.NO_NUMBER));
        try {
            return IdNumber.of(number);
        } catch (IdNumber.Invalid wrong) {
            throw new LoginRefused(LoginRefusal.WRONG_NUMBER);
        }
    }

    static Set<String> groups(LoginProvider provider, Map<String, Object> claims) {
        if (!provider.roles().authoritative()) {
            return Set.of();
        }
        Object said = value(claims, provider.roles().claim()).orElse(List.of());
        Stream<?> values = said instanceof Collection<?> many ? many.stream() : Stream.of(said);
        return values.map(value -> provider.roles().groups().get(String.valueOf(value)))
                .filter(group -> group != null)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Tells whether all claims are there that are mapped and needed. */
    static boolean isComplete(LoginProvider provider, Map<String, Object> claims) {
        LoginProvider.Claims names = provider.claims();
        return Stream.of(
                        names.name(),
                        provider.isForApplicants() ? names.documentNumber() : null,
                        provider.isForApplicants() ? names.documentType() : null,
                        names.phone(),
                        provider.roles().authoritative() ? provider.roles().claim() : null)
                .filter(name -> name != null)
                .allMatch(name -> value(claims, name).isPresent());
    }

    private static Optional<String> text(Map<String, Object> claims, String name) {
        return value(claims, name)
                .filter(it -> it instanceof String || it instanceof Number)
                .map(String::valueOf)
                .filter(text -> !text.isBlank());
    }

    /** A claim may have a dot in its name (OpenID Connect Core 1.0, section 5.1.2); else it leads into an object. */
    private static Optional<Object> value(Map<String, Object> claims, String name) {
        if (name == null || claims.containsKey(name)) {
            return Optional.ofNullable(name).map(claims::get);
        }
        int dot = name.indexOf('.');
        return dot > 0 && claims.get(name.substring(0, dot)) instanceof Map<?, ?> inner
                ? value(strings(inner), name.substring(dot + 1))
                : Optional.empty();
    }

    private static Map<String, Object> strings(Map<?, ?> inner) {
        return inner.entrySet().stream()
                .filter(entry -> entry.getKey() != null && entry.getValue() != null)
                .collect(Collectors.toMap(entry -> String.valueOf(entry.getKey()), Map.Entry::getValue));
    }
}
