package org.certrenewal.notices.outside;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Holds a mail address: the dot-atom form of RFC 5321 section 4.1.2 in ASCII, with a domain of at least two labels.
 * What else the grammar would allow (quoted local parts, comments, address literals, several addresses) nobody has who
 * types his own, and each has been used to smuggle in a second recipient or a header.
 *
 * @param value as it is sent to; the domain in small letters
 */
public record MailAddress(String value) {

    private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
    private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    private static final Pattern FORM = Pattern.compile(
            ATOM + "(?:\\." + ATOM + ")*@(?:" + LABEL + "\\.)+[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])");
    private static final int LONGEST = 254;
    private static final int LONGEST_LOCAL = 64;

    public MailAddress {
        int at = value.lastIndexOf('@');
        if (value.length() > LONGEST
                || at > LONGEST_LOCAL
                || !FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("请填写正确的邮箱地址，例如 name@example.com");
        }
        value = value.substring(0, at) + value.substring(at).toLowerCase(Locale.ROOT);
    }

    /** Reads what somebody typed, with blanks around it or in full-width letters; empty if it is no address. */
    public static Optional<MailAddress> typed(String typed) {
        try {
            return Optional.of(new MailAddress(java.text.Normalizer.normalize(typed, java.text.Normalizer.Form.NFKC)
                    .strip()));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    /** Returns it as its owner recognizes it and nobody else can use it: {@code w***@example.com}. */
    public String masked() {
        return value.charAt(0) + "***" + value.substring(value.lastIndexOf('@'));
    }
}
