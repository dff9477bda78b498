package org.certrenewal.process.outbox;

import java.util.regex.Pattern;

/**
 * Says that a partner has understood a message and refuses it, so that sending it again as it is doesn't help. It is
 * dead at once, until somebody has mended what was refused and sends it again. The partner itself is well.
 */
public class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9._-]{1,60}");

    private final String code;

    /**
     * Takes the partner's own code for the reason; of its words, in which somebody could be named, nothing is kept.
     *
     * @param code letters, digits and {@code . _ -}; anything else is taken for {@code unknown}
     */
    public Refused(String code) {
        super("refused: " + known(code));
        this.code = known(code);
    }

    private static String known(String code) {
        return code != null && CODE.matcher(code).matches() ? code : "unknown";
    }

    /** Returns the partner's code for the reason. */
    public String code() {
        return code;
    }
}
