package org.certrenewal.partners.webhooks;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.certrenewal.PeriodicWork;
import org.certrenewal.access.machines.Machines;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseFiles;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Writes what is to be told, in the transaction in which it happens: it comes or goes with it. That transaction holds
 * the case, so events are numbered in the order in which they happen.
 */
@Component
class CaseWebhooks {

    private final JdbcClient jdbc;
    private final Subscriptions subscriptions;
    private final CaseFiles cases;
    private final Machines machines;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    CaseWebhooks(
            JdbcClient jdbc,
            Subscriptions subscriptions,
            CaseFiles cases,
            Machines machines,
            Clock clock,
            ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.subscriptions = subscriptions;
        this.cases = cases;
        this.machines = machines;
        this.clock = clock;
        this.events = events;
    }

    /** Says that something is to be sent as soon as the transaction has committed. */
    record Filled() {}

    @EventListener
    void happened(CaseFiles.Recorded recorded) {
        Optional<CaseHappening> happening = CaseHappening.ofKind(recorded.kind());
        if (happening.isEmpty()) {
            return;
        }
        List<Subscription> wanting = subscriptions.remembered().stream()
                .filter(it -> it.wants(happening.get()))
                .toList();
        if (wanting.isEmpty()) {
            return;
        }
        CaseFile file = cases.withNumber(recorded.caseNumber());
        // Nobody is told of a draft.
        if (file.dates().isEmpty()) {
            return;
        }
        wanting.stream()
                .filter(it -> mayBeTold(it, file.office()))
                .forEach(it -> put(it, recorded.caseNumber(), happening.get()));
    }

    /** What is set for a client now counts, whatever was set when it subscribed. */
    private boolean mayBeTold(Subscription subscription, Optional<String> office) {
        boolean wanted = subscription.offices().isEmpty()
                || office.filter(subscription.offices()::contains).isPresent();
        return wanted
                && subscription
                        .client()
                        .map(client -> machines.withId(client).maySee(office))
                        .orElse(true);
    }

    private void put(Subscription subscription, String caseNumber, CaseHappening happening) {
        jdbc.sql("""
                        insert into webhook_delivery (id, subscription_id, case_number, seq, event, happened_at, state,
                               attempts, due_at)
                        select :id, :subscription, :case, coalesce(max(seq), 0) + 1, :event, :now, 'WAITING', 0, :now
                          from webhook_delivery where subscription_id = :subscription and case_number = :case
                        """)
                .param("id", UUID.randomUUID().toString())
                .param("subscription", subscription.id())
                .param("case", caseNumber)
                .param("event", happening.wire())
                .param("now", OffsetDateTime.now(clock))
                .update();
        events.publishEvent(new Filled());
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    void wake(Filled filled) {
        events.publishEvent(PeriodicWork.Wanted.now(WebhookSender.NAME));
    }
}
