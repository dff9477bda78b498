package org.certrenewal.setup;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Prepares the database before the web server opens: groups, rights, filters, administrators, and what else brings
 * data.
 */
@Component
class Setup implements SmartLifecycle {

    private final Grants grants;
    private final TaskFilters filters;
    private final ObjectProvider<FirstLoad> loads;
    private final Administrators administrators;
    private boolean running;

    Setup(Grants grants, TaskFilters filters, ObjectProvider<FirstLoad> loads, Administrators administrators) {
        this.grants = grants;
        this.filters = filters;
        this.loads = loads;
        this.administrators = administrators;
    }

    @Override
    public void start() {
        grants.grant();
        loads.orderedStream().forEach(FirstLoad::load);
        administrators.makeFirst();
        administrators.part();
        filters.make();
        running = true;
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before the job executor and the web server. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE + 100;
    }
}
