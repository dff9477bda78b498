package org.certrenewal.access.account;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Hears what changes in users, groups and grants, in the transaction of the change: records it, tells the other nodes,
 * and has this one forget after the commit what it knew.
 */
@Component
class IdentityWatch {

    private final JdbcClient jdbc;
    private final Rights rights;
    private final AccountTrail trail;
    private final LiveLogin logins;

    /** Whether what happens is worth a record: all but the demonstration's own filling of the database. */
    private volatile boolean records;

    IdentityWatch(JdbcClient jdbc, Rights rights, AccountTrail trail, LiveLogin logins, Environment environment) {
        this.records = !environment.acceptsProfiles(Profiles.of("demo"));
        this.jdbc = jdbc;
        this.rights = rights;
        this.trail = trail;
        this.logins = logins;
    }

    /** The database is filled by now. */
    @EventListener(ContextRefreshedEvent.class)
    void begin() {
        records = true;
    }

    private void record(String deed, String detail) {
        if (records) {
            trail.administration(Actor.now(), deed, detail);
        }
    }

    /** Gathers what changes in one transaction. */
    private final class Changes implements TransactionSynchronization {

        private final Set<String> users = new HashSet<>();
        private final List<Runnable> atLast = new ArrayList<>();
        private final List<Runnable> afterwards = new ArrayList<>();
        private boolean anybody;

        private IdentityWatch watch() {
            return IdentityWatch.this;
        }

        /** Before the audit trail's, always: two changes at once wait for each other in one order. */
        @Override
        public int getOrder() {
            return Ordered.LOWEST_PRECEDENCE - 1;
        }

        /** The engine has sent its own statements by now. */
        @Override
        public void beforeCommit(boolean readOnly) {
            atLast.forEach(Runnable::run);
            rights.announce();
        }

        @Override
        public void afterCommit() {
            if (anybody) {
                rights.forgetAll();
            } else {
                rights.forget(users);
            }
            afterwards.forEach(Runnable::run);
        }
    }

    private Changes changes() {
        return TransactionSynchronizationManager.getSynchronizations().stream()
                .filter(Changes.class::isInstance)
                .map(Changes.class::cast)
                .filter(changes -> changes.watch() == this)
                .findFirst()
                .orElseGet(() -> {
                    Changes fresh = new Changes();
                    TransactionSynchronizationManager.registerSynchronization(fresh);
                    return fresh;
                });
    }

    private record Names(String first, String last, String email) {}

    /** Compares with what is in the database. */
    List<String> changedAttributes(UserEntity user) {
        Names before = jdbc.sql("select FIRST_, LAST_, EMAIL_ from ACT_ID_USER where ID_ = :user")
                .param("user", user.getId())
                .query((row, index) -> new Names(row.getString(1), row.getString(2), row.getString(3)))
                .optional()
                .orElse(new Names(null, null, null));
        List<String> changed = new ArrayList<>();
        if (!Objects.equals(before.first(), user.getFirstName())) {
            changed.add("first-name");
        }
        if (!Objects.equals(before.last(), user.getLastName())) {
            changed.add("last-name");
        }
        if (!Objects.equals(before.email(), user.getEmail())) {
            changed.add("email");
        }
        if (user.hasNewPassword()) {
            changed.add("password");
        }
        return changed;
    }

    /**
     * Whoever didn't set the password must change it; a password without anybody behind it is the service's own doing.
     */
    void saved(UserEntity user, boolean isNew, List<String> changed) {
        String actor = Actor.now();
        String id = user.getId();
        changes().users.add(id);
        if (isNew) {
            record("user-created", id);
        } else if (!changed.isEmpty()) {
            record("user-changed", id + " " + String.join(",", changed));
        }
        if (!user.hasNewPassword()) {
            return;
        }
        boolean own = actor.equals(id);
        mustChange(id, !own && !actor.equals(AccountTrail.SYSTEM));
        if (!isNew) {
            trail.of(id, actor, "password-changed", own ? "own" : "", null);
        }
        if (own) {
            String version = Rights.version(user.getPassword());
            changes().afterwards.add(() -> logins.keepsItsSession(id, version));
        }
    }

    void mustChange(String user, boolean must) {
        int known = jdbc.sql("update account set must_change = :must where user_id = :user")
                .param("must", must)
                .param("user", user)
                .update();
        if (known == 0 && must) {
            jdbc.sql("insert into account (user_id, must_change) values (:user, true)")
                    .param("user", user)
                    .update();
        }
    }

    /** Takes the account's grants along: else whoever gets the same id one day would have them. */
    void deleted(String user) {
        record("user-deleted", user);
        Changes changes = changes();
        changes.users.add(user);
        changes.atLast.add(() -> {
            run("delete from ACT_RU_AUTHORIZATION where USER_ID_ = :id", user);
            run("delete from account where user_id = :id", user);
            run("delete from provider_account where user_id = :id", user);
        });
    }

    void unlocked(String user) {
        record("user-unlocked", user);
        changes().users.add(user);
    }

    void joined(String user, String group) {
        record("member-added", user + " " + group);
        changes().users.add(user);
    }

    /** Takes along what the engine has granted to the person on the group's tasks, as to who has claimed one. */
    void left(String user, String group) {
        record("member-removed", user + " " + group);
        Changes changes = changes();
        changes.users.add(user);
        changes.atLast.add(() -> jdbc.sql("""
                        delete from ACT_RU_AUTHORIZATION
                         where USER_ID_ = :user and RESOURCE_TYPE_ = :task
                           and RESOURCE_ID_ in (select TASK_ID_ from ACT_RU_IDENTITYLINK where GROUP_ID_ = :group)
                        """)
                .param("user", user)
                .param("task", Resources.TASK.resourceType())
                .param("group", group)
                .update());
    }

    /** Takes the group's grants along: else a group of the same name would have them. */
    void groupDeleted(String group) {
        record("group-deleted", group);
        Changes changes = changes();
        changes.anybody = true;
        changes.atLast.add(() -> run("delete from ACT_RU_AUTHORIZATION where GROUP_ID_ = :id", group));
    }

    private void run(String sql, String id) {
        jdbc.sql(sql).params(Map.of("id", id)).update();
    }

    /** Records what changes nobody's standing. */
    void did(String deed, String detail) {
        record(deed, detail);
    }

    /** Returns a grant as it was before the transaction; empty if it is new. */
    Optional<Grant> grant(String id) {
        return jdbc.sql("""
                        select TYPE_, RESOURCE_TYPE_, RESOURCE_ID_, USER_ID_, GROUP_ID_, PERMS_
                          from ACT_RU_AUTHORIZATION where ID_ = :id
                        """)
                .param("id", id)
                .query((row, index) -> new Grant(
                        row.getInt(1),
                        row.getInt(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getInt(6)))
                .optional();
    }

    /** Records a change of what a user or group may; what the web applications keep about it is forgotten. */
    void granted(String deed, List<String> details) {
        details.forEach(detail -> record(deed, detail));
        changes().anybody = true;
    }
}
