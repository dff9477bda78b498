package org.certrenewal.documents.adapters;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.certrenewal.CannotStart;
import org.certrenewal.StartCheck;
import org.certrenewal.documents.adapters.DocumentsConfiguration.SealSettings;
import org.certrenewal.documents.seal.SealKeys;
import org.certrenewal.documents.seal.SealTrial;
import org.certrenewal.documents.seal.Timestamps;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;

/** Opens the configured seal keys and tries each; hands them on, so that they aren't opened twice. */
final class SealsCheck implements StartCheck {

    @Override
    public String subject() {
        return "印章密钥和时间戳的设置";
    }

    @Override
    public List<CannotStart> reasons(Start start) {
        SealSettings settings;
        try {
            settings = Binder.get(start.environment()).bindOrCreate("renewal.seals", SealSettings.class);
        } catch (BindException saidBySettingsCheck) {
            return List.of();
        }
        List<CannotStart> reasons = new ArrayList<>(proofs(start));
        try {
            ProofSettings.Signing service =
                    Binder.get(start.environment()).bindOrCreate("renewal.seals.service", ProofSettings.Signing.class);
            if (settings.hasKeys() || service.isSet()) {
                SealKeys keys = DocumentsConfiguration.configured(
                        settings,
                        service.isSet() ? DocumentsConfiguration.service(service, start.environment()) : null);
                reasons.addAll(wrong(start, settings, keys));
                if (reasons.isEmpty()) {
                    start.beans().registerSingleton("sealKeys", keys);
                }
            } else if (!settings.demonstration()) {
                reasons.add(DocumentsConfiguration.noKeys());
            }
        } catch (BindException saidBySettingsCheck) {
            return reasons;
        } catch (CannotStart reason) {
            reasons.addAll(reason.all());
        }
        return reasons;
    }

    private static List<CannotStart> wrong(Start start, SealSettings settings, SealKeys keys) {
        if (keys.demonstration() && start.isProfile("production")) {
            return List.of(new CannotStart(
                    "生产环境（profile production）中不能使用演示用的印章密钥", "把 renewal.seals.keystore 指向单位自己的 PKCS#12 文件"));
        }
        if (settings.electronicSeal().isEmpty() && start.isProfile("production")) {
            return List.of(new CannotStart(
                    "生产环境（profile production）中没有配置电子印章：OFD 证照须用制章机构制发的印章盖章",
                    "把制章机构制发的印章文件（.esl，GB/T 38540 第4版）写在 renewal.seals.electronic-seal，每个发证机关一枚"));
        }
        return SealTrial.of(
                keys,
                DocumentsConfiguration.electronicSeals(settings),
                DocumentsConfiguration.authorities(settings),
                Instant.now());
    }

    /** Looks at who timestamps; that it answers isn't tried, as papers wait where it doesn't. */
    private static List<CannotStart> proofs(Start start) {
        ProofSettings.Timestamping times;
        try {
            times = Binder.get(start.environment())
                    .bindOrCreate("renewal.seals.timestamp", ProofSettings.Timestamping.class);
        } catch (BindException saidBySettingsCheck) {
            return List.of();
        }
        List<CannotStart> reasons = new ArrayList<>();
        if (!times.isSet()) {
            if (start.isProfile("production")) {
                reasons.add(
                        new CannotStart(
                                "生产环境（profile production）中没有配置时间戳机构：没有时间戳，印章证书到期后无法证明证照的盖章时间",
                                "设置 renewal.seals.timestamp.url（RFC 3161 服务的地址）和 renewal.seals.timestamp.authorities（该机构的根证书，PEM）"));
            }
            return reasons;
        }
        for (String name : new String[] {"url", "ofd-url"}) {
            String address = name.equals("url") ? times.url() : times.ofdUrl();
            if (SealSettings.isSet(address) && !isAddress(address)) {
                reasons.add(new CannotStart(
                        "设置 renewal.seals.timestamp." + name + " 不是网址", "改成时间戳机构的地址，例如 http://tsa.example.cn/rfc3161"));
            }
        }
        for (String name : new String[] {"digest", "ofd-digest"}) {
            String digest = name.equals("digest") ? times.digest() : times.ofdDigest();
            if (!Timestamps.DIGESTS.contains(digest)) {
                reasons.add(new CannotStart(
                        "设置 renewal.seals.timestamp." + name + " 的摘要算法不认识：" + digest,
                        "改成 " + String.join("、", Timestamps.DIGESTS) + " 之一"));
            }
        }
        if (SealSettings.isSet(times.policy()) && !times.policy().matches("[0-2](\\.[0-9]{1,20}){1,30}")) {
            reasons.add(new CannotStart(
                    "设置 renewal.seals.timestamp.policy 不是对象标识（OID）", "改成时间戳机构给出的策略 OID，例如 1.2.3.4.1，或者去掉这一项"));
        }
        if (times.authorities().isEmpty()) {
            reasons.add(new CannotStart("配置了时间戳机构，却没有配置它的证书", "把该机构的根证书（PEM）写在 renewal.seals.timestamp.authorities"));
        }
        try {
            DocumentsConfiguration.timestampAuthorities(times);
        } catch (CannotStart unreadable) {
            reasons.addAll(unreadable.all());
        }
        return reasons;
    }

    private static boolean isAddress(String text) {
        try {
            URI address = new URI(text.strip());
            return ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))
                    && address.getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
