package org.certrenewal.insight;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.springframework.stereotype.Component;

/**
 * Holds the analysts' screens, each a class with the records that it shows, for {@link InsightResource}, which isn't
 * made by Spring. Whatever is small is hidden in them, before it leaves the server.
 */
@Component
record Screens(
        Definitions definitions,
        Dashboard dashboard,
        Quality quality,
        HeatMap heatMap,
        CaseList caseList,
        CaseAudit caseAudit,
        ObjectMapper mapper) {

    String json(Object view) {
        try {
            return mapper.writeValueAsString(view);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a view can't be written", e);
        }
    }
}
