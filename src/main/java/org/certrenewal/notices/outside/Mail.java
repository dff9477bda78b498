package org.certrenewal.notices.outside;

import java.util.Objects;

/**
 * Holds one mail to one person.
 *
 * @param key the same whenever it is sent again; becomes its Message-ID (RFC 5322 section 3.6.4)
 * @param to one address, without a name
 * @param subject one line, with nothing about a person
 * @param text what it says, as plain text
 * @param html the same as HTML
 */
public record Mail(String key, MailAddress to, String subject, String text, String html) {

    public Mail {
        Objects.requireNonNull(to);
        if (!key.matches("[A-Za-z0-9-]{1,64}")) {
            throw new IllegalArgumentException("a mail's key has letters, digits and - only");
        }
        if (subject.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a subject is one line");
        }
    }
}
