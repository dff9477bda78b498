package org.certrenewal.access;

import java.lang.reflect.Field;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.impl.cmd.ClaimTaskCmd;
import org.camunda.bpm.engine.impl.cmd.CompleteTaskCmd;
import org.camunda.bpm.engine.impl.cmd.ResolveTaskCmd;
import org.camunda.bpm.engine.impl.cmd.SubmitStartFormCmd;
import org.camunda.bpm.engine.impl.cmd.SubmitTaskFormCmd;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.form.validator.FormFieldValidationException;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.certrenewal.process.RenewalProcess.Variables;
import org.springframework.util.ReflectionUtils;

/**
 * Refuses, before anything is set, every variable that comes with a start or a completed task, but for
 * {@code direction}; and a claim in somebody else's name. A listener would be too late: variables are set before it is
 * asked.
 */
final class VariableGuard extends CommandInterceptor {

    private static final Map<Class<?>, String> CARRIERS = Map.of(
            CompleteTaskCmd.class, "variables",
            ResolveTaskCmd.class, "variables",
            SubmitTaskFormCmd.class, "properties",
            SubmitStartFormCmd.class, "variables");

    @Override
    public <T> T execute(Command<T> command) {
        CARRIERS.forEach((type, field) -> {
            if (type.isInstance(command)) {
                check(command, type, field);
            }
        });
        if (command instanceof ClaimTaskCmd) {
            checkClaim(command);
        }
        return next.execute(command);
    }

    private static void check(Command<?> command, Class<?> type, String field) {
        Object variables = read(command, type, field);
        if (variables == null) {
            return;
        }
        Set<?> names = ((Map<?, ?>) variables).keySet();
        boolean start = type == SubmitStartFormCmd.class;
        for (Object name : names) {
            if (start || !Variables.DIRECTION.equals(name)) {
                throw new FormFieldValidationException(name, "不能随任务提交变量“" + name + "”，表单内容请通过表单保存");
            }
        }
    }

    private static void checkClaim(Command<?> command) {
        Authentication authentication = currentAuthentication();
        Object user = read(command, ClaimTaskCmd.class, "userId");
        if (authentication != null && user != null && !user.equals(authentication.getUserId())) {
            throw new BadUserRequestException("不能替他人领取任务");
        }
    }

    private static Authentication currentAuthentication() {
        return Context.getProcessEngineConfiguration() == null
                ? null
                : Context.getProcessEngineConfiguration().getIdentityService().getCurrentAuthentication();
    }

    private static Object read(Object target, Class<?> type, String name) {
        Field field = ReflectionUtils.findField(type, name);
        ReflectionUtils.makeAccessible(field);
        return ReflectionUtils.getField(field, target);
    }
}
