package org.certrenewal.access;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.identity.IdentityOperationResult;
import org.camunda.bpm.engine.impl.identity.db.DbIdentityServiceProvider;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.camunda.bpm.engine.impl.persistence.entity.GroupEntity;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;

/**
 * Asks {@link StaffRules} before users, groups and memberships change. Every path of the engine ends here, inside its
 * transaction: Camunda's own pages and REST, our services, commands within commands. A listener for it isn't to be had.
 */
final class StaffIdentity extends DbIdentityServiceProvider {

    private final StaffRules rules;

    private StaffIdentity(StaffRules rules) {
        this.rules = rules;
    }

    /** Opens one for each command; the rules are asked for late, as they need the engine. */
    record Factory(Supplier<StaffRules> rules) implements SessionFactory {

        @Override
        public Class<?> getSessionType() {
            return StaffIdentity.class;
        }

        @Override
        public Session openSession() {
            return new StaffIdentity(rules.get());
        }
    }

    @Override
    public IdentityOperationResult saveGroup(Group group) {
        if (group instanceof GroupEntity entity && entity.getRevision() == 0) {
            rules.refuseUnknown(group.getId());
        }
        return super.saveGroup(group);
    }

    @Override
    public IdentityOperationResult deleteGroup(String groupId) {
        rules.refuseToDelete(groupId);
        return super.deleteGroup(groupId);
    }

    @Override
    public IdentityOperationResult createMembership(String userId, String groupId) {
        rules.beforeJoining(userId, groupId, person());
        return super.createMembership(userId, groupId);
    }

    @Override
    public IdentityOperationResult deleteMembership(String userId, String groupId) {
        rules.beforeLeaving(userId, groupId, person());
        return super.deleteMembership(userId, groupId);
    }

    @Override
    public IdentityOperationResult deleteUser(String userId) {
        rules.beforeDeletion(userId, person());
        return super.deleteUser(userId);
    }

    /** Only afterwards it shows whether the password is another one; a refusal undoes it. */
    @Override
    public IdentityOperationResult saveUser(User user) {
        boolean fresh = user instanceof UserEntity entity && entity.getRevision() == 0;
        String before = user.getPassword();
        IdentityOperationResult result = super.saveUser(user);
        if (!fresh && !Objects.equals(before, user.getPassword())) {
            rules.afterNewPassword(user.getId(), person());
        }
        return result;
    }

    /** Returns who is logged in; nobody where the service works in its own name. */
    private static Optional<String> person() {
        return Optional.ofNullable(Context.getProcessEngineConfiguration()
                        .getIdentityService()
                        .getCurrentAuthentication())
                .map(Authentication::getUserId);
    }
}
