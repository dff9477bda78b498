package org.certrenewal.partners.mail;

import org.certrenewal.notices.outside.MailAddress;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Holds what only a mail server needs, beside what every partner has.
 *
 * @param host its name; without one mails aren't sent
 * @param port 587 for submission with STARTTLS (RFC 6409), 465 with TLS from the first byte (RFC 8314)
 * @param security how the connection is encrypted
 * @param username for whom we log in, or empty
 * @param password that user's
 * @param from the sender's address; what can't be delivered later comes back there
 * @param senderName the sender's name, as receivers see it
 */
@ConfigurationProperties("renewal.partners.mail")
public record SmtpSettings(
        @DefaultValue("") String host,
        @DefaultValue("587") int port,
        @DefaultValue("starttls") Security security,
        @DefaultValue("") String username,
        @DefaultValue("") String password,
        @DefaultValue("") String from,
        @DefaultValue("特种作业证书延续") String senderName) {

    /** Says how a connection is encrypted. */
    public enum Security {
        STARTTLS,
        TLS,
        /** Not at all; in the demonstration only. */
        NONE
    }

    private static final int HIGHEST_PORT = 65535;

    public SmtpSettings {
        host = host.strip();
        from = from.strip();
        if (port < 1 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException("renewal.partners.mail.port 必须在 1 到 65535 之间");
        }
        if (!host.isEmpty() && MailAddress.typed(from).isEmpty()) {
            throw new IllegalArgumentException("设置了 renewal.partners.mail.host，还要设置发件地址 renewal.partners.mail.from");
        }
        if (senderName.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("renewal.partners.mail.sender-name 不能有换行等控制字符");
        }
        if (username.isEmpty() != password.isEmpty()) {
            throw new IllegalArgumentException("renewal.partners.mail.username 和 password 必须一起设置");
        }
    }

    /** Returns the sender's domain, which makes Message-IDs the world's only ones. */
    String domain() {
        return from.substring(from.lastIndexOf('@') + 1);
    }

    /** Leaves out what nobody may read. */
    @Override
    public String toString() {
        return "SmtpSettings[host=" + host + ", port=" + port + ", security=" + security + "]";
    }
}
