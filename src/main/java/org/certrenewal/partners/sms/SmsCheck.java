package org.certrenewal.partners.sms;

import java.util.List;
import java.util.stream.Stream;
import org.certrenewal.CannotStart;
import org.certrenewal.StartCheck;

/** Demands what every short message needs, as soon as a provider is named: all that is missing at once. */
final class SmsCheck implements StartCheck {

    private static final String BEGIN = "renewal.partners.sms.";

    @Override
    public String subject() {
        return "短信的设置";
    }

    @Override
    public List<CannotStart> reasons(Start start) {
        if (start.setting(BEGIN + "url").isEmpty()) {
            return List.of();
        }
        List<String> missing = Stream.of("key-id", "secret", "sign-name", "templates.confirm-phone.id")
                .map(BEGIN::concat)
                .filter(name -> start.setting(name).isEmpty())
                .toList();
        return missing.isEmpty()
                ? List.of()
                : List.of(new CannotStart(
                        "设置了短信服务商（" + BEGIN + "url），但缺少：" + String.join("、", missing),
                        "填写服务商给的密钥、审核通过的签名（签名）和模板编号，见 docs/settings.md"));
    }
}
