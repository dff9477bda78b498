package org.certrenewal.insight.health;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.certrenewal.documents.seal.EvidenceRenewal;
import org.certrenewal.documents.seal.Seals;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.health.Health;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Looks whether certificates and letters can be sealed, and for how long still. */
@Component
class SealsHealthIndicator extends Part {

    private static final String REMEDY = "向签发印章证书的机构申请更新，以新的 renewal.seals.keystore、renewal.seals.password 运行"
            + " --renewal.seals.propose，由系统管理员在 /admin/seals 确认，然后以新的设置逐个重启节点";

    private static final String TIME_REMEDY = "检查 renewal.seals.timestamp.url 和到时间戳机构的网络；恢复后等待盖章的证照和文书自动继续，不必重试";

    private static final String EVIDENCE_REMEDY = "在本节点的日志中查找 got no archive timestamp，按其中的编号用备份恢复这些文书和它们的归档时间戳；之后自动重试";

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final Seals seals;
    private final EvidenceRenewal evidence;
    private final Clock clock;
    private final Duration ahead;

    SealsHealthIndicator(
            Seals seals,
            EvidenceRenewal evidence,
            Clock clock,
            @Value("${renewal.health.keep:PT5S}") Duration keep,
            @Value("${renewal.health.seals-ahead:P60D}") Duration ahead) {
        super("seals", keep);
        this.seals = seals;
        this.evidence = evidence;
        this.clock = clock;
        this.ahead = ahead;
    }

    @Override
    Health look() {
        Instant end = seals.validUntil();
        Instant now = clock.instant();
        LocalDate day = LocalDate.ofInstant(end, clock.getZone());
        if (!now.isBefore(end)) {
            return down("印章密钥的证书已于" + day + "到期，证照和文书无法有效签章", REMEDY);
        }
        List<String> unusable;
        try {
            unusable = seals.unusable(now);
        } catch (DataAccessException away) {
            return unknown();
        }
        if (!unusable.isEmpty()) {
            return down(String.join("；", unusable), REMEDY);
        }
        Optional<Instant> failing = seals.timestampsFailingSince();
        if (failing.isPresent()) {
            return down("时间戳机构自" + TIME.format(failing.get().atZone(clock.getZone())) + "起没有答复，证照和文书等待盖章", TIME_REMEDY);
        }
        if (evidence.broken() > 0) {
            return warning("有" + evidence.broken() + "份证照或文书读不出来，没有续补归档时间戳", EVIDENCE_REMEDY);
        }
        if (now.plus(ahead).isAfter(end)) {
            return warning("印章密钥的证书将于" + day + "到期", REMEDY);
        }
        return up();
    }
}
