package org.certrenewal.access.account;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.Tenant;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.identity.IdentityOperationResult;
import org.camunda.bpm.engine.impl.identity.db.DbIdentityServiceProvider;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.camunda.bpm.engine.impl.persistence.entity.GroupEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TenantEntity;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;

/**
 * Changes users, groups and memberships as the engine does, where {@link IdentityRules} let it, and tells
 * {@link IdentityWatch}. Every way leads through here: our pages, Camunda's, REST and code. What a wrong password does
 * to a user's row doesn't, it changes no right.
 */
final class WatchedIdentity extends DbIdentityServiceProvider {

    private final IdentityWatch watch;
    private final Supplier<IdentityRules> rules;

    /** Takes the rules later, as they need the engine. */
    WatchedIdentity(IdentityWatch watch, Supplier<IdentityRules> rules) {
        this.watch = watch;
        this.rules = rules;
    }

    /** Gives the engine such providers. */
    static SessionFactory factory(IdentityWatch watch, Supplier<IdentityRules> rules) {
        return new SessionFactory() {
            @Override
            public Class<?> getSessionType() {
                return WatchedIdentity.class;
            }

            @Override
            public Session openSession() {
                return new WatchedIdentity(watch, rules);
            }
        };
    }

    @Override
    public IdentityOperationResult saveUser(User user) {
        UserEntity entity = (UserEntity) user;
        boolean isNew = entity.getRevision() == 0;
        if (!isNew && entity.hasNewPassword()) {
            rules.get().beforeNewPassword(entity.getId(), person());
        }
        List<String> changed = isNew ? List.of() : watch.changedAttributes(entity);
        IdentityOperationResult result = super.saveUser(user);
        watch.saved(entity, isNew, changed);
        return result;
    }

    @Override
    public IdentityOperationResult deleteUser(String userId) {
        rules.get().beforeDeletion(userId, person());
        IdentityOperationResult result = super.deleteUser(userId);
        if (done(result)) {
            watch.deleted(userId);
        }
        return result;
    }

    @Override
    public IdentityOperationResult unlockUser(String userId) {
        IdentityOperationResult result = super.unlockUser(userId);
        if (done(result)) {
            watch.unlocked(userId);
        }
        return result;
    }

    @Override
    public IdentityOperationResult saveGroup(Group group) {
        boolean isNew = ((GroupEntity) group).getRevision() == 0;
        if (isNew) {
            rules.get().beforeNewGroup(group.getId(), person());
        }
        IdentityOperationResult result = super.saveGroup(group);
        watch.did(isNew ? "group-created" : "group-changed", group.getId());
        return result;
    }

    @Override
    public IdentityOperationResult deleteGroup(String groupId) {
        rules.get().refuseToDelete(groupId);
        IdentityOperationResult result = super.deleteGroup(groupId);
        if (done(result)) {
            watch.groupDeleted(groupId);
        }
        return result;
    }

    @Override
    public IdentityOperationResult createMembership(String userId, String groupId) {
        rules.get().beforeJoining(userId, groupId, person());
        IdentityOperationResult result = super.createMembership(userId, groupId);
        watch.joined(userId, groupId);
        return result;
    }

    @Override
    public IdentityOperationResult deleteMembership(String userId, String groupId) {
        rules.get().beforeLeaving(userId, groupId, person());
        IdentityOperationResult result = super.deleteMembership(userId, groupId);
        if (done(result)) {
            watch.left(userId, groupId);
        }
        return result;
    }

    @Override
    public IdentityOperationResult saveTenant(Tenant tenant) {
        boolean isNew = ((TenantEntity) tenant).getRevision() == 0;
        IdentityOperationResult result = super.saveTenant(tenant);
        watch.did(isNew ? "tenant-created" : "tenant-changed", tenant.getId());
        return result;
    }

    @Override
    public IdentityOperationResult deleteTenant(String tenantId) {
        return told(super.deleteTenant(tenantId), "tenant-deleted", tenantId);
    }

    @Override
    public IdentityOperationResult createTenantUserMembership(String tenantId, String userId) {
        return told(
                super.createTenantUserMembership(tenantId, userId),
                "tenant-member-added",
                tenantId + " user:" + userId);
    }

    @Override
    public IdentityOperationResult createTenantGroupMembership(String tenantId, String groupId) {
        return told(
                super.createTenantGroupMembership(tenantId, groupId),
                "tenant-member-added",
                tenantId + " group:" + groupId);
    }

    @Override
    public IdentityOperationResult deleteTenantUserMembership(String tenantId, String userId) {
        return told(
                super.deleteTenantUserMembership(tenantId, userId),
                "tenant-member-removed",
                tenantId + " user:" + userId);
    }

    @Override
    public IdentityOperationResult deleteTenantGroupMembership(String tenantId, String groupId) {
        return told(
                super.deleteTenantGroupMembership(tenantId, groupId),
                "tenant-member-removed",
                tenantId + " group:" + groupId);
    }

    /** Returns who is logged in to the engine. */
    private Optional<String> person() {
        return Optional.ofNullable(getCommandContext().getAuthenticatedUserId());
    }

    private IdentityOperationResult told(IdentityOperationResult result, String deed, String detail) {
        if (done(result)) {
            watch.did(deed, detail);
        }
        return result;
    }

    private static boolean done(IdentityOperationResult result) {
        return !IdentityOperationResult.OPERATION_NONE.equals(result.getOperation());
    }
}
