package org.certrenewal.insight;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.cockpit.db.QueryService;

/** Asks the queries of {@code queries.xml}. */
final class Find {

    private final QueryService queries;

    Find(QueryService queries) {
        this.queries = queries;
    }

    <T> List<T> list(String name, InsightQuery query) {
        return queries.executeQuery("insight." + name, query);
    }

    <T> Optional<T> first(String name, InsightQuery query) {
        List<T> found = list(name, query);
        return found.isEmpty() ? Optional.empty() : Optional.ofNullable(found.get(0));
    }

    /** Returns when the counts last caught up with the cases; null before the first time. */
    Instant caughtUpAt() {
        return this.<Date>first("caughtUp", new InsightQuery())
                .map(Date::toInstant)
                .orElse(null);
    }

    /** Returns the version of the process definition that is asked for; null if none is. */
    Integer version(Parameters parameters) {
        return parameters
                .definition()
                .map(id -> this.<Integer>first("versionOf", new InsightQuery().definitionId(id))
                        .orElseThrow(() -> new NotFound("没有这个流程定义，或者它不是证书延续流程")))
                .orElse(null);
    }
}
