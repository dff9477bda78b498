package org.certrenewal.registry.reference;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Holds the services that can be searched and browsed. */
public final class ServiceCatalogue {

    private final List<ServiceItem> items;

    /**
     * Creates the catalogue.
     *
     * @throws IllegalArgumentException unless exactly one item is handled here
     */
    public ServiceCatalogue(Collection<ServiceItem> items) {
        this.items = List.copyOf(items);
        long handled = this.items.stream().filter(ServiceItem::handledHere).count();
        if (handled != 1) {
            throw new IllegalArgumentException(handled + " services are handled here; it must be exactly one");
        }
    }

    public List<ServiceItem> all() {
        return items;
    }

    /** Returns the departments in the order of the catalogue. */
    public List<String> departments() {
        return items.stream().map(ServiceItem::department).distinct().toList();
    }

    public List<ServiceItem> ofDepartment(String department) {
        return items.stream()
                .filter(item -> item.department().equals(department))
                .toList();
    }

    public Optional<ServiceItem> withCode(String code) {
        return items.stream().filter(item -> item.code().equals(code)).findFirst();
    }

    /** Returns the one service that this product handles. */
    public ServiceItem handledHere() {
        return items.stream().filter(ServiceItem::handledHere).findFirst().orElseThrow();
    }

    /**
     * Finds services whose name or department holds every word that was typed, in any order. What is handled here comes
     * first.
     */
    public List<ServiceItem> search(String typed) {
        List<String> words = List.of(comparable(typed).split(" "));
        return items.stream()
                .filter(item -> words.stream().allMatch(comparable(item.name() + " " + item.department())::contains))
                .sorted((one, other) -> Boolean.compare(other.handledHere(), one.handledHere()))
                .toList();
    }

    private static String comparable(String text) {
        return text.strip()
                .toLowerCase(Locale.ROOT)
                .replace('(', '（')
                .replace(')', '）')
                .replaceAll("\\s+", " ")
                .replace(" （", "（");
    }
}
