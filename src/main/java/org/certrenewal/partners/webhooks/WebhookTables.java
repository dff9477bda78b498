package org.certrenewal.partners.webhooks;

import java.util.List;
import org.certrenewal.held.Disclosure;
import org.certrenewal.held.Erasure;
import org.certrenewal.held.Extract;
import org.certrenewal.held.Resealing;
import org.certrenewal.held.Table;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Answers for the tables of webhooks. */
@Component
class WebhookTables implements Resealing, Disclosure, Erasure {

    private final JdbcClient jdbc;

    WebhookTables(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Table> tables() {
        return List.of(
                Table.of("webhook_subscription", "id")
                        .personal("created_by")
                        .sealed("webhook_subscription/{id}", "secret previous_secret")
                        .nothing("client_id url events offices state created_at previous_until")
                        .kept("as long as the receiver is told; it names the administrator, as such"),
                Table.of("webhook_delivery", "id")
                        .nothing("subscription_id case_number seq event happened_at state attempts due_at locked_until"
                                + " last_answer done_at")
                        .erased());
    }

    @Override
    public List<Extract> extracts() {
        return List.of(
                Extract.of("webhook_subscription", "id, url, events, state, created_at", "created_by in (:user)"),
                Extract.ofCases("webhook_delivery"));
    }

    @Override
    public void eraseContent(String caseNumber) {
        jdbc.sql("delete from webhook_delivery where case_number = ?")
                .param(caseNumber)
                .update();
    }
}
