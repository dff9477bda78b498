package org.certrenewal.partners;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.certrenewal.CannotStart;
import org.certrenewal.StartCheck;

/**
 * Demands TLS where people's names, numbers and addresses go to a partner; on the machine itself, where a simulator or
 * a proxy that adds TLS may stand, it needn't be.
 */
final class PersonalPartners implements StartCheck {

    private static final List<Partner> TOLD_OF_PEOPLE = List.of(Partner.FACE, Partner.COURIER);
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    @Override
    public String subject() {
        return "个人信息的传送";
    }

    @Override
    public List<CannotStart> reasons(Start start) {
        List<CannotStart> reasons = new ArrayList<>();
        for (Partner partner : TOLD_OF_PEOPLE) {
            String url = start.setting(partner.setting());
            if (!url.isEmpty() && !isSafe(url)) {
                reasons.add(new CannotStart(
                        partner.title() + "的地址不是 https，不能启动：姓名、证件号码和地址只能加密传送",
                        "把 " + partner.setting() + " 改为 https 地址"));
            }
            if (!url.isEmpty()
                    && (start.setting(key(partner, "key-id")).isEmpty()
                            || start.setting(key(partner, "secret")).isEmpty())) {
                reasons.add(new CannotStart(
                        partner.title() + "没有签名密钥，不能启动：请求和回调都要签名",
                        "设置 " + key(partner, "key-id") + " 和 " + key(partner, "secret")));
            }
        }
        return reasons;
    }

    private static String key(Partner partner, String name) {
        return "renewal.partners." + partner.id() + "." + name;
    }

    private static boolean isSafe(String url) {
        try {
            URI address = URI.create(url);
            return "https".equals(address.getScheme())
                    || "http".equals(address.getScheme()) && THIS_MACHINE.contains(String.valueOf(address.getHost()));
        } catch (IllegalArgumentException saidBySettings) {
            return true;
        }
    }
}
