package org.certrenewal.partners.mail;

import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;
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
        PartnerSettings.Access access = partners.of(Partner.MAIL).orElseThrow();
        // Asked for at each mail, so that renewed certificates count without a restart.
        Optional<Supplier<SSLSocketFactory>> sockets = Optional.of(access.sslBundle())
                .filter(bundle -> !bundle.isBlank())
                .map(bundle ->
                        () -> bundles.getBundle(bundle).createSslContext().getSocketFactory());
        this.server = new SmtpServer(
                settings,
                access.host(),
                access.connectTimeout(),
                access.readTimeout(),
                sockets,
                java.time.InstantSource.system());
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
