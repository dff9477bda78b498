package org.certrenewal.insight;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.certrenewal.insight.Vocabulary.Word;
import org.springframework.stereotype.Component;

/** Lays out what the screens show. Whatever is small is hidden here, before it leaves the server. */
@Component
public class InsightViews {

    private static final int MOST_COUNTED = 10_000;
    private static final int EXPORTED_TOGETHER = 1000;

    /** Figures that a table tells by office, trade and month. */
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

    /** Figures that are told by office. */
    private static final List<Figure> IN_QUALITY = List.of(
            Figure.DECIDED,
            Figure.REFUSED,
            Figure.RIGHT_FIRST_TIME,
            Figure.ACCEPTED,
            Figure.FACE_CHECKED,
            Figure.FACE_FAILED);

    private final ObjectMapper json;
    private final Vocabulary words;
    private final Clock clock;

    InsightViews(ObjectMapper json, Vocabulary words, Clock clock) {
        this.json = json;
        this.words = words;
        this.clock = clock;
    }

    /** Says that there is nothing of that name. */
    static final class Unknown extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unknown(String message) {
            super(message);
        }
    }

    String json(Object view) {
        try {
            return json.writeValueAsString(view);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a view can't be written", e);
        }
    }

    // --- definitions -------------------------------------------------------------------------------------------------

    Map<String, Object> definitions() {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("today", LocalDate.now(clock).toString());
        view.put("figures", Arrays.stream(Figure.values()).map(Figure::words).toList());
        view.put("stages", Arrays.stream(Stage.values()).map(Stage::words).toList());
        view.put("offices", words.offices());
        view.put("trades", words.trades());
        view.put("outcomes", words.outcomes());
        view.put("roles", Vocabulary.roles());
        view.put("fields", Vocabulary.fields());
        view.put("grounds", Vocabulary.grounds());
        view.put("clocks", Vocabulary.clocks());
        view.put("sorts", Parameters.SORTS);
        return view;
    }

    // --- dashboard ---------------------------------------------------------------------------------------------------

    private record Scope(Parameters.Months months, String office, String trade) {
        InsightQuery query() {
            return new InsightQuery().months(months).place(office, trade);
        }
    }

    private Scope scope(Parameters parameters) {
        return new Scope(
                parameters.months(LocalDate.now(clock)),
                parameters.oneOf("office", words.officeCodes()).orElse(null),
                parameters.oneOf("trade", words.tradeCodes()).orElse(null));
    }

    private Map<String, Object> head(Find find, Scope scope) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("from", scope.months().from().toString());
        view.put("to", scope.months().to().toString());
        view.put(
                "caughtUpAt",
                find.<Date>first("caughtUp", new InsightQuery())
                        .map(it -> it.toInstant().toString())
                        .orElse(null));
        return view;
    }

    Map<String, Object> dashboard(Find find, Parameters parameters) {
        Scope scope = scope(parameters);
        List<CountRow> counts = find.list("counts", scope.query());
        List<CountRow> open = find.list("open", scope.query());
        List<CountRow> overdue = find.list("overdue", scope.query().today(LocalDate.now(clock)));
        Map<String, Object> view = head(find, scope);
        List<Map<String, Object>> figures = new ArrayList<>();
        for (Figure figure : Figure.values()) {
            long n = figure == Figure.OPEN ? sum(open) : figure == Figure.OVERDUE ? sum(overdue) : sum(counts, figure);
            figures.add(row("code", figure.name(), "n", Small.shown(n)));
        }
        view.put("figures", figures);
        view.put(
                "grounds",
                Map.of(
                        "REJECTED", items(counts, Figure.REJECTED),
                        "NOT_ACCEPTED", items(counts, Figure.NOT_ACCEPTED)));
        view.put("stages", stages(find.list("spread", scope.query())));
        view.put(
                "offices",
                table(
                        words.officeCodes(),
                        find.list("counts", scope.query().by("OFFICE").only(IN_TABLES)),
                        find.list("spread", scope.query().by("OFFICE")),
                        group(open, CountRow::office),
                        group(overdue, CountRow::office)));
        view.put(
                "trades",
                table(
                        words.tradeCodes(),
                        find.list("counts", scope.query().by("TRADE").only(IN_TABLES)),
                        find.list("spread", scope.query().by("TRADE")),
                        group(open, CountRow::trade),
                        group(overdue, CountRow::trade)));
        List<String> months = new ArrayList<>();
        for (YearMonth month = scope.months().from();
                !month.isAfter(scope.months().to());
                month = month.plusMonths(1)) {
            months.add(String.valueOf(month.getYear() * 100 + month.getMonthValue()));
        }
        view.put(
                "months",
                table(
                        months,
                        find.list("counts", scope.query().by("MONTH").only(IN_TABLES)),
                        find.list("spread", scope.query().by("MONTH")),
                        null,
                        null));
        return view;
    }

    private static long sum(List<CountRow> rows) {
        return rows.stream().mapToLong(CountRow::n).sum();
    }

    private static long sum(List<CountRow> rows, Figure figure) {
        return rows.stream()
                .filter(row -> figure.name().equals(row.figure()))
                .mapToLong(CountRow::n)
                .sum();
    }

    private static Map<String, Long> group(List<CountRow> rows, Function<CountRow, String> by) {
        return rows.stream().collect(Collectors.groupingBy(by, Collectors.summingLong(CountRow::n)));
    }

    private static List<Map<String, Object>> items(List<CountRow> counts, Figure figure) {
        List<Map<String, Object>> items = new ArrayList<>();
        group(counts.stream().filter(row -> figure.name().equals(row.figure())).toList(), CountRow::item)
                .entrySet()
                .stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .forEach(item -> items.add(row("code", item.getKey(), "n", item.getValue())));
        Small.hide(items, "n");
        return items;
    }

    private static List<Map<String, Object>> stages(List<SpreadRow> rows) {
        List<Map<String, Object>> stages = new ArrayList<>();
        for (Stage stage : Stage.values()) {
            stages.add(spread(row("code", stage.name()), histogram(rows, stage, null)));
        }
        return stages;
    }

    private static Histogram histogram(List<SpreadRow> rows, Stage stage, String group) {
        Histogram histogram = new Histogram();
        rows.stream()
                .filter(row -> stage.name().equals(row.stage()) && (group == null || group.equals(row.grouped())))
                .forEach(row -> histogram.add(row.days(), row.n()));
        return histogram;
    }

    private static Map<String, Object> spread(Map<String, Object> row, Histogram histogram) {
        boolean enough = histogram.total() >= Small.LEAST;
        row.put("n", Small.shown(histogram.total()));
        row.put("median", enough ? histogram.percentile(50).orElseThrow() : null);
        row.put("p90", enough ? histogram.percentile(90).orElseThrow() : null);
        return row;
    }

    /** Lays out a table with a line for each group and a column for each figure. */
    private static List<Map<String, Object>> table(
            List<String> groups,
            List<CountRow> counts,
            List<SpreadRow> spread,
            Map<String, Long> open,
            Map<String, Long> overdue) {
        Map<String, Map<String, Long>> byGroup = counts.stream()
                .collect(Collectors.groupingBy(
                        CountRow::grouped,
                        Collectors.groupingBy(CountRow::figure, Collectors.summingLong(CountRow::n))));
        List<Map<String, Object>> table = new ArrayList<>();
        for (String group : groups) {
            Map<String, Object> line = row("code", group);
            Map<String, Long> figures = byGroup.getOrDefault(group, Map.of());
            IN_TABLES.forEach(figure -> line.put(figure.name(), figures.getOrDefault(figure.name(), 0L)));
            if (open != null) {
                line.put(Figure.OPEN.name(), open.getOrDefault(group, 0L));
                line.put(Figure.OVERDUE.name(), overdue.getOrDefault(group, 0L));
            }
            Histogram total = histogram(spread, Stage.TOTAL, group);
            boolean enough = total.total() >= Small.LEAST;
            line.put("median", enough ? total.percentile(50).orElseThrow() : null);
            line.put("p90", enough ? total.percentile(90).orElseThrow() : null);
            table.add(line);
        }
        IN_TABLES.forEach(figure -> Small.hide(table, figure.name()));
        Small.hide(table, Figure.OPEN.name());
        Small.hide(table, Figure.OVERDUE.name());
        return table;
    }

    // --- quality -----------------------------------------------------------------------------------------------------

    Map<String, Object> quality(Find find, Parameters parameters) {
        Scope scope = scope(parameters);
        List<CountRow> counts = find.list("counts", scope.query());
        List<CountRow> byOffice = find.list("counts", scope.query().by("OFFICE").only(IN_QUALITY));
        Map<String, Object> view = head(find, scope);
        long submitted = sum(counts, Figure.SUBMITTED);
        view.put("submitted", Small.shown(submitted));
        List<Map<String, Object>> fields = items(counts, Figure.FIELD_CORRECTED);
        fields.forEach(
                field -> field.put("share", field.get("n") instanceof Long n ? Small.share(n, submitted) : null));
        view.put("fields", fields);
        view.put("firstTimeRight", Small.rate(sum(counts, Figure.RIGHT_FIRST_TIME), sum(counts, Figure.ACCEPTED)));
        view.put("face", Small.rate(sum(counts, Figure.FACE_FAILED), sum(counts, Figure.FACE_CHECKED)));
        List<Map<String, Object>> ratings = new ArrayList<>();
        long rated = sum(counts, Figure.RATED);
        for (int stars = 5; stars >= 1; stars--) {
            String item = String.valueOf(stars);
            ratings.add(row(
                    "code",
                    item,
                    "n",
                    counts.stream()
                            .filter(row -> Figure.RATED.name().equals(row.figure()) && item.equals(row.item()))
                            .mapToLong(CountRow::n)
                            .sum()));
        }
        double mean = ratings.stream()
                .mapToDouble(row -> Integer.parseInt((String) row.get("code")) * (double) (Long) row.get("n"))
                .sum();
        Small.hide(ratings, "n");
        view.put("ratings", ratings);
        view.put("meanRating", rated < Small.LEAST ? null : Math.round(mean / rated * 10) / 10.0);
        view.put("offices", refusals(byOffice));
        List<Map<String, Object>> right = byOffice(byOffice, Figure.RIGHT_FIRST_TIME, Figure.ACCEPTED);
        List<Map<String, Object>> face = byOffice(byOffice, Figure.FACE_FAILED, Figure.FACE_CHECKED);
        List<Map<String, Object>> quality = new ArrayList<>();
        for (int i = 0; i < right.size(); i++) {
            quality.add(row("code", words.officeCodes().get(i), "firstTimeRight", right.get(i), "face", face.get(i)));
        }
        view.put("byOffice", quality);
        return view;
    }

    /** Tells of each office which share a figure has in another. */
    private List<Map<String, Object>> byOffice(List<CountRow> counts, Figure figure, Figure whole) {
        return Small.rates(words.officeCodes().stream()
                .map(office -> {
                    List<CountRow> of = counts.stream()
                            .filter(row -> office.equals(row.grouped()))
                            .toList();
                    return row("part", sum(of, figure), "rest", sum(of, whole) - sum(of, figure));
                })
                .toList());
    }

    /** Tells refusals by the role that decided, of several offices together first, then of each. */
    private List<Map<String, Object>> refusals(List<CountRow> counts) {
        List<Map<String, Object>> together = new ArrayList<>();
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Word role : Vocabulary.roles()) {
            List<Map<String, Object>> lines = new ArrayList<>();
            long decided = 0;
            long refused = 0;
            for (String office : words.officeCodes()) {
                long whole = of(counts, Figure.DECIDED, office, role.code());
                long part = of(counts, Figure.REFUSED, office, role.code());
                decided += whole;
                refused += part;
                if (whole > 0) {
                    lines.add(row("office", office, "role", role.code(), "part", part, "rest", whole - part));
                }
            }
            if (lines.size() > 1) {
                Map<String, Object> all = row("office", "", "role", role.code());
                all.putAll(Small.rate(refused, decided));
                together.add(all);
            }
            rows.addAll(Small.rates(lines));
        }
        rows.sort(Comparator.comparing(row -> words.officeCodes().indexOf(row.get("office"))));
        together.addAll(rows);
        return together;
    }

    private static long of(List<CountRow> counts, Figure figure, String office, String item) {
        return counts.stream()
                .filter(row ->
                        figure.name().equals(row.figure()) && office.equals(row.grouped()) && item.equals(row.item()))
                .mapToLong(CountRow::n)
                .sum();
    }

    // --- heat map ----------------------------------------------------------------------------------------------------

    private static final class Heat {
        private long visits;
        private long there;
        private long dropped;
        private long seconds;
        private final Histogram dwell = new Histogram();
    }

    Map<String, Object> heat(Find find, Parameters parameters) {
        Parameters.Months months = parameters.months(LocalDate.now(clock));
        String office = parameters.oneOf("office", words.officeCodes()).orElse(null);
        Integer version = version(find, parameters);
        Map<String, Heat> steps = new TreeMap<>();
        for (DwellRow row : find.<DwellRow>list(
                "dwell", new InsightQuery().months(months).place(office, null).version(version))) {
            Heat heat = steps.computeIfAbsent(row.activityId(), id -> new Heat());
            if (row.bucket() == Tally.DROPPED) {
                heat.dropped += row.n();
            } else {
                heat.visits += row.n();
                if (row.bucket() == Tally.STILL_THERE) {
                    heat.there += row.n();
                } else {
                    heat.seconds += row.seconds();
                    heat.dwell.add(row.bucket(), row.n());
                }
            }
        }
        Map<String, Object> view = head(find, new Scope(months, office, null));
        List<Map<String, Object>> rows = new ArrayList<>();
        steps.forEach((activity, heat) -> {
            boolean enough = heat.dwell.total() >= Small.LEAST;
            rows.add(row(
                    "activity",
                    activity,
                    "role",
                    Step.roleOf(activity),
                    "visits",
                    Small.shown(heat.visits),
                    "there",
                    Small.shown(heat.there),
                    "dropped",
                    Small.shown(heat.dropped),
                    "mean",
                    enough ? heat.seconds / heat.dwell.total() : null,
                    "p90",
                    enough ? Tally.seconds(heat.dwell.percentile(90).orElseThrow()) : null));
        });
        view.put("steps", rows);
        // Where the office or the system lets cases wait longest, all together.
        view.put(
                "bottleneck",
                steps.entrySet().stream()
                        .filter(it -> it.getKey().startsWith("Task_")
                                && !"applicant".equals(Step.roleOf(it.getKey()))
                                && it.getValue().dwell.total() >= Small.LEAST)
                        .max((one, other) -> Long.compare(one.getValue().seconds, other.getValue().seconds))
                        .map(Map.Entry::getKey)
                        .orElse(null));
        return view;
    }

    private static Integer version(Find find, Parameters parameters) {
        Optional<String> definition = parameters.definition();
        if (definition.isEmpty()) {
            return null;
        }
        return find.<Integer>first("versionOf", new InsightQuery().definitionId(definition.get()))
                .orElseThrow(() -> new Unknown("没有这个流程定义，或者它不是证书延续流程"));
    }

    // --- cases -------------------------------------------------------------------------------------------------------

    private InsightQuery list(Find find, Parameters parameters) {
        Optional<String> state = parameters.oneOf("state", List.of("running", "finished"));
        Optional<LocalDate> from = parameters.day("openedFrom");
        Optional<LocalDate> to = parameters.day("openedTo");
        if (from.isPresent() && to.isPresent() && from.get().isAfter(to.get())) {
            throw new BadParameter("openedFrom", "起始日期 " + from.get() + " 晚于截止日期 " + to.get());
        }
        return new InsightQuery()
                .version(version(find, parameters))
                .ofCase(parameters.caseNumber().orElse(null), null)
                .place(
                        parameters.oneOf("office", words.officeCodes()).orElse(null),
                        parameters.oneOf("trade", words.tradeCodes()).orElse(null))
                .state(
                        state.map("finished"::equals).orElse(null),
                        parameters.oneOf("outcome", Parameters.OUTCOMES).orElse(null),
                        parameters.yesOrNo("missed").orElse(null))
                .opened(from.orElse(null), to.orElse(null));
    }

    Map<String, Object> cases(Find find, Parameters parameters) {
        int size = parameters.number("size", 20, 1, Parameters.LARGEST_PAGE);
        int page = parameters.number("page", 1, 1, Parameters.LAST_PAGE);
        String sort = parameters.oneOf("sort", Parameters.SORTS).orElse("opened");
        boolean down =
                parameters.oneOf("order", List.of("asc", "desc")).orElse("desc").equals("desc");
        List<CaseRow> rows =
                find.list("cases", list(find, parameters).sorted(sort, down).part((page - 1) * size, size));
        long counted = find.<Long>first(
                        "howMany", list(find, parameters).sorted(sort, down).part(0, MOST_COUNTED + 1))
                .orElse(0L);
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("page", page);
        view.put("size", size);
        view.put("total", Math.min(counted, MOST_COUNTED));
        view.put("more", counted > MOST_COUNTED);
        view.put("cases", rows.stream().map(InsightViews::view).toList());
        return view;
    }

    Exports export(Find find, Parameters parameters) {
        InsightQuery first = list(find, parameters).part(0, EXPORTED_TOGETHER);
        boolean english =
                parameters.oneOf("language", List.of("zh", "en")).orElse("zh").equals("en");
        return new Exports(
                parameters.format(),
                english,
                last -> find.list("exported", last == null ? first : first.after(last.openedOn(), last.caseNumber())),
                words);
    }

    private static Map<String, Object> view(CaseRow row) {
        return row(
                "caseNumber",
                row.caseNumber(),
                "instanceId",
                row.finished() ? null : row.instanceId(),
                "office",
                row.office(),
                "trade",
                row.trade(),
                "outcome",
                row.outcome(),
                "finished",
                row.finished(),
                "openedOn",
                Objects.toString(row.openedOn(), null),
                "submittedOn",
                Objects.toString(row.submittedOn(), null),
                "acceptedOn",
                Objects.toString(row.acceptedOn(), null),
                "decidedOn",
                Objects.toString(row.decidedOn(), null),
                "issuedOn",
                Objects.toString(row.issuedOn(), null),
                "endedOn",
                Objects.toString(row.endedOn(), null),
                "dueOn",
                Objects.toString(row.openDueOn(), null),
                "decisionDays",
                row.decisionDays(),
                "totalDays",
                row.totalDays(),
                "missed",
                row.deadlineMissed(),
                "deemedAccepted",
                row.deemedAccepted(),
                "extended",
                row.extended());
    }

    // --- audit -------------------------------------------------------------------------------------------------------

    Map<String, Object> audit(Find find, String caseNumber, String instanceId) {
        CaseRow found = find.<CaseRow>first("case", new InsightQuery().ofCase(caseNumber, instanceId))
                .orElseThrow(() -> new Unknown("没有这个办件，或者它刚刚生成、尚未统计"));
        InsightQuery query = new InsightQuery()
                .ofCase(found.caseNumber(), found.instanceId())
                .version(found.definitionVersion());
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("case", view(found));
        view.put("definitionId", find.<String>first("definition", query).orElse(null));
        List<FailureRow> failures = find.list("failures", query);
        view.put("steps", steps(find.list("steps", query), failures, found.finished()));
        view.put(
                "ledger",
                find.<LedgerRow>list("ledger", query).stream()
                        .map(line -> row(
                                "kind",
                                line.kind(),
                                "start",
                                line.startDay().toString(),
                                "due",
                                Objects.toString(line.dueDay(), null),
                                "article",
                                line.article(),
                                "provisional",
                                line.provisional()))
                        .toList());
        view.put("failures", failures.stream().map(InsightViews::failure).toList());
        view.put(
                "incidents",
                find.<FailureRow>list("incidents", query).stream()
                        .map(InsightViews::failure)
                        .toList());
        view.put(
                "messages",
                find.<FailureRow>list("messages", query).stream()
                        .map(InsightViews::message)
                        .toList());
        return view;
    }

    private static Map<String, Object> message(FailureRow message) {
        Causes cause = Causes.of(message.message());
        return row(
                "activity",
                message.activityId(),
                "at",
                message.happenedAt().toInstant().toString(),
                "next",
                message.endedAt().toInstant().toString(),
                "attempts",
                message.retries(),
                "cause",
                cause.chinese(),
                "causeEn",
                cause.english());
    }

    /**
     * Tells the steps, each with the attempts that failed before it went well. A step that has only failed until now
     * isn't in the history, as each attempt was undone; it stands at the end.
     */
    private static List<Map<String, Object>> steps(List<StepRow> visits, List<FailureRow> failures, boolean finished) {
        List<FailureRow> left = new ArrayList<>(failures);
        List<Map<String, Object>> steps = new ArrayList<>();
        for (StepRow visit : visits) {
            List<FailureRow> ofVisit = left.stream()
                    .filter(it -> visit.activityId().equals(it.activityId())
                            && (visit.leftAt() == null
                                    || !it.happenedAt()
                                            .toInstant()
                                            .isAfter(visit.leftAt().toInstant())))
                    .toList();
            left.removeAll(ofVisit);
            steps.add(step(visit, ofVisit.size()));
        }
        if (!finished) {
            left.stream()
                    .collect(Collectors.groupingBy(FailureRow::activityId, LinkedHashMap::new, Collectors.toList()))
                    .forEach((activity, tries) -> steps.add(failing(steps.size() + 1, activity, tries)));
        }
        return steps;
    }

    private static Map<String, Object> failing(int seq, String activity, List<FailureRow> tries) {
        Map<String, Object> step =
                row("seq", seq, "activity", activity, "kind", "serviceTask", "role", Step.roleOf(activity));
        step.put("entered", tries.get(0).happenedAt().toInstant().toString());
        List.of("left", "seconds", "workingDays").forEach(name -> step.put(name, null));
        step.put("cancelled", false);
        step.put("retries", tries.size());
        return step;
    }

    private static Map<String, Object> step(StepRow step, int retries) {
        return row(
                "seq",
                step.seq(),
                "activity",
                step.activityId(),
                "kind",
                step.kind(),
                "role",
                step.role(),
                "entered",
                step.enteredAt().toInstant().toString(),
                "left",
                step.leftAt() == null ? null : step.leftAt().toInstant().toString(),
                "seconds",
                step.leftAt() == null
                        ? null
                        : Duration.between(step.enteredAt(), step.leftAt()).toSeconds(),
                "cancelled",
                step.cancelled(),
                "workingDays",
                step.workingDays(),
                "retries",
                retries);
    }

    private static Map<String, Object> failure(FailureRow failure) {
        Causes cause = Causes.of(failure.message());
        return row(
                "activity",
                failure.activityId(),
                "at",
                failure.happenedAt().toInstant().toString(),
                "ended",
                failure.endedAt() == null ? null : failure.endedAt().toInstant().toString(),
                "retriesLeft",
                failure.retries() == null ? null : Math.max(0, failure.retries() - 1),
                "cause",
                cause.chinese(),
                "causeEn",
                cause.english());
    }

    private static Map<String, Object> row(Object... pairs) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            row.put((String) pairs[i], pairs[i + 1]);
        }
        return row;
    }
}
