package org.certrenewal.registry.reference;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Holds every version of the undertaking. */
public final class Undertakings {

    private final List<Undertaking> versions;

    public Undertakings(Collection<Undertaking> versions) {
        this.versions = versions.stream()
                .sorted(Comparator.comparing(Undertaking::from))
                .toList();
    }

    /** Returns the newest version in use on a day. */
    public Undertaking on(LocalDate day) {
        return versions.stream()
                .filter(version -> !day.isBefore(version.from()))
                .reduce((older, newer) -> newer)
                .orElseThrow(() -> new IllegalArgumentException("no undertaking is in use on " + day));
    }

    public Optional<Undertaking> withVersion(String version) {
        return versions.stream().filter(it -> it.version().equals(version)).findFirst();
    }
}
