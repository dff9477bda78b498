package org.certrenewal.partners.webhooks;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.certrenewal.access.limits.Client;
import org.certrenewal.audit.AuditTrail;
import org.certrenewal.partners.webhooks.Subscription.State;
import org.certrenewal.registry.reference.Offices;
import org.certrenewal.vault.Vault;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Keeps who is told what. Each node remembers it, since every event of every case asks; one that is made on another
 * node counts here when the sender has looked next, after a few seconds.
 */
@Component
public class Subscriptions {

    /** More are nobody's need, and each has a lane of its own. */
    static final int MOST = 100;

    /** How many a client may have. */
    static final int MOST_OF_A_CLIENT = 10;

    private static final int LONGEST_URL = 500;
    private static final String SELECT = """
            select id, client_id, url, events, offices, state, created_by, created_at, previous_until
              from webhook_subscription""";

    private final JdbcClient jdbc;
    private final Vault vault;
    private final AuditTrail audit;
    private final Clock clock;
    private final Offices offices;
    private final Destinations destinations;
    private final Duration overlap;
    private final boolean plainHttp;
    private volatile List<Subscription> known;

    Subscriptions(
            JdbcClient jdbc,
            Vault vault,
            AuditTrail audit,
            Clock clock,
            Offices offices,
            WebhookSettings settings,
            Environment environment) {
        this.jdbc = jdbc;
        this.vault = vault;
        this.audit = audit;
        this.clock = clock;
        this.offices = offices;
        this.destinations = new Destinations(settings.privateNetworks());
        this.overlap = settings.secretOverlap();
        this.plainHttp = environment.acceptsProfiles(Profiles.of("demo & !production"));
    }

    /**
     * Is what a subscription's owner is told, once.
     *
     * @param secret with which messages are signed from now on
     */
    public record Created(Subscription subscription, String secret) {

        /** Leaves the secret out. */
        @Override
        public String toString() {
            return "Created[" + subscription.id() + "]";
        }
    }

    /** Returns all, the oldest first. */
    public List<Subscription> all() {
        return jdbc.sql(SELECT + " order by created_at, id")
                .query(Subscriptions::read)
                .list();
    }

    /** Returns those that a client has made for itself. */
    public List<Subscription> of(String client) {
        return all().stream()
                .filter(it -> it.client().equals(Optional.of(client)))
                .toList();
    }

    /** Returns one. */
    public Optional<Subscription> find(String id) {
        return jdbc.sql(SELECT + " where id = ?")
                .param(id)
                .query(Subscriptions::read)
                .optional();
    }

    /** Returns what this node knows; asks the database the first time only. */
    List<Subscription> remembered() {
        List<Subscription> now = known;
        return now == null ? look() : now;
    }

    /** Looks whether anything has changed. */
    List<Subscription> look() {
        List<Subscription> now = all();
        known = now;
        return now;
    }

    /**
     * Makes one.
     *
     * @param client who makes it for itself; empty for an administrator
     * @param actor by whom it stands in the audit trail
     * @throws WebhookRefused if something is wrong with it
     */
    @Transactional
    public Created create(
            Optional<String> client, String url, Collection<String> events, Collection<String> of, String actor) {
        List<Subscription> now = all();
        if (now.size() >= MOST
                || client.isPresent()
                        && now.stream().filter(it -> it.client().equals(client)).count() >= MOST_OF_A_CLIENT) {
            throw new WebhookRefused("url", "订阅已达上限，请先结束不用的订阅");
        }
        Subscription fresh = new Subscription(
                UUID.randomUUID().toString(),
                client,
                address(url),
                happenings(events),
                places(of),
                State.ACTIVE,
                actor,
                clock.instant(),
                Optional.empty());
        String secret = Signature.newSecret();
        jdbc.sql("""
                        insert into webhook_subscription
                               (id, client_id, url, events, offices, secret, state, created_by, created_at)
                        values (:id, :client, :url, :events, :offices, :secret, :state, :by, :at)
                        """)
                .param("id", fresh.id())
                .param("client", client.orElse(null))
                .param("url", fresh.url().toString())
                .param(
                        "events",
                        fresh.events().stream().map(CaseHappening::wire).collect(Collectors.joining(" ")))
                .param("offices", String.join(" ", fresh.offices()))
                .param("secret", vault.seal(purpose(fresh.id()), secret))
                .param("state", fresh.state().name())
                .param("by", actor)
                .param("at", OffsetDateTime.now(clock))
                .update();
        audit.append(
                AuditTrail.ADMINISTRATION,
                actor,
                "webhook-created",
                fresh.id(),
                fresh.url().toString());
        forgetAfterCommit();
        return new Created(fresh, secret);
    }

    /**
     * Opens the secrets of one, for the moment of signing: the one of now first, then the one before as long as it
     * counts; none if the subscription has ended meanwhile.
     */
    List<String> secretsOf(String id) {
        return jdbc
                .sql("""
                        select secret, case when previous_until > :now then previous_secret end
                          from webhook_subscription where id = :id
                        """)
                .param("now", OffsetDateTime.now(clock))
                .param("id", id)
                .query((row, index) -> Stream.of(row.getString(1), row.getString(2))
                        .filter(Objects::nonNull)
                        .toList())
                .list()
                .stream()
                .flatMap(List::stream)
                .map(stored -> vault.open(purpose(id), stored))
                .toList();
    }

    /**
     * Gives one a new secret; the one of now signs too for a while ({@code renewal.webhooks.secret-overlap}), so that
     * the receiver changes when it likes. One that was changed before within that time counts no more.
     *
     * @return empty if there is none
     */
    @Transactional
    public Optional<Created> renewSecret(String id, String actor) {
        String secret = Signature.newSecret();
        OffsetDateTime until = OffsetDateTime.now(clock).plus(overlap);
        boolean changed = jdbc.sql("""
                                update webhook_subscription
                                   set previous_secret = secret, previous_until = :until, secret = :secret
                                 where id = :id
                                """)
                        .param("until", until)
                        .param("secret", vault.seal(purpose(id), secret))
                        .param("id", id)
                        .update()
                == 1;
        return told(changed, id, "webhook-secret", actor)
                ? find(id).map(it -> new Created(it, secret))
                : Optional.empty();
    }

    /** Removes secrets whose time is over. */
    @Transactional
    public void forgetOldSecrets() {
        jdbc.sql(
                        "update webhook_subscription set previous_secret = null, previous_until = null where previous_until <= ?")
                .param(OffsetDateTime.now(clock))
                .update();
    }

    /**
     * Lets one rest or go on.
     *
     * @return false if there is none
     */
    @Transactional
    public boolean change(String id, State state, String actor) {
        boolean changed = jdbc.sql("update webhook_subscription set state = :state where id = :id")
                        .param("state", state.name())
                        .param("id", id)
                        .update()
                == 1;
        return told(changed, id, "webhook-" + state.name().toLowerCase(Locale.ROOT), actor);
    }

    /**
     * Ends one: its secret goes at once, what wasn't sent isn't sent any more.
     *
     * @return false if there is none
     */
    @Transactional
    public boolean end(String id, String actor) {
        boolean ended = jdbc.sql("delete from webhook_subscription where id = ?")
                        .param(id)
                        .update()
                == 1;
        return told(ended, id, "webhook-ended", actor);
    }

    private boolean told(boolean done, String id, String deed, String actor) {
        if (done) {
            audit.append(AuditTrail.ADMINISTRATION, actor, deed, id, null);
            forgetAfterCommit();
        }
        return done;
    }

    private void forgetAfterCommit() {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                known = null;
            }
        });
    }

    private URI address(String text) {
        URI url;
        try {
            url = new URI(Objects.requireNonNullElse(text, "").strip());
        } catch (URISyntaxException none) {
            throw new WebhookRefused("url", "接收地址不是有效的网址");
        }
        boolean web = "https".equals(url.getScheme()) || plainHttp && "http".equals(url.getScheme());
        if (!web || url.getHost() == null || url.toString().length() > LONGEST_URL) {
            throw new WebhookRefused("url", plainHttp ? "接收地址须是 http 或 https 网址" : "接收地址须是 https 网址");
        }
        if (url.getRawUserInfo() != null || url.getRawFragment() != null) {
            throw new WebhookRefused("url", "接收地址中不能带账号密码或 # 片段");
        }
        String host = url.getHost().replaceAll("^\\[|]$", "");
        Optional<InetAddress> literal = Client.literal(host);
        if (literal.filter(it -> !destinations.mayBeTold(it)).isPresent()) {
            throw new WebhookRefused("url", "接收地址不是公网地址；确需发往内网的，由运维人员在 renewal.webhooks.private-networks 中放开");
        }
        return url;
    }

    private static Set<CaseHappening> happenings(Collection<String> names) {
        EnumSet<CaseHappening> events = EnumSet.noneOf(CaseHappening.class);
        for (String name : names) {
            events.add(CaseHappening.named(name).orElseThrow(() -> new WebhookRefused("events", "没有这种事件")));
        }
        if (events.isEmpty()) {
            throw new WebhookRefused("events", "请至少选择一种事件");
        }
        return events;
    }

    private Set<String> places(Collection<String> codes) {
        Set<String> known = new TreeSet<>();
        for (String code : codes) {
            known.add(offices.withCode(code)
                    .orElseThrow(() -> new WebhookRefused("offices", "没有这个考核发证机关"))
                    .code());
        }
        return known;
    }

    private static String purpose(String id) {
        return "webhook_subscription/" + id;
    }

    private static Subscription read(ResultSet row, int index) throws SQLException {
        return new Subscription(
                row.getString("id"),
                Optional.ofNullable(row.getString("client_id")),
                URI.create(row.getString("url")),
                words(row.getString("events")).stream()
                        .flatMap(name -> CaseHappening.named(name).stream())
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(CaseHappening.class))),
                new TreeSet<>(words(row.getString("offices"))),
                State.valueOf(row.getString("state")),
                row.getString("created_by"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getObject("previous_until", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant));
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split(" ")).filter(word -> !word.isEmpty()).toList();
    }
}
