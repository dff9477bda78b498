package org.certrenewal.registry.reference;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Holds the offices that handle renewals. */
public final class Offices {

    private final List<Office> offices;

    public Offices(Collection<Office> offices) {
        this.offices = List.copyOf(offices);
    }

    public List<Office> all() {
        return offices;
    }

    public Optional<Office> withCode(String code) {
        return offices.stream().filter(office -> office.code().equals(code)).findFirst();
    }
}
