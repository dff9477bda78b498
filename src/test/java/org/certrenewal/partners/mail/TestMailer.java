package org.certrenewal.partners.mail;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.certrenewal.notices.outside.Mail;
import org.certrenewal.notices.outside.Mailer;
import org.certrenewal.partners.mail.SmtpSettings.Security;

/** Is the real mailer at a server of a test's. */
public final class TestMailer {

    private TestMailer() {}

    /** Sends through a front. */
    public static Mailer through(StartTlsFront front) {
        SmtpServer server = new SmtpServer(
                new SmtpSettings(
                        "localhost", front.port(), Security.STARTTLS, "", "", "noreply@renewal.example.cn", "特种作业证书延续"),
                "localhost",
                Duration.ofSeconds(2),
                Duration.ofSeconds(1),
                Optional.of(front::trusting),
                InstantSource.system());
        return new Mailer() {
            @Override
            public boolean isReal() {
                return true;
            }

            @Override
            public void send(Mail mail) {
                server.send(mail);
            }
        };
    }
}
