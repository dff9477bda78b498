package org.certrenewal.insight.health;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.certrenewal.insight.DatabaseAnswers;
import org.certrenewal.partners.Partner;
import org.certrenewal.partners.PartnerLines;
import org.certrenewal.partners.webhooks.Deliveries;
import org.certrenewal.process.outbox.Outbox;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.health.Health;
import org.springframework.stereotype.Component;

/**
 * Looks whether a line to a partner is paused or broken, and whether messages to partners or receivers of events were
 * given up.
 */
@Component
class PartnersHealthIndicator extends Part {

    private final PartnerLines lines;
    private final Outbox outbox;
    private final Deliveries webhooks;
    private final DatabaseAnswers database;

    PartnersHealthIndicator(
            PartnerLines lines,
            Outbox outbox,
            Deliveries webhooks,
            DatabaseAnswers database,
            @Value("${renewal.health.keep:PT5S}") Duration keep) {
        super("partners", keep);
        this.lines = lines;
        this.outbox = outbox;
        this.webhooks = webhooks;
        this.database = database;
    }

    /**
     * A warning only: while a partner is away, everything else goes on; messages that wait too long are the outbox's.
     */
    @Override
    Health look() {
        if (!database.answers()) {
            return unknown();
        }
        List<PartnerLines.Standing> standings = lines.standings();
        String broken = standings.stream()
                .filter(it -> it.brokenSince().isPresent() && it.pause().isEmpty())
                .map(PartnerLines.Standing::partner)
                .map(Partner::title)
                .collect(Collectors.joining("、"));
        if (!broken.isEmpty()) {
            return warning("连接不上外部系统：" + broken, "请对方检查服务，核对地址、证书和密钥（/admin/partners）；通了自动恢复，不需要补发");
        }
        long dead = outbox.lanes().stream().mapToLong(Outbox.Lane::dead).sum();
        if (dead > 0) {
            return warning("有" + dead + "条消息多次失败或者被拒绝，不再自动发送", "到“外部系统”（/admin/partners）看原因，排除后点“再次发送”");
        }
        long untold = webhooks.dead();
        if (untold > 0) {
            return warning("有" + untold + "条办件事件通知多次失败，不再自动发送", "到“事件通知”（/admin/webhooks）看是哪个接收方，请对方恢复后重新发送");
        }
        String paused = standings.stream()
                .filter(it -> it.pause().isPresent())
                .map(PartnerLines.Standing::partner)
                .map(Partner::title)
                .collect(Collectors.joining("、"));
        return paused.isEmpty()
                ? up()
                : warning("外部系统的线路已暂停：" + paused, "维护结束后到“外部系统”（/admin/partners）恢复；消息留着，恢复后自动送出");
    }
}
