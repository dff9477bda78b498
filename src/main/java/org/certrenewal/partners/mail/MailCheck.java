package org.certrenewal.partners.mail;

import java.util.List;
import org.certrenewal.CannotStart;
import org.certrenewal.StartCheck;

/** Lets mails go unencrypted in the demonstration only. */
final class MailCheck implements StartCheck {

    @Override
    public String subject() {
        return "邮件的设置";
    }

    @Override
    public List<CannotStart> reasons(Start start) {
        boolean plain = start.setting("renewal.partners.mail.security").equalsIgnoreCase("none");
        return !plain || start.isProfile("demo")
                ? List.of()
                : List.of(new CannotStart(
                        "邮件不加密（renewal.partners.mail.security=none）只能用于演示，不能启动：密码和通知会在网络上被看见",
                        "去掉这项设置（默认 starttls），或者改为 tls"));
    }
}
