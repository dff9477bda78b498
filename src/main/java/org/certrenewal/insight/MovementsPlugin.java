package org.certrenewal.insight;

import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.history.event.HistoricActivityInstanceEventEntity;
import org.camunda.bpm.engine.impl.history.event.HistoryEvent;
import org.camunda.bpm.engine.impl.history.handler.HistoryEventHandler;
import org.certrenewal.casefile.CaseChanges;
import org.certrenewal.process.RenewalProcess;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Has the engine note, in its own transaction, which renewals move from one element to another. */
@Component
class MovementsPlugin extends AbstractProcessEnginePlugin {

    private final CaseChanges changes;

    MovementsPlugin(@Lazy CaseChanges changes) {
        this.changes = changes;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        List<HistoryEventHandler> handlers = configuration.getCustomHistoryEventHandlers();
        List<HistoryEventHandler> all = handlers == null ? new ArrayList<>() : new ArrayList<>(handlers);
        all.add(new Movements());
        configuration.setCustomHistoryEventHandlers(all);
    }

    private final class Movements implements HistoryEventHandler {

        @Override
        public void handleEvent(HistoryEvent event) {
            if (event instanceof HistoricActivityInstanceEventEntity
                    && RenewalProcess.KEY.equals(event.getProcessDefinitionKey())) {
                changes.ofInstance(event.getProcessInstanceId());
            }
        }

        @Override
        public void handleEvents(List<HistoryEvent> events) {
            events.forEach(this::handleEvent);
        }
    }
}
