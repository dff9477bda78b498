package org.certrenewal.insight;

import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.camunda.bpm.cockpit.plugin.resource.AbstractCockpitPluginRootResource;
import org.springframework.web.context.support.WebApplicationContextUtils;

/** Is the root of the plugin's addresses. */
@Path("plugin/" + InsightPlugin.ID)
public class InsightRootResource extends AbstractCockpitPluginRootResource {

    public InsightRootResource() {
        super(InsightPlugin.ID);
    }

    /** Leads to an engine's screens. */
    @Path("{engineName}")
    public InsightResource engine(@PathParam("engineName") String engineName) {
        Screens screens = WebApplicationContextUtils.getRequiredWebApplicationContext(servletContext)
                .getBean(Screens.class);
        return subResource(new InsightResource(engineName, screens, uriInfo), engineName);
    }
}
