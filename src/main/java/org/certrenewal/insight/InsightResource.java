package org.certrenewal.insight;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.camunda.bpm.cockpit.plugin.resource.AbstractCockpitPluginResource;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.certrenewal.documents.FileName;

/**
 * Answers the analysts' screens. Cockpit lets everybody who is logged in call a plugin's addresses, so each call asks
 * for the right to open Cockpit first.
 */
public class InsightResource extends AbstractCockpitPluginResource {

    private static final String PROBLEM = "application/problem+json";

    private final Screens screens;
    private final UriInfo uri;

    InsightResource(String engineName, Screens screens, UriInfo uri) {
        super(engineName);
        this.screens = screens;
        this.uri = uri;
    }

    /** Says what there is to choose from, and what each figure means. */
    @GET
    @Path("definitions")
    public Response definitions() {
        return answer(() -> {
            Parameters.of(uri);
            return screens.definitions().view();
        });
    }

    /** Shows the figures of a period. */
    @GET
    @Path("dashboard")
    public Response dashboard() {
        return answer(() -> screens.dashboard().view(find(), Parameters.of(uri, Scope.NAMES)));
    }

    /** Shows how well the work is done. */
    @GET
    @Path("quality")
    public Response quality() {
        return answer(() -> screens.quality().view(find(), Parameters.of(uri, Scope.NAMES)));
    }

    /** Shows how often and how long cases are in each step. */
    @GET
    @Path("heat")
    public Response heat() {
        return answer(() -> screens.heatMap().view(find(), Parameters.of(uri, "from", "to", "office", "definition")));
    }

    /** Lists cases, a page at a time. */
    @GET
    @Path("cases")
    public Response cases() {
        return answer(() -> screens.caseList().view(find(), list("page", "size", "sort", "order")));
    }

    /** Sends all cases of the list as a file, row by row. */
    @GET
    @Path("export")
    public Response export() {
        return guarded(() -> {
            Parameters parameters = list("format", "language");
            Exports.Format format = parameters.format();
            Exports export = screens.caseList().export(find(), parameters);
            StreamingOutput rows = export::write;
            return Response.ok(rows, format.mediaType())
                    .header(
                            HttpHeaders.CONTENT_DISPOSITION,
                            FileName.of("办件", "cases", "." + format.extension()).attachment())
                    .header(HttpHeaders.CACHE_CONTROL, "no-store")
                    .build();
        });
    }

    /** Shows the way of one case, running or finished. */
    @GET
    @Path("case/{caseNumber}")
    public Response audit(@PathParam("caseNumber") String caseNumber) {
        return answer(() -> {
            Parameters.of(uri);
            return screens.caseAudit().ofCase(find(), Parameters.caseNumber(caseNumber));
        });
    }

    /** Shows the way of the case that a process instance carries. */
    @GET
    @Path("instance/{instanceId}")
    public Response auditOfInstance(@PathParam("instanceId") String instanceId) {
        return answer(() -> {
            Parameters.of(uri);
            return screens.caseAudit().ofInstance(find(), Parameters.instanceId(instanceId));
        });
    }

    private Parameters list(String... more) {
        return Parameters.of(
                uri,
                Stream.concat(CaseList.FILTERS.stream(), Arrays.stream(more)).toArray(String[]::new));
    }

    private Find find() {
        return new Find(getQueryService());
    }

    private Response answer(Supplier<Object> view) {
        return guarded(() -> Response.ok(screens.json(view.get()), MediaType.APPLICATION_JSON_TYPE.withCharset("UTF-8"))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build());
    }

    private Response guarded(Supplier<Response> work) {
        refuseWithoutCockpit();
        try {
            return work.get();
        } catch (BadParameter e) {
            return problem(400, e.getMessage(), Map.of("parameter", e.parameter()));
        } catch (NotFound e) {
            return problem(404, e.getMessage(), Map.of());
        }
    }

    private Response problem(int status, String detail, Map<String, String> more) {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "about:blank");
        problem.put("title", status == 400 ? "请求有误" : "没有找到");
        problem.put("status", status);
        problem.put("detail", detail);
        problem.putAll(more);
        return Response.status(status)
                .type(MediaType.valueOf(PROBLEM).withCharset("UTF-8"))
                .entity(screens.json(problem))
                .build();
    }

    private void refuseWithoutCockpit() {
        var person = getCurrentAuthentication();
        boolean allowed = person != null
                && getProcessEngine()
                        .getAuthorizationService()
                        .isUserAuthorized(
                                person.getUserId(),
                                person.getGroupIds(),
                                Permissions.ACCESS,
                                Resources.APPLICATION,
                                "cockpit");
        if (!allowed) {
            throw new WebApplicationException(problem(403, "没有查看统计的权限", Map.of()));
        }
    }
}
