package org.certrenewal.insight;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Adds up what was counted. */
record Counts(List<CountRow> rows) {

    /** Shows one value of a figure, such as a legal ground of rejections. */
    record Item(String code, Shown n) {}

    long of(Figure figure) {
        return sum(row -> figure.name().equals(row.figure()));
    }

    long of(Figure figure, String item) {
        return sum(row -> figure.name().equals(row.figure()) && item.equals(row.item()));
    }

    /** Returns what was counted in one of the groups that were asked for. */
    Counts in(String group) {
        return new Counts(
                rows.stream().filter(row -> group.equals(row.grouped())).toList());
    }

    /** Tells the items of a figure, the most frequent first. */
    List<Item> items(Figure figure) {
        List<Map.Entry<String, Long>> items = rows.stream()
                .filter(row -> figure.name().equals(row.figure()))
                .collect(Collectors.groupingBy(CountRow::item, Collectors.summingLong(CountRow::n)))
                .entrySet()
                .stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .toList();
        List<Shown> column =
                Small.column(items.stream().map(Map.Entry::getValue).toList());
        return IntStream.range(0, items.size())
                .mapToObj(at -> new Item(items.get(at).getKey(), column.get(at)))
                .toList();
    }

    private long sum(Predicate<CountRow> which) {
        return rows.stream().filter(which).mapToLong(CountRow::n).sum();
    }
}
