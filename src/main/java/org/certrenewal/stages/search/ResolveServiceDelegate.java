package org.certrenewal.stages.search;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.certrenewal.process.Passing;
import org.certrenewal.process.RenewalProcess.Variables;
import org.springframework.stereotype.Component;

/** 核定办理事项. */
@Component
class ResolveServiceDelegate implements JavaDelegate {

    private final Services services;

    ResolveServiceDelegate(Services services) {
        this.services = services;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String caseNumber = (String) execution.getVariable(Variables.CASE_NUMBER);
        Passing.say(execution, Variables.SERVICE_HANDLED_HERE, services.resolve(caseNumber));
    }
}
