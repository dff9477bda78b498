package org.certrenewal.partners;

import org.certrenewal.process.outbox.NotNow;

/** Says at once that a partner can't be called now, without waiting for it. */
public class PartnerUnavailable extends NotNow {
    private static final long serialVersionUID = 1L;

    /** Says why. */
    public enum Why {
        /** An administrator has paused the line. */
        PAUSED,
        /** It failed too often lately; it is tried again by itself. */
        BROKEN,
        /** The partner asked to be left alone for a while. */
        RESTING,
        /** As many calls as it may have are under way. */
        FULL
    }

    private final Partner partner;
    private final Why why;

    PartnerUnavailable(Partner partner, Why why, Throwable cause) {
        super("the line to " + partner.id() + " is " + why.name().toLowerCase(java.util.Locale.ROOT), cause);
        this.partner = partner;
        this.why = why;
    }

    public Partner partner() {
        return partner;
    }

    public Why why() {
        return why;
    }

    /** Returns the sentence for people who have to wait, in Chinese. */
    public String sentence() {
        return partner.sentence();
    }
}
