package org.certrenewal.insight.health;

import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.certrenewal.insight.DatabaseAnswers;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.health.Health;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Looks whether the database answers within a few seconds. A thread of its own waits for the answer, so that nobody who
 * asks hangs as long as the pool lets them wait; a question that still waits is not asked again.
 */
@Component
class DatabaseHealthIndicator extends Part implements DatabaseAnswers {

    private final JdbcClient jdbc;
    private final Duration patience;
    private final ExecutorService asking = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "health");
        thread.setDaemon(true);
        return thread;
    });
    private Future<?> question;

    DatabaseHealthIndicator(
            JdbcClient jdbc,
            @Value("${renewal.health.keep:PT5S}") Duration keep,
            @Value("${renewal.health.database-patience:PT3S}") Duration patience) {
        super("database", keep);
        this.jdbc = jdbc;
        this.patience = patience;
    }

    @Override
    Health look() {
        boolean waiting = question != null && !question.isDone();
        if (!waiting) {
            question = asking.submit(
                    () -> jdbc.sql("select 1").query(Integer.class).single());
        }
        try {
            question.get(waiting ? 0 : patience.toMillis(), TimeUnit.MILLISECONDS);
            return up();
        } catch (TimeoutException e) {
            return down(
                    "数据库在" + patience.toSeconds() + "秒内没有应答，或者连接池的连接已经用完",
                    "检查数据库服务器和网络；看指标 hikaricp_connections_active 和 hikaricp_connections_pending，"
                            + "连接长期占满时查找慢查询，或者调大 spring.datasource.hikari.maximum-pool-size");
        } catch (ExecutionException e) {
            return down("数据库拒绝连接或者执行出错", "检查数据库是否启动、磁盘是否已满，核对 spring.datasource.url、username、password；原因见日志");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return unknown();
        }
    }

    @PreDestroy
    void stop() {
        asking.shutdownNow();
    }

    @Override
    public boolean answers() {
        return health().getStatus().equals(org.springframework.boot.actuate.health.Status.UP);
    }
}
