package org.certrenewal.setup;

import java.util.stream.Collectors;
import org.certrenewal.CannotStart;
import org.certrenewal.process.outbox.StandIn;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
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
    private final ObjectProvider<StandIn> standIns;
    private final Environment environment;
    private boolean running;

    Setup(
            Grants grants,
            TaskFilters filters,
            ObjectProvider<FirstLoad> loads,
            Administrators administrators,
            ObjectProvider<StandIn> standIns,
            Environment environment) {
        this.standIns = standIns;
        this.environment = environment;
        this.grants = grants;
        this.filters = filters;
        this.loads = loads;
        this.administrators = administrators;
    }

    @Override
    public void start() {
        refuseStandInsInProduction();
        grants.grant();
        loads.orderedStream().forEach(FirstLoad::load);
        administrators.makeFirst();
        administrators.part();
        filters.make();
        running = true;
    }

    /** Settings name what is missing before anything is made; this holds whatever made a stand-in all the same. */
    private void refuseStandInsInProduction() {
        String names = standIns.stream().map(StandIn::standsInFor).collect(Collectors.joining("、"));
        if (!names.isEmpty() && environment.acceptsProfiles(Profiles.of("production"))) {
            throw new CannotStart(
                    "在生产环境（profile production）中不能使用演示替身：" + names,
                    "为每个外部系统配置真实的接入（见 docs/settings.md），或者不要使用 production");
        }
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
