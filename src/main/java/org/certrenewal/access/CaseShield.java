package org.certrenewal.access;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.impl.cmd.AbstractDeleteProcessInstanceCmd;
import org.camunda.bpm.engine.impl.cmd.AbstractSetJobsRetriesBatchCmd;
import org.camunda.bpm.engine.impl.cmd.SetJobRetriesCmd;
import org.camunda.bpm.engine.impl.cmd.SuspendJobCmd;
import org.camunda.bpm.engine.impl.cmd.SuspendJobDefinitionCmd;
import org.camunda.bpm.engine.impl.cmd.SuspendProcessDefinitionCmd;
import org.camunda.bpm.engine.impl.cmd.SuspendProcessInstanceCmd;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.certrenewal.process.ActProcess;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.util.ReflectionUtils;

/**
 * Keeps what has been submitted from being ended, stopped or hurried through the engine: neither the instance, nor its
 * jobs, by which the law's clock runs. A draft can be deleted; its listeners always run, so that its case is closed
 * with it. {@link org.certrenewal.process.CloseCaseListener} asks once more in the transaction that deletes.
 */
@Component
class CaseShield {

    private static final Logger log = LoggerFactory.getLogger(CaseShield.class);

    private static final String SHIELDED = """
            select f.case_number from casefile_standing f
             where f.submitted_at is not null and f.closed_at is null
            """;

    private static final String WAY = "已经提交，不能经由流程引擎删除或者暂停；确需终止的，由承办机关负责人在“办件终止”（/office/cases）提出，经另一位负责人复核";

    private final JdbcClient jdbc;

    CaseShield(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Refuses a command that somebody gives who is logged in.
     *
     * @throws BadUserRequestException in Chinese, with the way that is open
     */
    void check(Command<?> command) {
        if (command instanceof AbstractDeleteProcessInstanceCmd) {
            neverPastTheListeners(command);
            instances(command).forEach(this::refuseInstance);
        } else if (command instanceof SuspendProcessInstanceCmd || command instanceof SuspendJobCmd) {
            suspend(command);
        } else if (command instanceof SuspendProcessDefinitionCmd) {
            if (Boolean.TRUE.equals(value(command, "includeSubResources"))) {
                refuseAny();
            }
        } else if (command instanceof SuspendJobDefinitionCmd) {
            throw refused("job definition", "不能暂停整类作业：法定期限由作业计时。单个出错的作业可以在排除原因后重试");
        } else if (command instanceof SetJobRetriesCmd || command instanceof AbstractSetJobsRetriesBatchCmd) {
            if (((Integer) value(command, "retries")) < 1 || Boolean.TRUE.equals(value(command, "isDueDateSet"))) {
                log.warn("refused to stop or hurry a job");
                // Camunda's REST makes a failure of the server of anything else here.
                throw new AuthorizationException("重试次数至少为1，也不能改动作业的时间：法定期限由作业计时");
            }
        }
    }

    private void suspend(Command<?> command) {
        Object job = value(command, "jobId");
        if (job != null) {
            jdbc.sql("select PROCESS_INSTANCE_ID_ from ACT_RU_JOB where ID_ = ? and PROCESS_INSTANCE_ID_ is not null")
                    .param(job)
                    .query(String.class)
                    .optional()
                    .ifPresent(this::refuseInstance);
            return;
        }
        Object instance = value(command, "processInstanceId");
        if (instance == null) {
            refuseAny();
        } else {
            refuseInstance((String) instance);
        }
    }

    private void refuseInstance(String instance) {
        jdbc.sql(SHIELDED + " and f.instance_id = ?")
                .param(instance)
                .query(String.class)
                .optional()
                .ifPresent(number -> {
                    throw refused(number, "办件 " + number + " " + WAY);
                });
        boolean act = jdbc.sql("""
                                select count(*) from ACT_RU_EXECUTION e join ACT_RE_PROCDEF d on d.ID_ = e.PROC_DEF_ID_
                                 where e.ID_ = ? and d.KEY_ = ?
                                """)
                        .params(instance, ActProcess.KEY)
                        .query(Integer.class)
                        .single()
                > 0;
        if (act) {
            throw refused("an act", "证书处置由提出和复核的负责人办结，不能经由流程引擎删除或者暂停");
        }
    }

    private void refuseAny() {
        Optional<String> one = jdbc.sql(SHIELDED + " order by f.case_number fetch first 1 rows only")
                .query(String.class)
                .optional();
        if (one.isPresent()) {
            throw refused("all instances", "其中的办件（如 " + one.get() + "）" + WAY);
        }
    }

    /** Cockpit offers to leave the listeners out, and the case would stay open without an instance. */
    private static void neverPastTheListeners(Command<?> command) {
        Field skip = field(command, "skipCustomListeners");
        ReflectionUtils.setField(skip, command, false);
    }

    private static List<String> instances(Command<?> command) {
        List<String> ids = new ArrayList<>();
        for (String name : List.of("processInstanceId", "processInstanceIds")) {
            Object value = value(command, name);
            if (value instanceof String id) {
                ids.add(id);
            } else if (value instanceof Collection<?> several) {
                several.forEach(id -> ids.add(String.valueOf(id)));
            }
        }
        return ids;
    }

    private static Object value(Command<?> command, String name) {
        Field field = field(command, name);
        return field == null ? null : ReflectionUtils.getField(field, command);
    }

    private static Field field(Command<?> command, String name) {
        Field field = ReflectionUtils.findField(command.getClass(), name);
        if (field != null) {
            ReflectionUtils.makeAccessible(field);
        }
        return field;
    }

    private static BadUserRequestException refused(String what, String why) {
        log.warn("refused to end or stop {}", what);
        return new BadUserRequestException(why);
    }
}
