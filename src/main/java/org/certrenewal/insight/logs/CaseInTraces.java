package org.certrenewal.insight.logs;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationFilter;
import org.certrenewal.casefile.CaseInLog;
import org.slf4j.MDC;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.observation.DefaultServerRequestObservationConvention;
import org.springframework.http.server.observation.ServerRequestObservationContext;

/** Puts the case's number into traces, and keeps addresses out, in which ids of people and codes stand. */
@Configuration(proxyBeanMethods = false)
class CaseInTraces {

    @Bean
    ObservationFilter caseNumberInTraces() {
        return CaseInTraces::withCaseNumber;
    }

    private static Observation.Context withCaseNumber(Observation.Context context) {
        String number = MDC.get(CaseInLog.KEY);
        return number == null ? context : context.addHighCardinalityKeyValue(KeyValue.of(CaseInLog.KEY, number));
    }

    /** The template of the address is enough: {@code /api/tasks/{taskId}/completion}. */
    @Bean
    DefaultServerRequestObservationConvention requestsWithoutAddress() {
        return new DefaultServerRequestObservationConvention() {
            @Override
            public KeyValues getHighCardinalityKeyValues(ServerRequestObservationContext context) {
                return KeyValues.empty();
            }
        };
    }
}
