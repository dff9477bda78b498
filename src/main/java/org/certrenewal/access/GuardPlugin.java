package org.certrenewal.access;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.certrenewal.audit.AuditTrail;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Puts {@link TaskGuard} on every user task and {@link CommandGuard} before every command, and gives the engine
 * {@link Passwords}.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class GuardPlugin extends AbstractProcessEnginePlugin {

    private final TaskGuard guard;
    private final AuditTrail audit;
    private final ObjectProvider<StaffRules> staff;
    private final ObjectProvider<CaseShield> shield;

    GuardPlugin(
            TaskGuard guard,
            @Lazy AuditTrail audit,
            ObjectProvider<StaffRules> staff,
            ObjectProvider<CaseShield> shield) {
        this.audit = audit;
        this.guard = guard;
        this.staff = staff;
        this.shield = shield;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        // The engine's own ids are made of time and place: whoever has one could guess the next.
        configuration.setIdGenerator(() -> UUID.randomUUID().toString());
        // The engine's own hash is one pass of SHA-512; it still checks the passwords that were hashed by it.
        configuration.setPasswordEncryptor(new Passwords());
        // Whose task it is says the engine still; it only asks less.
        configuration.setResourceAuthorizationProvider(new TaskGrants());
        configuration.setCustomPreBPMNParseListeners(with(
                configuration.getCustomPreBPMNParseListeners(), new AbstractBpmnParseListener() {
                    @Override
                    public void parseUserTask(Element element, ScopeImpl scope, ActivityImpl activity) {
                        var task = ((UserTaskActivityBehavior) activity.getActivityBehavior()).getTaskDefinition();
                        task.addTaskListener(TaskListener.EVENTNAME_CREATE, guard);
                        task.addTaskListener(TaskListener.EVENTNAME_ASSIGNMENT, guard);
                        task.addTaskListener(TaskListener.EVENTNAME_COMPLETE, guard);
                    }
                }));
        configuration.setCustomPreCommandInterceptorsTxRequired(with(
                configuration.getCustomPreCommandInterceptorsTxRequired(),
                new CommandGuard(configuration, audit, staff::getObject, shield::getObject)));
    }

    private static <T> List<T> with(List<T> before, T more) {
        List<T> all = before == null ? new ArrayList<>() : new ArrayList<>(before);
        all.add(more);
        return all;
    }
}
