package org.certrenewal.documents.adapters;

import java.time.Instant;
import java.util.List;
import org.certrenewal.CannotStart;
import org.certrenewal.StartCheck;
import org.certrenewal.documents.adapters.DocumentsConfiguration.SealSettings;
import org.certrenewal.documents.seal.SealKeys;
import org.certrenewal.documents.seal.SealTrial;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;

/** Opens the configured seal keys and tries each; hands them on, so that they aren't opened twice. */
final class SealsCheck implements StartCheck {

    @Override
    public List<CannotStart> reasons(Start start) {
        SealSettings settings;
        try {
            settings = Binder.get(start.environment()).bindOrCreate("renewal.seals", SealSettings.class);
        } catch (BindException saidBySettingsCheck) {
            return List.of();
        }
        try {
            if (settings.hasKeys()) {
                SealKeys keys = DocumentsConfiguration.configured(settings);
                if (keys.demonstration() && start.isProfile("production")) {
                    return List.of(new CannotStart(
                            "生产环境（profile production）中不能使用演示用的印章密钥", "把 renewal.seals.keystore 指向单位自己的 PKCS#12 文件"));
                }
                if (settings.electronicSeal().isEmpty() && start.isProfile("production")) {
                    return List.of(new CannotStart(
                            "生产环境（profile production）中没有配置电子印章：OFD 证照须用制章机构制发的印章盖章",
                            "把制章机构制发的印章文件（.esl，GB/T 38540 第4版）写在 renewal.seals.electronic-seal，每个发证机关一枚"));
                }
                List<CannotStart> wrong = SealTrial.of(
                        keys,
                        DocumentsConfiguration.electronicSeals(settings),
                        DocumentsConfiguration.authorities(settings),
                        Instant.now());
                if (wrong.isEmpty()) {
                    start.beans().registerSingleton("sealKeys", keys);
                }
                return wrong;
            }
            if (!settings.demonstration()) {
                return List.of(DocumentsConfiguration.noKeys());
            }
            return List.of();
        } catch (CannotStart reason) {
            return reason.all();
        }
    }
}
