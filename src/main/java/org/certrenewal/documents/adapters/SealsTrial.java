package org.certrenewal.documents.adapters;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.certrenewal.StartCheck;
import org.certrenewal.Trial;
import org.certrenewal.documents.SealsUnavailable;
import org.certrenewal.documents.adapters.DocumentsConfiguration.SealSettings;
import org.certrenewal.documents.seal.KeyInventory;
import org.certrenewal.documents.seal.KeystoreSeals;
import org.certrenewal.documents.seal.ProofTrial;
import org.certrenewal.documents.seal.Proofs;
import org.certrenewal.documents.seal.Revocations;
import org.certrenewal.documents.seal.SealKeys;
import org.certrenewal.documents.seal.Timestamps;
import org.certrenewal.documents.seal.TrustList;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Says until when each key and seal is good that {@link SealsCheck} has opened and tried, and asks those who timestamp
 * and who know what was taken back.
 */
final class SealsTrial implements Trial {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    /** As clocks of nodes and database may differ before health says so. */
    private static final Duration TOLERABLE = Duration.ofSeconds(5);

    private static final String TIMESTAMPS = "时间戳机构";
    private static final String REVOCATIONS = "证书吊销查询";
    private static final String AHEAD = "renewal.health.seals-ahead";

    @Override
    public String subject() {
        return "印章密钥";
    }

    @Override
    public List<Line> lines(StartCheck.Start start) {
        Environment environment = start.environment();
        Binder binder = Binder.get(environment);
        SealSettings settings = binder.bindOrCreate("renewal.seals", SealSettings.class);
        Duration ahead = binder.bind(AHEAD, Duration.class).orElse(Duration.ofDays(60));
        Proofs proofs = new DocumentsConfiguration()
                .proofs(
                        binder.bindOrCreate("renewal.seals.timestamp", ProofSettings.Timestamping.class),
                        binder.bindOrCreate("renewal.seals.revocation", ProofSettings.Revoking.class),
                        environment,
                        () -> new TrustList(Instant.EPOCH, Set.of(), Set.of(), List.of()),
                        Clock.systemUTC());
        List<Line> lines = new ArrayList<>();
        Optional<SealKeys> keys =
                start.beans().getSingleton("sealKeys") instanceof SealKeys open ? Optional.of(open) : Optional.empty();
        if (keys.isPresent()) {
            List<byte[]> issued = DocumentsConfiguration.electronicSeals(settings);
            KeyInventory.keys(keys.get())
                    .forEach(key -> lines.add(until("印章密钥 " + key.alias(), key.kind(), key.until(), ahead)));
            KeyInventory.seals(issued).forEach(seal -> lines.add(until("电子印章", seal.authority(), seal.until(), ahead)));
            if (proofs.revocations() != Revocations.NONE) {
                KeystoreSeals seals = new KeystoreSeals(
                        CompletableFuture.completedFuture(keys.get()),
                        issued,
                        DocumentsConfiguration.authorities(settings),
                        proofs);
                lines.add(revocations(keys.get(), proofs, seals.trust()));
            }
        } else if (settings.demonstration()) {
            lines.add(Line.yellow(subject(), "演示用的密钥，盖出的印章没有效力", "正式使用前按 docs/keys.md 建立单位的密钥"));
        }
        proofs.pdf().ifPresent(authority -> lines.add(timestamp(TIMESTAMPS, authority, proofs)));
        proofs.ofd()
                .filter(authority -> !authority.equals(proofs.pdf().orElse(null)))
                .ifPresent(authority -> lines.add(timestamp(TIMESTAMPS + "（OFD）", authority, proofs)));
        return lines;
    }

    private static Line until(String what, String which, Instant end, Duration ahead) {
        String found = which + "，有效至 " + LocalDate.ofInstant(end, ZONE);
        return Instant.now().plus(ahead).isAfter(end)
                ? Line.yellow(what, found, "向签发机构申请更新，按 docs/keys.md 第5节更换")
                : Line.green(what, found);
    }

    private static Line revocations(SealKeys keys, Proofs proofs, TrustList trust) {
        try {
            ProofTrial.revocations(keys, proofs.revocations(), trust);
            return Line.green(REVOCATIONS, "印章证书都没有被吊销");
        } catch (SealsUnavailable said) {
            return Line.red(
                    REVOCATIONS, said.getMessage(), "联系不上的，检查网络和 renewal.seals.revocation.ocsp、crl；被吊销的，向签发机构申请新的证书");
        }
    }

    private static Line timestamp(String what, Timestamps authority, Proofs proofs) {
        Instant there;
        try {
            there = ProofTrial.timestamp(authority, proofs.authorities());
        } catch (SealsUnavailable said) {
            return Line.red(
                    what,
                    said.getMessage(),
                    "核对 renewal.seals.timestamp 的 url、authorities、digest 和 policy，检查网络，请该机构检查服务");
        }
        Duration apart = Duration.between(there, Instant.now()).abs();
        String found = "能取得时间戳，本机与它的时间相差" + apart.toSeconds() + "秒";
        String remedy = "在本机启用时间同步（chrony 或 NTP），用 chronyc tracking 核对";
        if (apart.compareTo(ProofTrial.patience()) > 0) {
            return Line.red(what, found + "，不能盖章", remedy);
        }
        return apart.compareTo(TOLERABLE) > 0 ? Line.yellow(what, found, remedy) : Line.green(what, found);
    }
}
