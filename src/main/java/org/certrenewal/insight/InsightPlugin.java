package org.certrenewal.insight;

import java.util.List;
import java.util.Set;
import org.camunda.bpm.cockpit.plugin.spi.impl.AbstractCockpitPlugin;

/** Brings the analysts' screens into Cockpit. */
public class InsightPlugin extends AbstractCockpitPlugin {

    /** Id under which Cockpit serves the plugin. */
    public static final String ID = "insight";

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public Set<Class<?>> getResourceClasses() {
        return Set.of(InsightRootResource.class);
    }

    @Override
    public List<String> getMappingFiles() {
        return List.of("org/certrenewal/insight/queries.xml");
    }
}
