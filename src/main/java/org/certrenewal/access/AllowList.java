package org.certrenewal.access;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.core.io.ClassPathResource;

/**
 * Reads a reviewed file that says what each role may do: a map of roles to lists, where a key may name several roles.
 */
final class AllowList {

    /** Whoever is logged in. */
    static final String EVERYBODY = "everybody";

    /** Whoever comes, logged in or not. */
    static final String PUBLIC = "public";

    private final List<String> open = new ArrayList<>();
    private final List<String> common = new ArrayList<>();
    private final Map<Role, List<String>> own = new EnumMap<>(Role.class);

    private AllowList(Map<String, List<String>> lists) {
        lists.forEach((keys, entries) -> {
            for (String key : keys.split(" ")) {
                switch (key) {
                    case PUBLIC -> open.addAll(entries);
                    case EVERYBODY -> common.addAll(entries);
                    default ->
                        own.computeIfAbsent(Role.valueOf(key.toUpperCase(Locale.ROOT)), role -> new ArrayList<>())
                                .addAll(entries);
                }
            }
        });
    }

    /** Reads {@code access/<name>.yaml}; a role that doesn't exist, or a key that comes twice, stops the start. */
    static AllowList read(String name) {
        ObjectMapper yaml = new ObjectMapper(
                new YAMLFactory().enable(com.fasterxml.jackson.core.JsonParser.Feature.STRICT_DUPLICATE_DETECTION));
        try (InputStream file = new ClassPathResource("access/" + name + ".yaml").getInputStream()) {
            return new AllowList(yaml.readValue(file, new TypeReference<LinkedHashMap<String, List<String>>>() {}));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns what anybody may do. */
    List<String> open() {
        return open;
    }

    /** Returns what everybody may do who is logged in. */
    List<String> common() {
        return common;
    }

    /** Returns what roles may do beyond that. */
    List<String> of(Collection<Role> roles) {
        return roles.stream()
                .flatMap(role -> own.getOrDefault(role, List.of()).stream())
                .distinct()
                .toList();
    }
}
