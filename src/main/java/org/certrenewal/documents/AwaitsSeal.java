package org.certrenewal.documents;

/** Says that a letter or a certificate is there, and can be opened once it has its seal. */
public final class AwaitsSeal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Names the case, as logs may. */
    public AwaitsSeal(String caseNumber) {
        super("a paper of " + caseNumber + " awaits its seal");
    }
}
