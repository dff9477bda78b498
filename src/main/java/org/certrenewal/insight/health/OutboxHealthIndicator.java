package org.certrenewal.insight.health;

import java.time.Duration;
import org.certrenewal.insight.metrics.Figures;
import org.certrenewal.insight.metrics.FiguresReader;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.health.Health;
import org.springframework.stereotype.Component;

/** Looks whether partners take what they are told. */
@Component
class OutboxHealthIndicator extends Part {

    private final FiguresReader figures;
    private final Duration late;

    OutboxHealthIndicator(
            FiguresReader figures,
            @Value("${renewal.health.keep:PT5S}") Duration keep,
            @Value("${renewal.health.outbox-late:PT15M}") Duration late) {
        super("outbox", keep);
        this.figures = figures;
        this.late = late;
    }

    @Override
    Health look() {
        return figures.now().map(Figures::outbox).map(this::look).orElseGet(Part::unknown);
    }

    private Health look(Figures.Outbox outbox) {
        if (outbox.oldestSeconds() <= late.toSeconds()) {
            return up();
        }
        return down(
                "发件箱积压：" + outbox.pending() + "条消息未送达，最早的已等待" + (long) outbox.oldestSeconds() / 60 + "分钟，最多已尝试"
                        + outbox.mostAttempts() + "次",
                "在日志中查找“is tried again in”的告警，看是哪个外部系统（人脸认证、省级平台等）不通，恢复它；"
                        + "没有告警的，检查各节点的 renewal.outbox.poll 是否大于零。恢复后积压的消息会自动送出，不需要补发");
    }
}
