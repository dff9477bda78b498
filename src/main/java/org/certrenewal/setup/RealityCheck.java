package org.certrenewal.setup;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.certrenewal.CannotStart;
import org.certrenewal.StartCheck;
import org.certrenewal.registry.adapters.ReferenceFiles;
import org.certrenewal.registry.reference.CreditCode;
import org.certrenewal.registry.reference.Office;
import org.certrenewal.seeds.SeedException;
import org.certrenewal.seeds.SeedFolder;

/**
 * Demands, outside the demonstration, what stands on every certificate for good and can't be guessed: the address in
 * its QR code, and its issuer's code.
 */
final class RealityCheck implements StartCheck {

    @Override
    public String subject() {
        return "对外地址和机构代码";
    }

    @Override
    public List<CannotStart> reasons(Start start) {
        if (!start.serving() || start.isProfile("demo")) {
            return List.of();
        }
        List<CannotStart> reasons = new ArrayList<>();
        if (start.setting("renewal.base-url").isEmpty()) {
            reasons.add(new CannotStart(
                    "没有配置本服务的对外地址，不能启动：证照的二维码里写的就是它",
                    "设置 renewal.base-url，例如 https://renewal.example.gov.cn；要看演示，用 demo 启动"));
        }
        String nameless = withoutCode(start);
        if (!nameless.isEmpty()) {
            reasons.add(new CannotStart(
                    "发证机关没有统一社会信用代码，不能启动：" + nameless + "；证照标识里写的是发证机关的代码",
                    "在 renewal.seeds 指的文件夹里放 offices.yaml，逐个机构填写真实的 issuer-code；要看演示，用 demo 启动"));
        }
        return reasons;
    }

    private static String withoutCode(Start start) {
        try {
            String folder = start.setting("renewal.seeds");
            SeedFolder seeds = folder.isEmpty() ? SeedFolder.packaged() : ReferenceConfiguration.folder(folder);
            return ReferenceFiles.offices(seeds).all().stream()
                    .filter(office -> office.issuerCode().equals(CreditCode.OF_THE_DEMONSTRATION))
                    .map(Office::authority)
                    .distinct()
                    .collect(Collectors.joining("、"));
        } catch (SeedException | IllegalArgumentException | CannotStart saidBySeedsCheck) {
            return "";
        }
    }
}
