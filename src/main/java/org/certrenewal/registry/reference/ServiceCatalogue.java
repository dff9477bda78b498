package org.certrenewal.registry.reference;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Holds the services that can be searched and browsed. */
public final class ServiceCatalogue {

    /** Which part of what was typed a service must explain to be shown. */
    private static final double ENOUGH = 0.5;

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
     * Finds services by what somebody typed: Chinese words in any order, in any width, with or without blanks, or
     * pinyin, whole or by its first letters. The service that explains most of it comes first; of two that explain the
     * same, the one that is handled here.
     *
     * @return what fits, the best first; empty where nothing does
     */
    public List<ServiceItem> search(String typed) {
        ServiceQuery query = ServiceQuery.of(typed);
        Map<ServiceItem, Double> fits =
                items.stream().collect(Collectors.toMap(Function.identity(), query::explainedBy, (a, b) -> a));
        return items.stream()
                .filter(item -> fits.get(item) >= ENOUGH)
                .sorted(Comparator.<ServiceItem>comparingDouble(item -> -fits.get(item))
                        .thenComparing(item -> !item.handledHere()))
                .toList();
    }
}
