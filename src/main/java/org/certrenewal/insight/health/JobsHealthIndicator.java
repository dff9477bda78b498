package org.certrenewal.insight.health;

import java.time.Duration;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.certrenewal.insight.metrics.Figures;
import org.certrenewal.insight.metrics.FiguresReader;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.health.Health;
import org.springframework.stereotype.Component;

/**
 * Looks whether timers and letters are being worked on: this node's job executor, if it has to have one, jobs that
 * nobody takes, jobs that were given up.
 */
@Component
class JobsHealthIndicator extends Part {

    private final ProcessEngine engine;
    private final FiguresReader figures;
    private final boolean wanted;
    private final Duration late;

    JobsHealthIndicator(
            ProcessEngine engine,
            FiguresReader figures,
            @Value("${renewal.health.keep:PT5S}") Duration keep,
            @Value("${camunda.bpm.job-execution.enabled:true}") boolean wanted,
            @Value("${renewal.health.jobs-late:PT10M}") Duration late) {
        super("jobs", keep);
        this.engine = engine;
        this.figures = figures;
        this.wanted = wanted;
        this.late = late;
    }

    @Override
    Health look() {
        if (wanted && !isActive()) {
            return down("本节点的作业执行器已停止，定时器、文书和证照不会由本节点处理", "重启本节点；反复停止的，看日志中 org.camunda.bpm.engine.jobexecutor 的错误");
        }
        return figures.now().map(Figures::jobs).map(this::look).orElseGet(Part::unknown);
    }

    private Health look(Figures.Jobs jobs) {
        if (jobs.failed() > 0) {
            return down(
                    jobs.failed() + "个作业重试后仍然失败，相关办件停在原处", "在 Cockpit 的流程实例上打开“事件”（incident）看原因，排除后点“重试”；期限照常计算，请尽快处理");
        }
        if (jobs.oldestDueSeconds() > late.toSeconds()) {
            return down(
                    jobs.due() + "个作业到期未执行，最早的已晚" + (long) jobs.oldestDueSeconds() / 60 + "分钟，法定期限的定时器可能推迟",
                    "确认至少一个节点的 camunda.bpm.job-execution.enabled 没有设为 false 并且正在运行；都在运行的，"
                            + "看指标 renewal_engine_jobs_refused_total 和数据库连接，必要时调大 camunda.bpm.job-execution.max-pool-size");
        }
        return up();
    }

    private boolean isActive() {
        JobExecutor executor =
                ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration()).getJobExecutor();
        return executor != null && executor.isActive();
    }
}
