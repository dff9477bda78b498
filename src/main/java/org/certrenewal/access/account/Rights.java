package org.certrenewal.access.account;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.certrenewal.casefile.Sha256;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Tells how an account stands now. What was read is good for some seconds, if nothing changes: a change on this node is
 * forgotten at once, after its commit; one on another node is told by a number in the database that is looked at every
 * few seconds, by the first request that comes then. So a request costs no statement of its own.
 */
@Component
public class Rights {

    private static final int MOST = 20_000;
    private static final int LONGEST_ID = 64;

    private static final String SELECT = """
            select u.PWD_, u.LOCK_EXP_TIME_, a.must_change, m.GROUP_ID_
              from ACT_ID_USER u
              left join ACT_ID_MEMBERSHIP m on m.USER_ID_ = u.ID_
              left join account a on a.user_id = u.ID_
             where u.ID_ = :user
            """;

    private final JdbcClient jdbc;
    private final Duration keep;
    private final Duration look;
    private final InstantSource time;

    private final Map<String, Kept> kept = new ConcurrentHashMap<>();
    private final AtomicLong generation = new AtomicLong();
    private final AtomicLong grants = new AtomicLong();
    private final AtomicReference<Instant> nextLook = new AtomicReference<>(Instant.EPOCH);
    private volatile long seen = -1;

    private record Kept(Standing standing, Instant until) {}

    private record Row(String password, Instant lockedUntil, boolean mustChange, String group) {}

    @Autowired
    Rights(
            JdbcClient jdbc,
            @Value("${renewal.rights.keep:PT5S}") Duration keep,
            @Value("${renewal.rights.look:PT2S}") Duration look) {
        this(jdbc, keep, look, InstantSource.system());
    }

    Rights(JdbcClient jdbc, Duration keep, Duration look, InstantSource time) {
        this.jdbc = jdbc;
        this.keep = keep;
        this.look = look;
        this.time = time;
    }

    /** Tells how an account stands; empty if there is none. */
    public Optional<Standing> of(String user) {
        lookWhetherAnotherNodeChangedAnything();
        Kept known = kept.get(user);
        Instant now = time.instant();
        if (known != null && now.isBefore(known.until())) {
            return Optional.of(known.standing());
        }
        return now(user);
    }

    /** Keeps what was read, unless something changed meanwhile: it may have been read before. */
    private synchronized void keep(Standing standing, long before, Instant now) {
        if (kept.size() >= MOST) {
            kept.clear();
        }
        if (generation.get() == before) {
            kept.put(standing.userId(), new Kept(standing, now.plus(keep)));
        }
    }

    /**
     * Asks the database, and keeps what it says: whoever logs in with a group of a moment ago mustn't be told at the
     * next request that it is gone.
     */
    public Optional<Standing> now(String user) {
        long before = generation.get();
        Optional<Standing> standing = read(user);
        standing.ifPresent(fresh -> keep(fresh, before, time.instant()));
        return standing;
    }

    /** Asks for all but what no account can be called. */
    private Optional<Standing> read(String user) {
        if (user.length() > LONGEST_ID || user.indexOf(0) >= 0) {
            return Optional.empty();
        }
        Set<String> groups = new HashSet<>();
        Standing standing = null;
        for (Row row : jdbc.sql(SELECT)
                .param("user", user)
                .query((columns, index) -> new Row(
                        columns.getString(1),
                        instant(columns.getTimestamp(2)),
                        columns.getBoolean(3),
                        columns.getString(4)))
                .list()) {
            if (row.group() != null) {
                groups.add(row.group());
            }
            standing = new Standing(
                    user, version(row.password()), row.mustChange(), row.lockedUntil(), Set.copyOf(groups));
        }
        return Optional.ofNullable(standing);
    }

    private static Instant instant(Timestamp at) {
        return at == null ? null : at.toInstant();
    }

    /** Makes of a password's hash what may lie in a session. */
    static String version(String hash) {
        return Sha256.of("password-version", String.valueOf(hash));
    }

    private void lookWhetherAnotherNodeChangedAnything() {
        Instant now = time.instant();
        Instant due = nextLook.get();
        if (now.isBefore(due) || !nextLook.compareAndSet(due, now.plus(look))) {
            return;
        }
        try {
            long version = jdbc.sql("select version from rights_version")
                    .query(Long.class)
                    .single();
            if (version != seen) {
                seen = version;
                forgetAll();
            }
        } catch (RuntimeException unknown) {
            nextLook.set(due);
            throw unknown;
        }
    }

    /** Changes whenever what groups or anybody may do may have changed, beyond who is in which group. */
    long grants() {
        return grants.get();
    }

    /** Tells the other nodes, in the transaction of the change. */
    void announce() {
        jdbc.sql("update rights_version set version = version + 1").update();
    }

    /** Forgets what was read about some, after the commit. */
    synchronized void forget(Collection<String> users) {
        generation.incrementAndGet();
        users.forEach(kept::remove);
    }

    /** Forgets what was read about anybody, after the commit. */
    synchronized void forgetAll() {
        generation.incrementAndGet();
        grants.incrementAndGet();
        kept.clear();
    }
}
