package org.certrenewal.process;

import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ActivityInstance;
import org.camunda.bpm.engine.runtime.EventSubscription;
import org.camunda.bpm.engine.runtime.Execution;
import org.camunda.bpm.engine.runtime.Incident;
import org.certrenewal.casefile.CaseFiles;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Opens and closes incidents about what an instance has under way outside the engine, of which no job of its own would
 * tell. Where the instance is over nothing can stand; what is under way is seen in its lane of the outbox then.
 */
@Component
public class Incidents {

    /** Is the kind of what waits for its seal. */
    public static final String SEALING = "sealing";

    private final RuntimeService runtime;
    private final CaseFiles cases;
    private final AsService service;

    Incidents(RuntimeService runtime, CaseFiles cases, AsService service) {
        this.runtime = runtime;
        this.cases = cases;
        this.service = service;
    }

    /**
     * Opens an incident, where the instance waits for a message of that name, or else wherever the instance is just
     * now; the same one stands there once. It goes with the step at which it stands, and comes back with the next
     * failure.
     *
     * @param reference the case, or the act on a certificate
     * @param kind of incident
     * @param what is under way: a message that is waited for, or an id
     * @param reason with its remedy, in Chinese; no personal data
     */
    @Transactional
    public void open(String reference, String kind, String what, String reason) {
        instance(reference)
                .ifPresent(instance -> service.get(() -> {
                    List<Incident> standing = standing(instance, kind, what);
                    if (standing.stream().noneMatch(it -> reason.equals(it.getIncidentMessage()))) {
                        standing.forEach(it -> runtime.resolveIncident(it.getId()));
                        runtime.createIncident(kind, placeOf(instance, what), what, reason);
                    }
                    return null;
                }));
    }

    /** Closes what {@link #open} opened. */
    @Transactional
    public void close(String reference, String kind, String what) {
        instance(reference)
                .ifPresent(instance -> service.get(() -> {
                    standing(instance, kind, what).forEach(it -> runtime.resolveIncident(it.getId()));
                    return null;
                }));
    }

    /** Has a click on the same case come before or after: an incident changes the instance that it stands at. */
    private Optional<String> instance(String reference) {
        if (cases.find(reference).isPresent()) {
            cases.lock(reference);
        }
        return service.get(() -> Optional.ofNullable(runtime.createProcessInstanceQuery()
                        .processInstanceBusinessKey(reference)
                        .singleResult())
                .map(Execution::getId));
    }

    private String placeOf(String instance, String what) {
        return Optional.ofNullable(runtime.createEventSubscriptionQuery()
                        .eventType("message")
                        .eventName(what)
                        .processInstanceId(instance)
                        .singleResult())
                .map(EventSubscription::getExecutionId)
                .orElseGet(() -> leaf(runtime.getActivityInstance(instance)));
    }

    /** The engine wants an activity. */
    private static String leaf(ActivityInstance place) {
        if (place.getChildTransitionInstances().length > 0) {
            return place.getChildTransitionInstances()[0].getExecutionId();
        }
        ActivityInstance[] within = place.getChildActivityInstances();
        return within.length == 0 ? place.getExecutionIds()[0] : leaf(within[0]);
    }

    private List<Incident> standing(String instance, String kind, String what) {
        return runtime.createIncidentQuery()
                .processInstanceId(instance)
                .incidentType(kind)
                .configuration(what)
                .list();
    }
}
