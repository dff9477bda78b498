package org.certrenewal.access;

import java.lang.reflect.Field;
import java.util.Optional;
import java.util.function.Supplier;
import org.camunda.bpm.engine.impl.cmd.CreateMembershipCmd;
import org.camunda.bpm.engine.impl.cmd.DeleteGroupCmd;
import org.camunda.bpm.engine.impl.cmd.DeleteMembershipCmd;
import org.camunda.bpm.engine.impl.cmd.DeleteUserCmd;
import org.camunda.bpm.engine.impl.cmd.SaveGroupCmd;
import org.camunda.bpm.engine.impl.cmd.SaveUserCmd;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.bpm.engine.impl.persistence.entity.GroupEntity;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;
import org.springframework.util.ReflectionUtils;

/**
 * Asks {@link StaffRules} before users, groups and memberships change. Stands behind the beginning of the transaction,
 * so that what follows from a change comes or goes with it; every path leads through here: Camunda's own pages and
 * REST, our services, commands within commands.
 */
final class StaffGuard extends CommandInterceptor {

    private final Supplier<StaffRules> rules;

    /** Takes the rules later, as they need the engine. */
    StaffGuard(Supplier<StaffRules> rules) {
        this.rules = rules;
    }

    @Override
    public <T> T execute(Command<T> command) {
        String user = text(command, "userId");
        String group = text(command, "groupId");
        if (command instanceof CreateMembershipCmd && user != null && group != null) {
            rules.get().beforeJoining(user, group, person());
        } else if (command instanceof DeleteMembershipCmd && user != null && group != null) {
            rules.get().beforeLeaving(user, group, person());
        } else if (command instanceof DeleteUserCmd && user != null) {
            rules.get().beforeDeletion(user, person());
        } else if (command instanceof DeleteGroupCmd && group != null) {
            rules.get().refuseToDelete(group);
        } else if (command instanceof SaveGroupCmd
                && read(command, "group") instanceof GroupEntity entity
                && entity.getRevision() == 0) {
            rules.get().beforeNewGroup(entity.getId(), person());
        } else if (command instanceof SaveUserCmd
                && read(command, "user") instanceof UserEntity entity
                && entity.getRevision() != 0
                && entity.hasNewPassword()) {
            rules.get().beforeNewPassword(entity.getId(), person());
        }
        return next.execute(command);
    }

    /** Returns who is logged in; nobody where the service works in its own name. */
    private static Optional<String> person() {
        return Optional.ofNullable(Context.getProcessEngineConfiguration()
                        .getIdentityService()
                        .getCurrentAuthentication())
                .map(Authentication::getUserId);
    }

    private static String text(Command<?> command, String name) {
        return command instanceof CreateMembershipCmd
                        || command instanceof DeleteMembershipCmd
                        || command instanceof DeleteUserCmd
                        || command instanceof DeleteGroupCmd
                ? (String) read(command, name)
                : null;
    }

    private static Object read(Command<?> command, String name) {
        Field field = ReflectionUtils.findField(command.getClass(), name);
        if (field == null) {
            return null;
        }
        ReflectionUtils.makeAccessible(field);
        return ReflectionUtils.getField(field, command);
    }
}
