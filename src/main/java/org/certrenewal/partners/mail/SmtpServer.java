package org.certrenewal.partners.mail;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocketFactory;
import org.certrenewal.notices.outside.AddressRefused;
import org.certrenewal.notices.outside.Mail;
import org.certrenewal.notices.outside.NotTaken;
import org.certrenewal.partners.PartnerSettings;
import org.certrenewal.process.outbox.Refused;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/**
 * Speaks SMTP (RFC 5321) with one server, encrypted by STARTTLS (RFC 3207) or from the first byte: a server that
 * doesn't offer it, or whose certificate isn't trusted or is for another name, gets neither password nor mail. Answers
 * that begin with 4 are tried again, those with 5 are for good (section 4.2.1).
 */
final class SmtpServer {

    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    /** The enhanced status code, RFC 3463: class, subject, detail. */
    private static final Pattern ENHANCED = Pattern.compile("\\b([245])\\.([0-9]{1,3})\\.([0-9]{1,3})\\b");

    /** X.7.X is about security or policy: not the mailbox is refused, but we are. */
    private static final String POLICY = "7";

    private final SmtpSettings settings;
    private final String host;
    private final Duration connectTimeout;
    private final Duration readTimeout;
    private final Optional<Supplier<SSLSocketFactory>> sockets;
    private final InstantSource time;

    /**
     * Takes how the server is reached.
     *
     * @param sockets makes encrypted sockets of whom we trust; empty for whom the machine trusts
     */
    SmtpServer(
            SmtpSettings settings,
            String host,
            Duration connectTimeout,
            Duration readTimeout,
            Optional<Supplier<SSLSocketFactory>> sockets,
            InstantSource time) {
        this.settings = settings;
        this.host = host;
        this.connectTimeout = connectTimeout;
        this.readTimeout = readTimeout;
        this.sockets = sockets;
        this.time = time;
    }

    /** Makes it as it is set. */
    static SmtpServer of(SmtpSettings settings, PartnerSettings.Access access, SslBundles bundles) {
        // Asked for at each mail, so that renewed certificates count without a restart.
        Optional<Supplier<SSLSocketFactory>> sockets = Optional.of(access.sslBundle())
                .filter(bundle -> !bundle.isBlank())
                .map(bundle ->
                        () -> bundles.getBundle(bundle).createSslContext().getSocketFactory());
        return new SmtpServer(
                settings,
                access.host(),
                access.connectTimeout(),
                access.readTimeout(),
                sockets,
                InstantSource.system());
    }

    /**
     * Connects, encrypts, logs in and leaves.
     *
     * @throws NotTaken if that isn't possible; without a cause if name and password aren't taken
     */
    void greet() {
        Transport transport = connected(sender());
        try {
            transport.close();
        } catch (MessagingException failedToClose) {
            // What counts was said before.
        }
    }

    /** Sends a mail; throws as {@link org.certrenewal.notices.outside.Mailer#send} says. */
    void send(Mail mail) {
        JavaMailSenderImpl sender = sender();
        MimeMessage message;
        try {
            message = message(sender, mail);
        } catch (MessagingException | UnsupportedEncodingException e) {
            throw new IllegalStateException("a mail can't be put together", e);
        }
        try (Transport transport = connected(sender)) {
            handOver(transport, message);
        } catch (MessagingException failedToClose) {
            // What counts was said before.
        }
    }

    /** Connects, encrypts and logs in; nothing of a mail has been said when that fails. */
    private Transport connected(JavaMailSenderImpl sender) {
        try {
            Transport transport = sender.getSession().getTransport(JavaMailSenderImpl.DEFAULT_PROTOCOL);
            transport.connect(sender.getHost(), sender.getPort(), sender.getUsername(), sender.getPassword());
            return transport;
        } catch (AuthenticationFailedException e) {
            throw new NotTaken("the mail server doesn't take our name and password", null);
        } catch (MessagingException e) {
            throw new NotTaken("the mail server can't be reached, or not by an encrypted connection", kept(e));
        }
    }

    private static void handOver(Transport transport, MimeMessage message) {
        try {
            transport.sendMessage(message, message.getAllRecipients());
        } catch (MessagingException e) {
            throw told(e);
        }
    }

    private JavaMailSenderImpl sender() {
        JavaMailSenderImpl sender = new JavaMailSenderImpl();
        sender.setHost(host);
        sender.setPort(settings.port());
        sender.setDefaultEncoding(UTF_8);
        Properties properties = sender.getJavaMailProperties();
        properties.put("mail.smtp.connectiontimeout", String.valueOf(connectTimeout.toMillis()));
        properties.put("mail.smtp.timeout", String.valueOf(readTimeout.toMillis()));
        properties.put("mail.smtp.socketFactory", BoundedSockets.plain(readTimeout));
        properties.put("mail.smtp.socketFactory.fallback", "false");
        // The mail counts as taken with the server's answer to its end; what the server says to QUIT doesn't matter.
        properties.put("mail.smtp.quitwait", "false");
        properties.put("mail.smtp.from", settings.from());
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        properties.put("mail.smtp.ssl.protocols", "TLSv1.3 TLSv1.2");
        switch (settings.security()) {
            case STARTTLS -> {
                properties.put("mail.smtp.starttls.enable", "true");
                properties.put("mail.smtp.starttls.required", "true");
            }
            case TLS -> {
                properties.put("mail.smtp.ssl.enable", "true");
                properties.put(
                        "mail.smtp.ssl.socketFactory",
                        BoundedSockets.encrypted(
                                sockets.orElse(() -> (SSLSocketFactory) SSLSocketFactory.getDefault())
                                        .get(),
                                readTimeout));
            }
            case NONE -> properties.put("mail.smtp.starttls.enable", "false");
        }
        if (settings.security() == SmtpSettings.Security.STARTTLS) {
            sockets.ifPresent(factory -> properties.put("mail.smtp.ssl.socketFactory", factory.get()));
        }
        if (!settings.username().isEmpty()) {
            properties.put("mail.smtp.auth", "true");
            sender.setUsername(settings.username());
            sender.setPassword(settings.password());
        }
        return sender;
    }

    private MimeMessage message(JavaMailSenderImpl sender, Mail mail)
            throws MessagingException, UnsupportedEncodingException {
        MimeMessage message = sender.createMimeMessage();
        message.setFrom(new InternetAddress(settings.from(), settings.senderName(), UTF_8));
        message.setRecipient(
                Message.RecipientType.TO, new InternetAddress(mail.to().value(), true));
        message.setSubject(mail.subject(), UTF_8);
        message.setSentDate(Date.from(time.instant()));
        // RFC 3834: no out-of-office answers to it.
        message.setHeader("Auto-Submitted", "auto-generated");
        MimeMultipart both = new MimeMultipart("alternative");
        MimeBodyPart text = new MimeBodyPart();
        text.setText(mail.text(), UTF_8);
        text.setHeader("Content-Transfer-Encoding", "base64");
        MimeBodyPart html = new MimeBodyPart();
        html.setText(mail.html(), UTF_8, "html");
        html.setHeader("Content-Transfer-Encoding", "base64");
        both.addBodyPart(text);
        both.addBodyPart(html);
        message.setContent(both);
        message.saveChanges();
        // Fixed, so that a mail that was sent twice is known by it (RFC 5322 section 3.6.4).
        message.setHeader("Message-ID", "<" + mail.key() + "@" + settings.domain() + ">");
        return message;
    }

    /** Finds out what failed; of the server's words only its codes are kept. */
    private static RuntimeException told(MessagingException each) {
        for (Throwable cause = each; cause != null; cause = next(cause)) {
            if (cause instanceof SMTPAddressFailedException address && isCode(address.getReturnCode())) {
                return told(address.getReturnCode(), address.getMessage(), true);
            }
        }
        for (Throwable cause = each; cause != null; cause = next(cause)) {
            if (cause instanceof SMTPSendFailedException message && isCode(message.getReturnCode())) {
                return told(message.getReturnCode(), message.getMessage(), false);
            }
        }
        return new IllegalStateException("nobody knows whether the mail server took the mail", kept(each));
    }

    /** Tells whether a number says no; whatever isn't SMTP says nothing. */
    private static boolean isCode(int code) {
        return code >= 400 && code < 600;
    }

    private static RuntimeException told(int code, String words, boolean aboutRecipient) {
        Matcher enhanced = ENHANCED.matcher(words == null ? "" : words);
        boolean more = enhanced.find();
        String shown = code + (more ? "-" + enhanced.group() : "");
        if (code < 500) {
            return new NotTaken("the mail server doesn't take the mail now: " + shown, null);
        }
        boolean policy = more && enhanced.group(2).equals(POLICY);
        return aboutRecipient && !policy ? new AddressRefused(shown) : new Refused("smtp-" + shown);
    }

    private static Throwable next(Throwable cause) {
        return cause instanceof MessagingException mail && mail.getNextException() != null
                ? mail.getNextException()
                : cause.getCause();
    }

    /** Keeps the kinds of the failures, and no word of the server, in which the address could be. */
    private static Throwable kept(Throwable failed) {
        StringBuilder kinds = new StringBuilder();
        for (Throwable cause = failed; cause != null; cause = next(cause)) {
            kinds.append(kinds.isEmpty() ? "" : " ").append(cause.getClass().getSimpleName());
        }
        return new IllegalStateException(kinds.toString());
    }
}
