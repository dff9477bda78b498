package org.certrenewal.registry;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Holds what the registry knows about a person.
 *
 * @param entries one line for each thing recorded, the oldest first
 */
public record RegistryFacts(List<Entry> entries) {

    /**
     * Holds one thing recorded.
     *
     * @param kind what it is
     * @param on the day on which it happened
     * @param until last day on which it has effect, where it ends by itself
     * @param detail what else is written down, or empty
     */
    public record Entry(Kind kind, LocalDate on, Optional<LocalDate> until, String detail) {}

    /** Names what is recorded about people. */
    public enum Kind {
        VIOLATION("违章操作记录"),
        ACCIDENT_RESPONSIBILITY("对生产安全事故负有责任"),
        EDUCATION_DONE("完成年度安全教育培训或者继续教育"),
        EDUCATION_MISSED("未按规定参加年度安全教育培训或者继续教育"),
        HEALTH_FIT("身体健康状况适应岗位"),
        HEALTH_UNFIT("身体健康状况不再适应岗位"),
        FALSE_PAPERS_BAR("提供虚假材料，限期内不得再次申请"),
        FRAUD_BAR("以欺骗、贿赂取得许可，限期内不得再次申请"),
        WARNED("因隐瞒有关情况或者提供虚假材料受到警告");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** Sorts the entries. */
    public RegistryFacts {
        entries = entries.stream()
                .sorted(Comparator.comparing(Entry::on).thenComparing(Entry::kind))
                .toList();
    }

    /** Describes a person of whom nothing is recorded. */
    public static RegistryFacts none() {
        return new RegistryFacts(List.of());
    }

    /** Counts the violations recorded in the years up to a day, that day included. */
    public int violationsWithin(int years, LocalDate today) {
        LocalDate since = today.minusYears(years);
        return (int) of(Kind.VIOLATION)
                .filter(entry -> entry.on().isAfter(since) && !entry.on().isAfter(today))
                .count();
    }

    public boolean accidentResponsible() {
        return of(Kind.ACCIDENT_RESPONSIBILITY).findAny().isPresent();
    }

    /** Tells whether no training was missed, or what was missed was made up for later. */
    public boolean educationDone() {
        return !lastIs(Kind.EDUCATION_MISSED, Kind.EDUCATION_DONE);
    }

    /** Tells whether nothing is recorded against the health, or something better was recorded later. */
    public boolean healthFits() {
        return !lastIs(Kind.HEALTH_UNFIT, Kind.HEALTH_FIT);
    }

    /** Returns the bar in force on a day; of two, the one that lasts longer. */
    public Optional<Entry> barOn(LocalDate day) {
        return entries.stream()
                .filter(entry -> entry.kind() == Kind.FALSE_PAPERS_BAR || entry.kind() == Kind.FRAUD_BAR)
                .filter(entry -> !day.isBefore(entry.on()))
                .filter(entry ->
                        entry.until().filter(until -> !day.isAfter(until)).isPresent())
                .max(Comparator.comparing(entry -> entry.until().orElseThrow()));
    }

    private boolean lastIs(Kind bad, Kind good) {
        return entries.stream()
                .filter(entry -> entry.kind() == bad || entry.kind() == good)
                .reduce((earlier, later) -> later)
                .filter(entry -> entry.kind() == bad)
                .isPresent();
    }

    private Stream<Entry> of(Kind kind) {
        return entries.stream().filter(entry -> entry.kind() == kind);
    }
}
