package org.certrenewal.insight;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.certrenewal.CertificateRenewalApplication;

/**
 * Says what a case counts for: the one place where each figure is computed. A change of anything here takes a new
 * {@link #EDITION}, so that everything is counted anew at the next start.
 */
final class Tally {

    /** Edition of the definitions. */
    static final int EDITION = 2;

    /** Visits that aren't over. */
    static final int STILL_THERE = -1;

    /** Cases that ended without a result while they were there. */
    static final int DROPPED = -2;

    private static final List<String> WITHOUT_RESULT =
            List.of("WITHDRAWN", "ABANDONED", "AUTHENTICATION_FAILED", "INVALIDATED", "TERMINATED", "STOPPED");

    private Tally() {}

    /** Names a number that is kept. */
    sealed interface Key {}

    /** Names how often something happened. */
    record Count(Figure figure, int month, String office, String trade, String item) implements Key {}

    /** Names how many cases took so many working days. */
    record Spread(Stage stage, int month, String office, String trade, int days) implements Key {}

    /** Names how many visits to an element took so long. */
    record Dwell(int version, int month, String office, String activityId, int bucket) implements Key {}

    /**
     * Holds what is kept.
     *
     * @param n how often
     * @param seconds how long together; for {@link Dwell} only
     */
    record Amount(long n, long seconds) {
        Amount plus(Amount other) {
            return new Amount(n + other.n, seconds + other.seconds);
        }

        Amount negated() {
            return new Amount(-n, -seconds);
        }

        boolean isNothing() {
            return n == 0 && seconds == 0;
        }
    }

    /** Returns everything that a case counts for. */
    static Map<Key, Amount> of(CaseFact fact, List<Step> steps) {
        Map<Key, Amount> tally = new HashMap<>();
        figures(fact, tally);
        for (Stage stage : Stage.values()) {
            Optional<LocalDate> end = stage.end(fact);
            stage.days(fact)
                    .ifPresent(days -> add(
                            tally,
                            new Spread(stage, month(end.orElseThrow()), fact.office(), fact.trade(), days),
                            1,
                            0));
        }
        steps(fact, steps, tally);
        return tally;
    }

    private static void figures(CaseFact fact, Map<Key, Amount> tally) {
        Optional<LocalDate> opened = Optional.of(fact.openedOn());
        boolean refused = List.of("REJECTED", "NOT_ACCEPTED").contains(fact.outcome());
        boolean approved = fact.decidedOn().isPresent() && !refused && !fact.deemedRenewed();
        count(tally, fact, Figure.OPENED, opened, "", 1);
        count(tally, fact, Figure.SUBMITTED, fact.submittedOn(), "", 1);
        count(tally, fact, Figure.ACCEPTED, fact.acceptedOn(), "", 1);
        count(tally, fact, Figure.DEEMED_ACCEPTED, fact.acceptedOn().filter(day -> fact.deemedAccepted()), "", 1);
        count(tally, fact, Figure.CORRECTED, fact.correctionAskedOn(), "", 1);
        count(tally, fact, Figure.APPROVED, fact.decidedOn().filter(day -> approved), "", 1);
        count(tally, fact, Figure.REJECTED, decidedAs(fact, "REJECTED"), fact.ground(), 1);
        count(tally, fact, Figure.NOT_ACCEPTED, decidedAs(fact, "NOT_ACCEPTED"), fact.ground(), 1);
        count(tally, fact, Figure.DEEMED_RENEWED, fact.decidedOn().filter(day -> fact.deemedRenewed()), "", 1);
        count(tally, fact, Figure.ISSUED, fact.issuedOn(), "", 1);
        count(tally, fact, Figure.WITHDRAWN, endedAs(fact, "WITHDRAWN"), "", 1);
        count(tally, fact, Figure.ABANDONED, endedAs(fact, "ABANDONED"), "", 1);
        count(tally, fact, Figure.AUTHENTICATION_FAILED, endedAs(fact, "AUTHENTICATION_FAILED"), "", 1);
        count(tally, fact, Figure.STOPPED, stopped(fact), "", 1);
        count(tally, fact, Figure.OPEN, opened.filter(day -> fact.isOpen()), "", 1);
        count(tally, fact, Figure.DEADLINE_MISSED, fact.submittedOn().filter(day -> fact.deadlineMissed()), "", 1);
        Optional<LocalDate> promised =
                fact.decidedOn().filter(day -> fact.promiseKept().isPresent());
        count(
                tally,
                fact,
                Figure.PROMISE_KEPT,
                promised.filter(day -> fact.promiseKept().get()),
                "",
                1);
        count(
                tally,
                fact,
                Figure.PROMISE_MISSED,
                promised.filter(day -> !fact.promiseKept().get()),
                "",
                1);
        count(
                tally,
                fact,
                Figure.RIGHT_FIRST_TIME,
                fact.acceptedOn().filter(day -> fact.correctionAskedOn().isEmpty()),
                "",
                1);
        fact.correctedFields()
                .forEach(field -> count(tally, fact, Figure.FIELD_CORRECTED, fact.correctionAskedOn(), field, 1));
        count(tally, fact, Figure.DECIDED, fact.decidedOn(), fact.decidedBy(), 1);
        count(tally, fact, Figure.REFUSED, fact.decidedOn().filter(day -> refused), fact.decidedBy(), 1);
        fact.rating().ifPresent(stars -> count(tally, fact, Figure.RATED, fact.issuedOn(), stars.toString(), 1));
        count(tally, fact, Figure.FACE_CHECKED, opened, "", fact.faceChecks());
        count(tally, fact, Figure.FACE_FAILED, opened, "", fact.faceFailures());
    }

    private static Optional<LocalDate> stopped(CaseFact fact) {
        return endedAs(fact, "INVALIDATED")
                .or(() -> endedAs(fact, "TERMINATED"))
                .or(() -> endedAs(fact, "STOPPED"));
    }

    private static Optional<LocalDate> decidedAs(CaseFact fact, String outcome) {
        return fact.decidedOn().filter(day -> fact.outcome().equals(outcome));
    }

    private static Optional<LocalDate> endedAs(CaseFact fact, String outcome) {
        return fact.endedOn().filter(day -> fact.outcome().equals(outcome));
    }

    private static void count(
            Map<Key, Amount> tally, CaseFact fact, Figure figure, Optional<LocalDate> day, String item, int n) {
        if (n > 0) {
            day.ifPresent(it -> add(tally, new Count(figure, month(it), fact.office(), fact.trade(), item), n, 0));
        }
    }

    private static void steps(CaseFact fact, List<Step> steps, Map<Key, Amount> tally) {
        for (Step step : steps) {
            int bucket = step.dwell().map(Tally::bucket).orElse(STILL_THERE);
            long seconds = step.dwell().map(Duration::toSeconds).orElse(0L);
            add(tally, dwell(fact, step, bucket), 1, seconds);
        }
        if (fact.finished() && WITHOUT_RESULT.contains(fact.outcome())) {
            steps.stream()
                    .filter(step -> step.isUserTask() && step.cancelled())
                    .reduce((earlier, later) -> later)
                    .ifPresent(last -> add(tally, dwell(fact, last, DROPPED), 1, 0));
        }
    }

    private static Dwell dwell(CaseFact fact, Step step, int bucket) {
        return new Dwell(
                fact.definitionVersion(), month(day(step.enteredAt())), fact.office(), step.activityId(), bucket);
    }

    private static void add(Map<Key, Amount> tally, Key key, long n, long seconds) {
        tally.merge(key, new Amount(n, seconds), Amount::plus);
    }

    /** Returns a month as a number, such as 202609. */
    static int month(LocalDate day) {
        return day.getYear() * 100 + day.getMonthValue();
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, CertificateRenewalApplication.ZONE);
    }

    /** Returns the class of a duration: eight classes for each doubling, so that a percentile is right to about 9 %. */
    static int bucket(Duration dwell) {
        return (int) Math.round(8 * Math.log(1.0 + Math.max(0, dwell.toSeconds())) / Math.log(2));
    }

    /** Returns the duration in the middle of a class, in seconds. */
    static long seconds(int bucket) {
        return Math.round(Math.pow(2, bucket / 8.0) - 1);
    }
}
