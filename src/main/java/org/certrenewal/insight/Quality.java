package org.certrenewal.insight;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.certrenewal.insight.Counts.Item;
import org.certrenewal.insight.Small.Parts;
import org.springframework.stereotype.Component;

/** Shows how well the work is done: corrections by field, right first time, face checks, ratings, refusals. */
@Component
class Quality {

    /** Figures that are told by office. */
    private static final List<Figure> BY_OFFICE = List.of(
            Figure.DECIDED,
            Figure.REFUSED,
            Figure.RIGHT_FIRST_TIME,
            Figure.ACCEPTED,
            Figure.FACE_CHECKED,
            Figure.FACE_FAILED);

    private static final int MOST_STARS = 5;

    private final Vocabulary words;
    private final Clock clock;

    Quality(Vocabulary words, Clock clock) {
        this.words = words;
        this.clock = clock;
    }

    /**
     * Holds the screen.
     *
     * @param meanRating stars, with one decimal; null where few have rated
     */
    record View(
            YearMonth from,
            YearMonth to,
            Instant caughtUpAt,
            Shown submitted,
            List<FieldLine> fields,
            Rate firstTimeRight,
            Rate face,
            List<Item> ratings,
            Double meanRating,
            List<RefusalLine> offices,
            List<OfficeLine> byOffice) {}

    /** Shows how often a field was corrected, and in what share of the cases submitted, in percent. */
    record FieldLine(String code, Shown n, Double share) {}

    /**
     * Shows how much of what a role decided it refused.
     *
     * @param office code; empty for several offices together
     */
    record RefusalLine(String office, String role, Shown part, Shown whole, Double share) {
        private static RefusalLine of(String office, String role, Rate rate) {
            return new RefusalLine(office, role, rate.part(), rate.whole(), rate.share());
        }
    }

    record OfficeLine(String code, Rate firstTimeRight, Rate face) {}

    View view(Find find, Parameters parameters) {
        Scope scope = Scope.of(parameters, words, LocalDate.now(clock));
        Counts counts = new Counts(find.list("counts", scope.query()));
        Counts byOffice =
                new Counts(find.list("counts", scope.query().by("OFFICE").only(BY_OFFICE)));
        long submitted = counts.of(Figure.SUBMITTED);
        return new View(
                scope.months().from(),
                scope.months().to(),
                find.caughtUpAt(),
                Shown.of(submitted),
                fields(counts.items(Figure.FIELD_CORRECTED), submitted),
                Small.rate(counts.of(Figure.RIGHT_FIRST_TIME), counts.of(Figure.ACCEPTED)),
                Small.rate(counts.of(Figure.FACE_FAILED), counts.of(Figure.FACE_CHECKED)),
                ratings(counts),
                meanRating(counts),
                refusals(byOffice),
                offices(byOffice));
    }

    private static List<FieldLine> fields(List<Item> corrected, long submitted) {
        return corrected.stream()
                .map(field -> new FieldLine(
                        field.code(),
                        field.n(),
                        field.n().isTold() ? Small.share(field.n().figure(), submitted) : null))
                .toList();
    }

    private static Stream<Integer> stars() {
        return IntStream.rangeClosed(1, MOST_STARS).boxed().sorted(Comparator.reverseOrder());
    }

    private static long rated(Counts counts, int stars) {
        return counts.of(Figure.RATED, String.valueOf(stars));
    }

    private static List<Item> ratings(Counts counts) {
        List<Shown> column =
                Small.column(stars().map(stars -> rated(counts, stars)).toList());
        return stars().map(stars -> new Item(String.valueOf(stars), column.get(MOST_STARS - stars)))
                .toList();
    }

    private static Double meanRating(Counts counts) {
        long rated = counts.of(Figure.RATED);
        double stars =
                stars().mapToDouble(it -> it * (double) rated(counts, it)).sum();
        return rated < Small.LEAST ? null : Math.round(stars / rated * 10) / 10.0;
    }

    private List<OfficeLine> offices(Counts counts) {
        List<Rate> right = rates(counts, Figure.RIGHT_FIRST_TIME, Figure.ACCEPTED);
        List<Rate> face = rates(counts, Figure.FACE_FAILED, Figure.FACE_CHECKED);
        return IntStream.range(0, right.size())
                .mapToObj(at -> new OfficeLine(words.officeCodes().get(at), right.get(at), face.get(at)))
                .toList();
    }

    /** Tells of each office which share a figure has in another. */
    private List<Rate> rates(Counts counts, Figure figure, Figure whole) {
        return Small.rates(words.officeCodes().stream()
                .map(counts::in)
                .map(of -> new Parts(of.of(figure), of.of(whole) - of.of(figure)))
                .toList());
    }

    /** Tells refusals by the role that decided, of several offices together first, then of each. */
    private List<RefusalLine> refusals(Counts counts) {
        List<RefusalLine> together = new ArrayList<>();
        List<RefusalLine> single = new ArrayList<>();
        for (Vocabulary.Word role : Vocabulary.roles()) {
            List<String> offices = words.officeCodes().stream()
                    .filter(office -> decided(counts, office, role).whole() > 0)
                    .toList();
            List<Parts> decided = offices.stream()
                    .map(office -> decided(counts, office, role))
                    .toList();
            if (offices.size() > 1) {
                Rate all = Small.rate(
                        decided.stream().mapToLong(Parts::part).sum(),
                        decided.stream().mapToLong(Parts::whole).sum());
                together.add(RefusalLine.of("", role.code(), all));
            }
            List<Rate> rates = Small.rates(decided);
            IntStream.range(0, offices.size())
                    .forEach(at -> single.add(RefusalLine.of(offices.get(at), role.code(), rates.get(at))));
        }
        single.sort(Comparator.comparing(line -> words.officeCodes().indexOf(line.office())));
        together.addAll(single);
        return together;
    }

    private static Parts decided(Counts counts, String office, Vocabulary.Word role) {
        Counts of = counts.in(office);
        long refused = of.of(Figure.REFUSED, role.code());
        return new Parts(refused, of.of(Figure.DECIDED, role.code()) - refused);
    }
}
