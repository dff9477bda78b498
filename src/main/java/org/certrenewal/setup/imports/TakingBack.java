package org.certrenewal.setup.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.certrenewal.registry.imports.ImportRun;
import org.certrenewal.registry.imports.ImportRun.State;
import org.certrenewal.registry.imports.Register;

/**
 * Takes an import back, portion by portion: looks first whether anybody works with anything of it, and then leaves it
 * as it is. What is touched while it goes back stays, and is counted.
 */
final class TakingBack {

    private final ImportTools tools;
    private final ImportRun run;
    private final String node;
    private String looked = "";
    private boolean sure;

    TakingBack(ImportTools tools, ImportRun run, String node) {
        this.tools = tools;
        this.run = run;
        this.node = node;
        // Begun before, it goes on.
        this.sure = run.takenBack() > 0;
    }

    /** Takes a step; false if it was the last. */
    boolean step() {
        return sure ? takeBack() : look();
    }

    private boolean look() {
        List<String> numbers = tools.entries().numbersAfter(run.id(), looked, ImportJob.PORTION);
        Map<String, String> touched = tools.touching(numbers);
        if (!touched.isEmpty()) {
            tools.transaction().executeWithoutResult(status -> {
                tools.runs().hindered(run.id(), touched.values().iterator().next());
                tools.runs().move(run.id(), State.TAKING_BACK, State.DONE);
                tools.tell(run.id(), "import-not-taken-back");
            });
            return false;
        }
        sure = numbers.size() < ImportJob.PORTION;
        looked = numbers.isEmpty() ? looked : numbers.get(numbers.size() - 1);
        tools.runs().progress(run.id(), node, State.TAKING_BACK, ImportRuns.Counts.NONE);
        return true;
    }

    private boolean takeBack() {
        return Boolean.TRUE.equals(tools.transaction().execute(status -> {
            List<Register.Left> portion = tools.entries().toTakeBack(run.id(), tools.today(), ImportJob.PORTION);
            if (portion.isEmpty()) {
                tools.differences().withdraw(run.id());
                tools.runs().move(run.id(), State.TAKING_BACK, State.TAKEN_BACK);
                tools.runs().ended(run.id(), run.startedBy());
                tools.tell(run.id(), "import-taken-back");
                return false;
            }
            Map<String, String> touched = tools.touching(
                    portion.stream().map(it -> it.number().value()).toList());
            List<String> gone = new ArrayList<>();
            List<String> stay = new ArrayList<>();
            for (Register.Left left : portion) {
                String number = left.number().value();
                boolean back = !touched.containsKey(number) && tools.register().takeBack(left);
                (back ? gone : stay).add(number);
            }
            tools.entries().gone(run.id(), gone);
            tools.entries().stay(run.id(), stay);
            tools.runs().takenBack(run.id(), gone.size());
            tools.runs().progress(run.id(), node, State.TAKING_BACK, ImportRuns.Counts.NONE);
            return true;
        }));
    }
}
