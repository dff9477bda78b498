package org.certrenewal.partners.mail;

import org.certrenewal.notices.outside.Mail;
import org.certrenewal.notices.outside.Mailer;
import org.certrenewal.partners.Partner;
import org.certrenewal.partners.PartnerLine;
import org.certrenewal.partners.PartnerLines;
import org.certrenewal.partners.PartnerSettings;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.stereotype.Component;

/** Sends mails by the configured server. */
@Component
@ConditionalOnExpression("!'${renewal.partners.mail.host:}'.isBlank()")
class SmtpMailer implements Mailer {

    private final SmtpServer server;
    private final PartnerLine line;

    SmtpMailer(SmtpSettings settings, PartnerSettings partners, PartnerLines lines, SslBundles bundles) {
        this.server = SmtpServer.of(settings, partners.of(Partner.MAIL).orElseThrow(), bundles);
        this.line = lines.line(Partner.MAIL);
    }

    @Override
    public boolean isReal() {
        return true;
    }

    @Override
    public void send(Mail mail) {
        line.call(() -> {
            server.send(mail);
            return mail.key();
        });
    }
}
