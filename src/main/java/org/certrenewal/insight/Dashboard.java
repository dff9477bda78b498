package org.certrenewal.insight;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.certrenewal.insight.Counts.Item;
import org.springframework.stereotype.Component;

/** Shows the figures of a period: of all, of each stage, and by office, trade and month. */
@Component
class Dashboard {

    /** Figures that a table tells. */
    private static final List<Figure> IN_TABLES = List.of(
            Figure.SUBMITTED,
            Figure.ACCEPTED,
            Figure.CORRECTED,
            Figure.APPROVED,
            Figure.REJECTED,
            Figure.NOT_ACCEPTED,
            Figure.DEEMED_ACCEPTED,
            Figure.DEEMED_RENEWED,
            Figure.ISSUED,
            Figure.WITHDRAWN,
            Figure.ABANDONED,
            Figure.DEADLINE_MISSED,
            Figure.PROMISE_KEPT,
            Figure.PROMISE_MISSED);

    private final Vocabulary words;
    private final Clock clock;

    Dashboard(Vocabulary words, Clock clock) {
        this.words = words;
        this.clock = clock;
    }

    record View(
            YearMonth from,
            YearMonth to,
            Instant caughtUpAt,
            List<Item> figures,
            Map<Figure, List<Item>> grounds,
            List<StageLine> stages,
            List<Line> offices,
            List<Line> trades,
            List<Line> months) {}

    /** Shows how long a stage took, in working days; median and 90th percentile are null where they'd be of few. */
    record StageLine(String code, Shown n, Integer median, Integer p90) {}

    /** Shows an office, a trade or a month, with each figure under its name. */
    record Line(String code, @JsonAnyGetter Map<Figure, Shown> figures, Integer median, Integer p90) {}

    View view(Find find, Parameters parameters) {
        LocalDate today = LocalDate.now(clock);
        Scope scope = Scope.of(parameters, words, today);
        Counts counts = counts(find, scope.query());
        List<PresentRow> open = find.list("open", scope.query());
        List<PresentRow> overdue = find.list("overdue", scope.query().today(today));
        return new View(
                scope.months().from(),
                scope.months().to(),
                find.caughtUpAt(),
                figures(counts, open, overdue),
                Map.of(
                        Figure.REJECTED, counts.items(Figure.REJECTED),
                        Figure.NOT_ACCEPTED, counts.items(Figure.NOT_ACCEPTED)),
                stages(spread(find, scope.query())),
                table(find, scope, "OFFICE", words.officeCodes(), present(open, overdue, PresentRow::office)),
                table(find, scope, "TRADE", words.tradeCodes(), present(open, overdue, PresentRow::trade)),
                table(find, scope, "MONTH", months(scope.months()), Map.of()));
    }

    private static Counts counts(Find find, InsightQuery query) {
        return new Counts(find.list("counts", query));
    }

    private static List<SpreadRow> spread(Find find, InsightQuery query) {
        return find.list("spread", query);
    }

    private static List<Item> figures(Counts counts, List<PresentRow> open, List<PresentRow> overdue) {
        return Arrays.stream(Figure.values())
                .map(figure -> new Item(
                        figure.name(),
                        Shown.of(
                                switch (figure) {
                                    case OPEN -> sum(open);
                                    case OVERDUE -> sum(overdue);
                                    default -> counts.of(figure);
                                })))
                .toList();
    }

    private static long sum(List<PresentRow> rows) {
        return rows.stream().mapToLong(PresentRow::n).sum();
    }

    private static List<StageLine> stages(List<SpreadRow> spread) {
        return Arrays.stream(Stage.values())
                .map(stage -> {
                    Histogram days =
                            histogram(spread.stream().filter(row -> stage.name().equals(row.stage())));
                    return new StageLine(stage.name(), Shown.of(days.total()), days.told(50), days.told(90));
                })
                .toList();
    }

    private static Histogram histogram(Stream<SpreadRow> rows) {
        Histogram histogram = new Histogram();
        rows.forEach(row -> histogram.add(row.days(), row.n()));
        return histogram;
    }

    private static List<String> months(Parameters.Months months) {
        return Stream.iterate(months.from(), month -> !month.isAfter(months.to()), month -> month.plusMonths(1))
                .map(month -> String.valueOf(month.getYear() * 100 + month.getMonthValue()))
                .toList();
    }

    /** Returns what there is now, by group. */
    private static Map<Figure, Map<String, Long>> present(
            List<PresentRow> open, List<PresentRow> overdue, Function<PresentRow, String> by) {
        return Map.of(Figure.OPEN, grouped(open, by), Figure.OVERDUE, grouped(overdue, by));
    }

    private static Map<String, Long> grouped(List<PresentRow> rows, Function<PresentRow, String> by) {
        return rows.stream().collect(Collectors.groupingBy(by, Collectors.summingLong(PresentRow::n)));
    }

    /** Lays out a table with a line for each group and a column for each figure. */
    private static List<Line> table(
            Find find, Scope scope, String by, List<String> groups, Map<Figure, Map<String, Long>> present) {
        Counts counts = counts(find, scope.query().by(by).only(IN_TABLES));
        List<SpreadRow> spread = spread(find, scope.query().by(by));
        Map<Figure, List<Shown>> columns = new EnumMap<>(Figure.class);
        IN_TABLES.forEach(figure -> columns.put(
                figure,
                Small.column(groups.stream()
                        .map(group -> counts.in(group).of(figure))
                        .toList())));
        present.forEach((figure, byGroup) -> columns.put(
                figure,
                Small.column(groups.stream()
                        .map(group -> byGroup.getOrDefault(group, 0L))
                        .toList())));
        List<Line> lines = new ArrayList<>();
        IntStream.range(0, groups.size()).forEach(at -> {
            Map<Figure, Shown> figures = new EnumMap<>(Figure.class);
            columns.forEach((figure, column) -> figures.put(figure, column.get(at)));
            Histogram days = histogram(spread.stream()
                    .filter(row -> Stage.TOTAL.name().equals(row.stage())
                            && groups.get(at).equals(row.grouped())));
            lines.add(new Line(groups.get(at), figures, days.told(50), days.told(90)));
        });
        return lines;
    }
}
