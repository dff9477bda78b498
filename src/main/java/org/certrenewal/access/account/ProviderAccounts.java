package org.certrenewal.access.account;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Is the collection of what binds accounts to the subjects of OpenID providers. */
@Repository
public class ProviderAccounts {

    private final JdbcClient jdbc;
    private final AccountTrail trail;
    private final Clock clock;

    ProviderAccounts(JdbcClient jdbc, AccountTrail trail, Clock clock) {
        this.jdbc = jdbc;
        this.trail = trail;
        this.clock = clock;
    }

    /** Returns the account of a subject. */
    public Optional<String> withSubject(String subjectKey) {
        return jdbc.sql("select user_id from provider_account where subject_key = ?")
                .param(subjectKey)
                .query(String.class)
                .optional();
    }

    /** Tells whether an account's person logs in by a provider. */
    public boolean isBound(String user) {
        return !jdbc.sql("select subject_key from provider_account where user_id = ?")
                .param(user)
                .query(String.class)
                .list()
                .isEmpty();
    }

    /**
     * Binds an account for good.
     *
     * @param holderKey the digest of an applicant's identity number
     * @throws org.springframework.dao.DuplicateKeyException if the subject, or the number, has an account
     */
    public void bind(String subjectKey, String user, String provider, Optional<String> holderKey) {
        jdbc.sql(
                        "insert into provider_account (subject_key, user_id, provider, bound_at, holder_key) values (?, ?, ?, ?, ?)")
                .params(subjectKey, user, provider, OffsetDateTime.now(clock), holderKey.orElse(null))
                .update();
        trail.of(user, AccountTrail.SYSTEM, "account-bound", provider, null);
    }

    /** Records what a provider has changed about an account's own data. */
    public void changed(String user, String what) {
        trail.of(user, AccountTrail.SYSTEM, "changed-by-provider", what, null);
    }

    /** Records a role that a provider has given, taken away, or wanted in vain. */
    public void role(String provider, String deed, String user, String group) {
        trail.administration("provider:" + provider, deed, user + " " + group);
    }
}
