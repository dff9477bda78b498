package org.certrenewal.access;

import java.lang.reflect.Field;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.impl.ProcessInstantiationBuilderImpl;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cmd.AbstractExecuteFilterCmd;
import org.camunda.bpm.engine.impl.cmd.ClaimTaskCmd;
import org.camunda.bpm.engine.impl.cmd.CompleteTaskCmd;
import org.camunda.bpm.engine.impl.cmd.ResolveTaskCmd;
import org.camunda.bpm.engine.impl.cmd.SaveAuthorizationCmd;
import org.camunda.bpm.engine.impl.cmd.SaveFilterCmd;
import org.camunda.bpm.engine.impl.cmd.StartProcessInstanceCmd;
import org.camunda.bpm.engine.impl.cmd.SubmitStartFormCmd;
import org.camunda.bpm.engine.impl.cmd.SubmitTaskFormCmd;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.db.DbEntity;
import org.camunda.bpm.engine.impl.form.validator.FormFieldValidationException;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.bpm.engine.impl.persistence.entity.FilterEntity;
import org.certrenewal.audit.AuditTrail;
import org.certrenewal.process.OneGo;
import org.certrenewal.process.RenewalProcess.Variables;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.ReflectionUtils;

/**
 * Stands before every command that somebody gives to the engine who is logged in, whichever way it came: only commands
 * that {@code access/commands.yaml} lists for the person's roles pass. Refuses as well, before anything is set, every
 * variable that comes with a start or a completed task but for {@code direction}, and a claim in somebody else's name;
 * a listener would be too late, variables are set before it is asked.
 */
final class CommandGuard extends CommandInterceptor {

    private static final Logger log = LoggerFactory.getLogger(CommandGuard.class);

    private static final Map<Class<?>, String> CARRIERS = Map.of(
            CompleteTaskCmd.class, "variables",
            ResolveTaskCmd.class, "variables",
            SubmitTaskFormCmd.class, "properties",
            SubmitStartFormCmd.class, "variables");

    /** What a filter's expressions may say; anything else could reach any bean or class. */
    private static final Set<String> EXPRESSIONS = Set.of(
            "${currentUser()}",
            "${currentUserGroups()}",
            "${now()}",
            "${dateTime()}",
            "${dateTime().plusDays(3)}",
            "${dateTime().plusDays(1)}",
            "${dateTime().plusWeeks(1)}");

    private static final Pattern READING = Pattern.compile(
            "(Get|Is|ExecuteFilter|AuthorizationCheck|Metrics|QueryService|CreateGroupQuery|CreateTenantQuery"
                    + "|CreateUserQuery|CheckPassword).*|.*Query(Impl|Cmd)|TaskCountByCandidateGroupCmd");

    /** What a command says about whom or what it concerns; ids only, never names or passwords. */
    private static final List<String> NAMED_BY = List.of(
            "userId",
            "groupId",
            "processInstanceId",
            "jobId",
            "jobDefinitionId",
            "processDefinitionId",
            "authorizationId",
            "filterId",
            "incidentId",
            "user",
            "group",
            "authorization",
            "filter");

    private final ProcessEngineConfigurationImpl configuration;
    private final Map<List<String>, Set<String>> allowed = new ConcurrentHashMap<>();
    private final AllowList list = AllowList.read("commands");
    private final AuditTrail audit;
    private final Supplier<StaffRules> staff;
    private final Supplier<CaseShield> shield;

    /** Takes what needs the engine itself later. */
    CommandGuard(
            ProcessEngineConfigurationImpl configuration,
            AuditTrail audit,
            Supplier<StaffRules> staff,
            Supplier<CaseShield> shield) {
        this.configuration = configuration;
        this.audit = audit;
        this.staff = staff;
        this.shield = shield;
    }

    @Override
    public <T> T execute(Command<T> command) {
        Authentication person = person();
        if (person != null) {
            check(command, person);
            if (person.getGroupIds() != null && person.getGroupIds().contains(Role.ADMIN.group())) {
                record(command, person.getUserId());
            }
        }
        refuseVariables(command);
        try {
            return OneGo.within(() -> next.execute(command));
        } catch (ProcessEngineException e) {
            throw refusalIn(e);
        }
    }

    /** A refusal that comes out of a listener is packed into a failure of the engine; the person did wrong, not we. */
    private static RuntimeException refusalIn(ProcessEngineException failure) {
        Throwable cause = failure.getCause();
        if (cause instanceof AuthorizationException
                || cause instanceof BadUserRequestException
                || cause instanceof FormFieldValidationException) {
            return (ProcessEngineException) cause;
        }
        return failure;
    }

    /** Returns who gives the command; nobody, where it is the work of a command that has passed already. */
    private Authentication person() {
        return (Context.getCommandContext() == null || OneGo.isFirstHand())
                        && configuration.getIdentityService() != null
                ? configuration.getIdentityService().getCurrentAuthentication()
                : null;
    }

    private void check(Command<?> command, Authentication person) {
        String name = command.getClass().getSimpleName();
        List<String> groups = person.getGroupIds() == null ? List.of() : person.getGroupIds();
        if (!allowed(groups).contains(name)) {
            log.warn("command {} refused to {}", name, person.getUserId());
            throw new NotAllowed();
        }
        if (command instanceof ClaimTaskCmd
                && !person.getUserId().equals(read(command, ClaimTaskCmd.class, "userId"))) {
            log.warn("claim in another's name refused to {}", person.getUserId());
            throw new BadUserRequestException("不能替他人领取任务");
        }
        if (command instanceof StartProcessInstanceCmd) {
            checkStart((ProcessInstantiationBuilderImpl)
                    read(command, StartProcessInstanceCmd.class, "instantiationBuilder"));
        }
        if (command instanceof SubmitStartFormCmd && read(command, SubmitStartFormCmd.class, "businessKey") != null) {
            throw new BadUserRequestException("办件编号由系统生成，不能指定");
        }
        shield.get().check(command);
        if (command instanceof SaveAuthorizationCmd) {
            staff.get().refuseTasksToAdministrators((Authorization)
                    read(command, SaveAuthorizationCmd.class, "authorization"));
        }
        if (command instanceof SaveFilterCmd) {
            checkExpressions(((FilterEntity) read(command, SaveFilterCmd.class, "filter")).getQuery(), person);
        }
        if (command instanceof AbstractExecuteFilterCmd) {
            checkExpressions(read(command, AbstractExecuteFilterCmd.class, "extendingQuery"), person);
        }
        if (command instanceof TaskQueryImpl) {
            checkExpressions(command, person);
        }
    }

    /** Records before it is done, so that nothing is done without a record. Reading is no act. */
    private void record(Command<?> command, String administrator) {
        String name = command.getClass().getSimpleName();
        if (READING.matcher(name).matches()) {
            return;
        }
        StringBuilder detail = new StringBuilder(name);
        for (String field : NAMED_BY) {
            String id = id(command, field);
            if (id != null) {
                detail.append(' ').append(id);
            }
            if (id != null && field.equals("processInstanceId")) {
                audit.appendToInstance(id, administrator, name);
            }
        }
        audit.append(AuditTrail.ADMINISTRATION, administrator, "command", detail.toString(), null);
    }

    private static String id(Command<?> command, String name) {
        Field field = ReflectionUtils.findField(command.getClass(), name);
        if (field == null) {
            return null;
        }
        ReflectionUtils.makeAccessible(field);
        Object value = ReflectionUtils.getField(field, command);
        if (value instanceof DbEntity entity) {
            return entity.getId();
        }
        return value instanceof String id ? id : null;
    }

    private Set<String> allowed(List<String> groups) {
        return allowed.computeIfAbsent(List.copyOf(groups), these -> {
            Set<String> names = new HashSet<>(list.common());
            names.addAll(list.of(Role.of(these)));
            return names;
        });
    }

    private static void checkStart(ProcessInstantiationBuilderImpl start) {
        if (start.getBusinessKey() != null || start.getCaseInstanceId() != null) {
            throw new BadUserRequestException("办件编号由系统生成，不能指定");
        }
        refuseVariables(
                start.getVariables() == null ? Set.of() : start.getVariables().keySet(), true);
    }

    private void refuseVariables(Command<?> command) {
        CARRIERS.forEach((type, field) -> {
            if (type.isInstance(command) && read(command, type, field) instanceof Map<?, ?> variables) {
                refuseVariables(variables.keySet(), type == SubmitStartFormCmd.class);
            }
        });
    }

    private static void refuseVariables(Collection<?> names, boolean start) {
        for (Object name : names) {
            if (start || !Variables.DIRECTION.equals(name)) {
                throw new FormFieldValidationException(name, "不能随任务提交变量“" + name + "”，表单内容请通过表单保存");
            }
        }
    }

    private static void checkExpressions(Object query, Authentication person) {
        if (query instanceof TaskQueryImpl tasks) {
            tasks.getExpressions().values().stream()
                    .filter(expression -> !EXPRESSIONS.contains(expression))
                    .findFirst()
                    .ifPresent(expression -> {
                        log.warn("an expression in a list of tasks refused to {}", person.getUserId());
                        throw new BadUserRequestException("任务列表中不能使用这个表达式");
                    });
            tasks.getQueries().stream().filter(part -> part != tasks).forEach(part -> checkExpressions(part, person));
        }
    }

    private static Object read(Object target, Class<?> type, String name) {
        Field field = ReflectionUtils.findField(type, name);
        ReflectionUtils.makeAccessible(field);
        return ReflectionUtils.getField(field, target);
    }
}
