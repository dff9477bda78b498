package org.certrenewal.insight;

import java.util.List;
import java.util.Set;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.history.HistoryLevelAudit;
import org.camunda.bpm.engine.impl.history.event.HistoryEventType;
import org.camunda.bpm.engine.impl.history.event.HistoryEventTypes;
import org.springframework.stereotype.Component;

/**
 * Has the engine keep, beside what its level {@code audit} keeps, incidents and attempts that failed, so that a case
 * tells what went wrong after it is over. The level {@code full} would keep every input of every decision too.
 */
@Component
class TroublesPlugin extends AbstractProcessEnginePlugin {

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        configuration.setCustomHistoryLevels(List.of(new AuditWithTroubles()));
    }

    /** Takes the name and the number of {@code audit}: a database that began with it goes on. */
    private static final class AuditWithTroubles extends HistoryLevelAudit {

        private static final Set<HistoryEventType> TROUBLES = Set.of(
                HistoryEventTypes.JOB_FAIL,
                HistoryEventTypes.INCIDENT_CREATE,
                HistoryEventTypes.INCIDENT_MIGRATE,
                HistoryEventTypes.INCIDENT_RESOLVE,
                HistoryEventTypes.INCIDENT_DELETE,
                HistoryEventTypes.INCIDENT_UPDATE);

        @Override
        public boolean isHistoryEventProduced(HistoryEventType type, Object entity) {
            return super.isHistoryEventProduced(type, entity) || TROUBLES.contains(type);
        }
    }
}
