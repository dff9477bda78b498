package org.certrenewal.partners.mail;

import java.util.List;
import org.certrenewal.StartCheck;
import org.certrenewal.Trial;
import org.certrenewal.notices.outside.NotTaken;
import org.certrenewal.partners.Partner;
import org.certrenewal.partners.PartnerSettings;
import org.certrenewal.partners.PartnersTrial;
import org.springframework.boot.context.properties.bind.Binder;

/** Connects with the mail server, encrypts and logs in, and sends nothing. */
final class MailTrial implements Trial {

    @Override
    public String subject() {
        return Partner.MAIL.title();
    }

    @Override
    public List<Line> lines(StartCheck.Start start) {
        Binder binder = Binder.get(start.environment());
        SmtpSettings settings = binder.bindOrCreate("renewal.partners.mail", SmtpSettings.class);
        return binder.bindOrCreate("renewal", PartnerSettings.class)
                .of(Partner.MAIL)
                .map(access -> List.of(tried(
                        settings,
                        SmtpServer.of(
                                settings, access, PartnersTrial.bundles(start.environment(), access.sslBundle())))))
                .orElse(List.of());
    }

    private Line tried(SmtpSettings settings, SmtpServer server) {
        try {
            server.greet();
            return Line.green(
                    subject(),
                    settings.security() == SmtpSettings.Security.NONE
                            ? "能连接，没有加密"
                            : settings.username().isEmpty() ? "能加密连接，不登录" : "能加密连接并登录");
        } catch (NotTaken failed) {
            return failed.getCause() == null
                    ? Line.red(
                            subject(),
                            "邮件服务器不接受用户名或者密码",
                            "核对 renewal.partners.mail.username 和 renewal.partners.mail.password")
                    : Line.red(
                            subject(),
                            "连接不上邮件服务器，或者它不支持加密、证书没有通过核对（" + failed.getCause().getMessage() + "）",
                            "核对 renewal.partners.mail.host、port 和 security，检查网络；自签的证书放进 ssl-bundle");
        }
    }
}
