package org.certrenewal.web.api.v1;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.certrenewal.access.machines.ApiProblem;
import org.certrenewal.access.machines.ApiRefused;
import org.certrenewal.access.machines.Machine;
import org.certrenewal.access.machines.Machines;
import org.certrenewal.partners.webhooks.CaseHappening;
import org.certrenewal.partners.webhooks.Subscription;
import org.certrenewal.partners.webhooks.Subscriptions;
import org.certrenewal.partners.webhooks.Subscriptions.Created;
import org.certrenewal.partners.webhooks.WebhookRefused;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Lets a client subscribe to what happens in cases, for itself. */
@RestController
@Tag(name = "webhooks")
class WebhookController {

    private static final String ID = "^[0-9a-f-]{36}$";
    private static final Pattern PLAIN = Pattern.compile(ID);
    private static final int MOST_EVENTS = 50;
    private static final int LONGEST_URL = 500;

    private final Subscriptions subscriptions;
    private final Machines machines;

    WebhookController(Subscriptions subscriptions, Machines machines) {
        this.subscriptions = subscriptions;
        this.machines = machines;
    }

    /** Is what a client wants. */
    @Schema(description = "A subscription that is to be made")
    record WebhookQuery(
            @Schema(
                    requiredMode = RequiredMode.REQUIRED,
                    description = "Where messages are posted to; https, and a public address",
                    maxLength = LONGEST_URL)
            String url,

            @Schema(requiredMode = RequiredMode.REQUIRED, description = "Names of events, such as case.accepted")
            List<String> events) {}

    /** Is what there is. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(description = "A subscription")
    record WebhookView(
            @Schema(requiredMode = RequiredMode.REQUIRED, description = "Id")
            String id,

            @Schema(requiredMode = RequiredMode.REQUIRED, description = "Where messages are posted to")
            String url,

            @Schema(requiredMode = RequiredMode.REQUIRED, description = "Names of events")
            List<String> events,

            @Schema(requiredMode = RequiredMode.REQUIRED, description = "Whether anything is sent now")
            Subscription.State state,

            @Schema(requiredMode = RequiredMode.REQUIRED, description = "When it was made")
            Instant createdAt,

            @Schema(description = "With which messages are signed; told once, when it is made or changed")
            String secret) {

        static WebhookView of(Subscription it, String secret) {
            return new WebhookView(
                    it.id(),
                    it.url().toString(),
                    it.events().stream().map(CaseHappening::wire).toList(),
                    it.state(),
                    it.createdAt(),
                    secret);
        }

        /** Leaves the secret out. */
        @Override
        public String toString() {
            return "WebhookView[" + id + "]";
        }
    }

    /** Lists them. */
    @Schema(description = "The client's own subscriptions")
    record WebhooksView(
            @Schema(requiredMode = RequiredMode.REQUIRED) List<WebhookView> webhooks) {}

    @Operation(operationId = "listWebhooks", summary = "The client's own webhooks")
    @GetMapping("/api/v1/webhooks")
    WebhooksView list(Authentication token) {
        return new WebhooksView(subscriptions.of(machines.of(token).id()).stream()
                .map(it -> WebhookView.of(it, null))
                .toList());
    }

    @Operation(
            operationId = "createWebhook",
            summary = "Subscribe",
            description = "The secret in the answer is told this once. A client has ten subscriptions at most; one for"
                    + " which offices are set is told of their cases only.")
    @ApiResponse(responseCode = "201", description = "Made")
    @PostMapping("/api/v1/webhooks")
    ResponseEntity<WebhookView> create(@RequestBody WebhookQuery query, Authentication token) {
        if (query.url() == null || query.events() == null || query.events().size() > MOST_EVENTS) {
            throw new ApiRefused(ApiProblem.BAD_REQUEST, query.url() == null ? "url" : "events", "请提供 url 和 events");
        }
        if (query.events().stream().anyMatch(Objects::isNull)) {
            throw new ApiRefused(ApiProblem.BAD_REQUEST, "events", "events 须是事件名称的列表");
        }
        Machine client = machines.of(token);
        try {
            Created created = subscriptions.create(
                    Optional.of(client.id()), query.url(), query.events(), List.of(), client.actor());
            return ResponseEntity.status(HttpStatus.CREATED)
                    .body(WebhookView.of(created.subscription(), created.secret()));
        } catch (WebhookRefused refused) {
            throw new ApiRefused(ApiProblem.REFUSED_WEBHOOK, refused.field(), refused.getMessage());
        }
    }

    @Operation(operationId = "deleteWebhook", summary = "Unsubscribe")
    @ApiResponse(responseCode = "204", description = "Ended")
    @DeleteMapping("/api/v1/webhooks/{id}")
    ResponseEntity<Void> delete(
            @Parameter(description = "Id", schema = @Schema(type = "string", pattern = ID)) @PathVariable String id,
            Authentication token) {
        Machine client = machines.of(token);
        if (!isOwn(id, client) || !subscriptions.end(id, client.actor())) {
            throw new ApiRefused(ApiProblem.NO_SUCH_WEBHOOK);
        }
        return ResponseEntity.noContent().build();
    }

    @Operation(
            operationId = "renewWebhookSecret",
            summary = "Get a new secret",
            description = "The secret in the answer is told this once. For a while (a day, unless it is set otherwise)"
                    + " messages are signed by the old one too.")
    @PostMapping("/api/v1/webhooks/{id}/secret")
    WebhookView renewSecret(
            @Parameter(description = "Id", schema = @Schema(type = "string", pattern = ID)) @PathVariable String id,
            Authentication token) {
        Machine client = machines.of(token);
        if (!isOwn(id, client)) {
            throw new ApiRefused(ApiProblem.NO_SUCH_WEBHOOK);
        }
        return subscriptions
                .renewSecret(id, client.actor())
                .map(it -> WebhookView.of(it.subscription(), it.secret()))
                .orElseThrow(() -> new ApiRefused(ApiProblem.NO_SUCH_WEBHOOK));
    }

    private boolean isOwn(String id, Machine client) {
        return PLAIN.matcher(id).matches()
                && subscriptions
                        .find(id)
                        .filter(it -> it.client().equals(Optional.of(client.id())))
                        .isPresent();
    }
}
