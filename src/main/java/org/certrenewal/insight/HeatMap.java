package org.certrenewal.insight;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** Shows on the diagram how often and how long cases are in each step, and where they wait longest. */
@Component
class HeatMap {

    private final Vocabulary words;
    private final Clock clock;

    HeatMap(Vocabulary words, Clock clock) {
        this.words = words;
        this.clock = clock;
    }

    /**
     * Holds the screen.
     *
     * @param bottleneck id of the element where the office or the system lets cases wait longest, all together; null
     *     where too few have been anywhere
     */
    record View(YearMonth from, YearMonth to, Instant caughtUpAt, List<StepLine> steps, String bottleneck) {}

    /**
     * Shows an element of the diagram.
     *
     * @param there visits that haven't ended
     * @param dropped visits that something else ended
     * @param mean seconds
     * @param p90 seconds
     */
    record StepLine(String activity, String role, Shown visits, Shown there, Shown dropped, Long mean, Long p90) {}

    private static final class Heat {
        private long visits;
        private long there;
        private long dropped;
        private long seconds;
        private final Histogram dwell = new Histogram();

        private void add(DwellRow row) {
            if (row.bucket() == Tally.DROPPED) {
                dropped += row.n();
                return;
            }
            visits += row.n();
            if (row.bucket() == Tally.STILL_THERE) {
                there += row.n();
            } else {
                seconds += row.seconds();
                dwell.add(row.bucket(), row.n());
            }
        }

        private StepLine line(String activity) {
            Integer p90 = dwell.told(90);
            return new StepLine(
                    activity,
                    Step.roleOf(activity),
                    Shown.of(visits),
                    Shown.of(there),
                    Shown.of(dropped),
                    p90 == null ? null : seconds / dwell.total(),
                    p90 == null ? null : Tally.seconds(p90));
        }
    }

    View view(Find find, Parameters parameters) {
        Parameters.Months months = parameters.months(LocalDate.now(clock));
        String office = parameters.oneOf("office", words.officeCodes()).orElse(null);
        Map<String, Heat> steps = new TreeMap<>();
        find.<DwellRow>list(
                        "dwell",
                        new InsightQuery().months(months).place(office, null).version(find.version(parameters)))
                .forEach(row -> steps.computeIfAbsent(row.activityId(), id -> new Heat())
                        .add(row));
        return new View(
                months.from(),
                months.to(),
                find.caughtUpAt(),
                steps.entrySet().stream()
                        .map(step -> step.getValue().line(step.getKey()))
                        .toList(),
                bottleneck(steps));
    }

    private static String bottleneck(Map<String, Heat> steps) {
        return steps.entrySet().stream()
                .filter(it -> it.getKey().startsWith("Task_")
                        && !"applicant".equals(Step.roleOf(it.getKey()))
                        && it.getValue().dwell.total() >= Small.LEAST)
                .max(Comparator.comparing(it -> it.getValue().seconds))
                .map(Map.Entry::getKey)
                .orElse(null);
    }
}
