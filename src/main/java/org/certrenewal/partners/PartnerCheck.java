package org.certrenewal.partners;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.certrenewal.CannotStart;
import org.certrenewal.StartCheck;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;

/**
 * Demands in production that every partner is real which the service can't do without, and that none is spoken with in
 * clear text; names all that are missing at once, each with its setting.
 */
final class PartnerCheck implements StartCheck {

    private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");

    @Override
    public String subject() {
        return "外部系统的设置";
    }

    @Override
    public List<CannotStart> reasons(Start start) {
        if (!start.isProfile("production")) {
            return List.of();
        }
        List<CannotStart> reasons = new ArrayList<>();
        PartnerSettings settings;
        try {
            settings = Binder.get(start.environment()).bindOrCreate("renewal", PartnerSettings.class);
        } catch (BindException saidBySettingsCheck) {
            return reasons;
        }
        for (Partner partner : Partner.values()) {
            if (partner.isNeeded() && !settings.isReal(partner)) {
                reasons.add(new CannotStart(
                        "没有接入“" + partner.title() + "”（" + partner.setting() + "），生产环境（profile production）不能使用演示替身",
                        "设置 " + partner.setting() + "，见 docs/settings.md；要看演示，用 demo 启动"));
            }
            settings.of(partner)
                    .map(PartnerSettings.Access::url)
                    .filter(PartnerCheck::isOpenToOthers)
                    .ifPresent(url -> reasons.add(new CannotStart(
                            "“" + partner.title() + "”的地址不是 https，个人信息会以明文传输",
                            "把 " + partner.setting() + " 改成 https 地址；只有本机的代理可以用 http")));
        }
        return reasons;
    }

    private static boolean isOpenToOthers(URI url) {
        return "http".equals(url.getScheme()) && !HERE.contains(url.getHost());
    }
}
