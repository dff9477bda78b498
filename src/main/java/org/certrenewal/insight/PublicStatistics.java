package org.certrenewal.insight;

import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.cockpit.Cockpit;
import org.camunda.bpm.engine.ProcessEngine;
import org.certrenewal.access.machines.ApiProblem;
import org.certrenewal.access.machines.ApiRefused;
import org.certrenewal.web.api.v1.Statistics;
import org.springframework.stereotype.Component;

/** Tells programs what the analysts' overview shows, and hides what it hides. */
@Component
class PublicStatistics implements Statistics {

    private final Dashboard dashboard;
    private final ProcessEngine engine;

    PublicStatistics(Dashboard dashboard, ProcessEngine engine) {
        this.dashboard = dashboard;
        this.engine = engine;
    }

    @Override
    public View of(Asked asked) {
        MultivaluedMap<String, String> given = new MultivaluedHashMap<>();
        asked.from().ifPresent(it -> given.add("from", it));
        asked.to().ifPresent(it -> given.add("to", it));
        asked.office().ifPresent(it -> given.add("office", it));
        asked.trade().ifPresent(it -> given.add("trade", it));
        try {
            return view(dashboard.view(
                    new Find(Cockpit.getQueryService(engine.getName())), Parameters.of(given, Scope.NAMES)));
        } catch (BadParameter bad) {
            throw new ApiRefused(ApiProblem.BAD_REQUEST, bad.parameter(), bad.getMessage());
        }
    }

    private static View view(Dashboard.View shown) {
        return new View(
                shown.from().toString(),
                shown.to().toString(),
                shown.caughtUpAt(),
                shown.figures().stream().map(it -> count(it.code(), it.n())).toList(),
                lines(shown.offices()),
                lines(shown.trades()),
                lines(shown.months()));
    }

    private static List<Line> lines(List<Dashboard.Line> shown) {
        return shown.stream()
                .map(line -> new Line(
                        line.code(),
                        line.figures().entrySet().stream()
                                .sorted(Map.Entry.comparingByKey())
                                .map(it -> count(it.getKey().name(), it.getValue()))
                                .toList()))
                .toList();
    }

    private static Count count(String figure, Shown shown) {
        return new Count(figure, shown.figure(), shown.sign());
    }
}
