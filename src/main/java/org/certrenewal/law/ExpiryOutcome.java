package org.certrenewal.law;

/** Says what follows when a certificate's term ends while its renewal is undecided. */
public enum ExpiryOutcome {
    /** The term hasn't ended, or the case is decided: nothing follows. */
    NOTHING,
    /** The silence counts as a renewal (行政许可法 Art 50(2)): it is issued and marked so. */
    DEEMED_RENEWED,
    /** The supervisor is alarmed; nothing is issued. */
    ALARM
}
