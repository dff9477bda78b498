package org.certrenewal.access.account;

import java.lang.reflect.Field;
import java.util.Optional;
import org.camunda.bpm.engine.impl.cmd.DeleteAuthorizationCmd;
import org.camunda.bpm.engine.impl.cmd.SaveAuthorizationCmd;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationEntity;
import org.springframework.util.ReflectionUtils;

/**
 * Tells what was granted, changed or taken away, to whom, in the transaction in which it is done. What the engine
 * grants by itself, as who may see a task, is nobody's act and passes by.
 */
final class GrantWatch extends CommandInterceptor {

    private final IdentityWatch watch;

    GrantWatch(IdentityWatch watch) {
        this.watch = watch;
    }

    @Override
    public <T> T execute(Command<T> command) {
        if (command instanceof SaveAuthorizationCmd) {
            AuthorizationEntity grant = (AuthorizationEntity) read(command, "authorization");
            Optional<Grant> before = watch.grant(grant.getId());
            T result = next.execute(command);
            Grant after = new Grant(
                    grant.getAuthorizationType(),
                    grant.getResourceType(),
                    grant.getResourceId(),
                    grant.getUserId(),
                    grant.getGroupId(),
                    grant.getPermissions());
            watch.granted(before.isPresent() ? "grant-changed" : "granted", Grant.change(before, Optional.of(after)));
            return result;
        }
        if (command instanceof DeleteAuthorizationCmd) {
            Optional<Grant> before = watch.grant((String) read(command, "authorizationId"));
            T result = next.execute(command);
            watch.granted("grant-removed", Grant.change(before, Optional.empty()));
            return result;
        }
        return next.execute(command);
    }

    private static Object read(Command<?> command, String name) {
        Field field = ReflectionUtils.findField(command.getClass(), name);
        ReflectionUtils.makeAccessible(field);
        return ReflectionUtils.getField(field, command);
    }
}
