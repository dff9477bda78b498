package org.certrenewal.web.api.v1;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.certrenewal.access.machines.MachineScopes;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Completes the document of {@code /api/v1}: who may call what, and how each call can be refused. */
@Configuration(proxyBeanMethods = false)
class ApiDocument {

    private static final String PROBLEM = "Problem";
    private static final String TOKEN = "token";
    private static final String JSON = "application/json";

    private static final Map<String, String> REFUSALS = refusals();

    private static Map<String, String> refusals() {
        Map<String, String> refusals = new LinkedHashMap<>();
        refusals.put("400", "Something in the request isn't as it is described here");
        refusals.put("401", "No token, or none of the configured provider for this service");
        refusals.put("403", "The token hasn't got the scope");
        refusals.put("404", "There is no such thing, or it isn't the client's to see");
        refusals.put("406", "Only JSON is answered");
        refusals.put("409", "Somebody did something at the same moment; try again");
        refusals.put("415", "Only JSON is taken");
        refusals.put("422", "It can be read, but not done");
        refusals.put("429", "Too many calls");
        refusals.put("503", "Keys of the provider, or the database, can't be reached at the moment");
        return refusals;
    }

    @Bean
    OpenAPI apiV1() {
        return new OpenAPI()
                .info(new Info()
                        .title("特种作业证书延续 certificate-renewal")
                        .version("1")
                        .description("For programs of other authorities: status of a case, verification, a holder's"
                                + " certificates, statistics without persons, webhooks. How to get a token, limits,"
                                + " how long a version lives, and how a webhook's signature is checked:"
                                + " docs/interfaces.md.")
                        .license(new License().name("Apache-2.0").identifier("Apache-2.0")))
                .servers(List.of(new Server().url("/").description("renewal.base-url")))
                .components(new Components()
                        .addSecuritySchemes(
                                TOKEN,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .bearerFormat("JWT (RFC 9068)")
                                        .description("Access token of the configured provider, by client credentials"
                                                + " (RFC 6749 section 4.4)")));
    }

    private static Schema<?> problem() {
        Schema<Object> problem = new Schema<>();
        problem.types(Set.of("object"));
        problem.description("RFC 9457. code is for programs and stays; title and detail are for people.");
        problem.addProperty("type", text("about:blank"));
        problem.addProperty("title", text("What went wrong, in short"));
        problem.addProperty("status", new Schema<>().types(Set.of("integer")).description("The HTTP status"));
        problem.addProperty("detail", text("What to do"));
        problem.addProperty("instance", text("The address that was asked"));
        problem.addProperty("code", text("Stable name, such as insufficient-scope"));
        problem.addProperty("parameter", text("What it is about"));
        problem.required(List.of("type", "title", "status"));
        return problem;
    }

    private static Schema<?> text(String description) {
        return new Schema<>().types(Set.of("string")).description(description);
    }

    @Bean
    OpenApiCustomizer scopesAndRefusals() {
        return document -> {
            document.getPaths()
                    .forEach((path, item) -> item.readOperationsMap()
                            .forEach(
                                    (method, operation) -> complete(operation, MachineScopes.of(method.name(), path))));
            // Not before: what no controller names is taken out of it.
            document.getComponents().addSchemas(PROBLEM, problem());
            document.getComponents().getSchemas().forEach((name, schema) -> {
                // What isn't described is neither sent nor taken.
                if (name.endsWith("View")
                        || name.endsWith("Query")
                        || name.startsWith("Statistics")
                        || name.startsWith("Held")) {
                    schema.setAdditionalProperties(Boolean.FALSE);
                }
            });
        };
    }

    private static void complete(Operation operation, Optional<String> scope) {
        operation.addSecurityItem(
                new SecurityRequirement().addList(TOKEN, scope.map(List::of).orElse(List.of())));
        ApiResponses responses = operation.getResponses();
        if (responses.containsKey("201") || responses.containsKey("204")) {
            responses.remove("200");
        }
        responses.values().forEach(ApiDocument::asJson);
        REFUSALS.forEach((status, meaning) -> {
            if (!responses.containsKey(status)) {
                responses.addApiResponse(status, refusal(status, meaning));
            }
        });
    }

    private static void asJson(ApiResponse response) {
        Content content = response.getContent();
        if (content != null && content.size() == 1 && content.containsKey("*/*")) {
            MediaType only = content.remove("*/*");
            if (only.getSchema() == null) {
                response.setContent(null);
            } else {
                content.addMediaType(JSON, only);
            }
        }
    }

    private static ApiResponse refusal(String status, String meaning) {
        ApiResponse refusal = new ApiResponse()
                .description(meaning)
                .content(new Content()
                        .addMediaType(
                                "application/problem+json",
                                new MediaType().schema(new Schema<>().$ref("#/components/schemas/" + PROBLEM))));
        if ("429".equals(status) || "503".equals(status)) {
            refusal.addHeaderObject(
                    "Retry-After",
                    new Header().description("Seconds to wait").schema(new IntegerSchema().format(null)));
        }
        if ("401".equals(status) || "403".equals(status)) {
            refusal.addHeaderObject(
                    "WWW-Authenticate",
                    new Header().description("RFC 6750 section 3").schema(new StringSchema()));
        }
        return refusal;
    }
}
