package org.certrenewal.insight;

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
}
