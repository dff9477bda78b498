package org.certrenewal.insight.health;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.certrenewal.documents.seal.Seals;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.health.Health;
import org.springframework.stereotype.Component;

/** Looks whether certificates and letters can be sealed, and for how long still. */
@Component
class SealsHealthIndicator extends Part {

    private static final String REMEDY = "向签发印章证书的机构申请更新，把新的 PKCS#12 文件和密码配置在 renewal.seals.keystore、"
            + "renewal.seals.password，然后逐个重启节点；旧文件保留，已签发的证照仍要用它核验";

    private final Seals seals;
    private final Clock clock;
    private final Duration ahead;

    SealsHealthIndicator(
            Seals seals,
            Clock clock,
            @Value("${renewal.health.keep:PT5S}") Duration keep,
            @Value("${renewal.health.seals-ahead:P60D}") Duration ahead) {
        super("seals", keep);
        this.seals = seals;
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
        if (now.plus(ahead).isAfter(end)) {
            return warning("印章密钥的证书将于" + day + "到期", REMEDY);
        }
        return up();
    }
}
