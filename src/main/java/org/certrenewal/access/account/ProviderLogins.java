package org.certrenewal.access.account;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionAspectSupport;

/**
 * Is the collection of log-ins by OpenID providers. A session begun by one goes on as long as its log-in does; each
 * node asks the database again every few seconds, so that an end counts on all. Time is the machine's, as of sessions.
 */
@Repository
public class ProviderLogins {

    /** Longer than any session lasts. */
    private static final Duration KEPT = Duration.ofDays(31);

    private static final Duration TOKENS_KEPT = Duration.ofDays(1);
    private static final int MOST = 20_000;

    private final JdbcClient jdbc;
    private final AccountTrail trail;
    private final Duration keep;
    private final InstantSource time = InstantSource.system();
    private final Map<String, Kept> kept = new ConcurrentHashMap<>();

    private record Kept(Optional<Ended> end, Instant until) {}

    ProviderLogins(JdbcClient jdbc, AccountTrail trail, @Value("${renewal.rights.keep:PT5S}") Duration keep) {
        this.jdbc = jdbc;
        this.trail = trail;
        this.keep = keep;
    }

    /** Begins one. */
    public void begin(String id, String user, String provider, String subjectKey, Optional<String> sessionKey) {
        jdbc.sql("""
                        insert into provider_login (id, user_id, provider, subject_key, session_key, begun_at)
                        values (?, ?, ?, ?, ?, ?)
                        """)
                .params(id, user, provider, subjectKey, sessionKey.orElse(null), now())
                .update();
    }

    /** Says why a log-in is over; empty as long as it goes on. */
    Optional<Ended> whyOver(String id) {
        Kept known = kept.get(id);
        if (known != null && time.instant().isBefore(known.until())) {
            return known.end();
        }
        Optional<Ended> end = jdbc.sql("select coalesce(ending, '') from provider_login where id = ?")
                .param(id)
                .query(String.class)
                .optional()
                .map(ending -> ending.isEmpty() ? Optional.<Ended>empty() : Optional.of(Ended.valueOf(ending)))
                .orElse(Optional.of(Ended.PROVIDER));
        if (kept.size() >= MOST) {
            kept.clear();
        }
        kept.put(id, new Kept(end, time.instant().plus(keep)));
        return end;
    }

    /** Ends one, for the reason given, unless it is over. */
    public void end(String id, Ended why) {
        List<String> user = jdbc.sql("select user_id from provider_login where id = ? and ended_at is null")
                .param(id)
                .query(String.class)
                .list();
        int ended = jdbc.sql("update provider_login set ended_at = ?, ending = ? where id = ? and ended_at is null")
                .params(now(), why.name(), id)
                .update();
        kept.put(id, new Kept(Optional.of(why), time.instant().plus(keep)));
        if (ended == 1 && why != Ended.LOGGED_OUT) {
            user.forEach(one -> trail.of(one, AccountTrail.SYSTEM, "provider-ended", why.code(), null));
        }
    }

    /**
     * Ends those that a log-out token names (OpenID Connect Back-Channel Logout 1.0, section 2.6): of a session, if it
     * names one, else all of the subject. A token counts once; one that couldn't be obeyed may come again.
     *
     * @return false if the token was seen before
     */
    @Transactional
    public boolean endAll(String tokenKey, Optional<String> subjectKey, Optional<String> sessionKey) {
        try {
            jdbc.sql("insert into spent_token (token_key, seen_at) values (?, ?)")
                    .params(tokenKey, now())
                    .update();
        } catch (DuplicateKeyException seen) {
            TransactionAspectSupport.currentTransactionStatus().setRollbackOnly();
            return false;
        }
        List<String> ids = sessionKey.isPresent()
                ? going("session_key", sessionKey.get(), subjectKey)
                : going("subject_key", subjectKey.orElseThrow(), Optional.empty());
        ids.forEach(id -> end(id, Ended.PROVIDER));
        return true;
    }

    private List<String> going(String column, String key, Optional<String> subjectKey) {
        return jdbc
                .sql("select id, subject_key from provider_login where ended_at is null and " + column + " = ?")
                .param(key)
                .query((row, index) -> new String[] {row.getString(1), row.getString(2)})
                .list()
                .stream()
                .filter(row -> subjectKey.isEmpty() || subjectKey.get().equals(row[1]))
                .map(row -> row[0])
                .toList();
    }

    /** Removes what is long over. */
    public void sweep() {
        jdbc.sql("delete from provider_login where begun_at < ?")
                .param(now().minus(KEPT))
                .update();
        jdbc.sql("delete from spent_token where seen_at < ?")
                .param(now().minus(TOKENS_KEPT))
                .update();
    }

    private OffsetDateTime now() {
        return time.instant().atOffset(ZoneOffset.UTC);
    }
}
