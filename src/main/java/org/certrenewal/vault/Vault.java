package org.certrenewal.vault;

/** Seals personal data for the database and opens it again. */
public interface Vault {

    /**
     * Seals a text.
     *
     * @param purpose table and key of the row; must be the same when it is opened
     */
    String seal(String purpose, String text);

    /**
     * Opens a sealed text.
     *
     * @throws BrokenSeal if it was changed, sealed for something else, or by a key that isn't there
     */
    String open(String purpose, String sealed);

    /** Seals bytes. */
    byte[] seal(String purpose, byte[] content);

    /**
     * Opens sealed bytes.
     *
     * @throws BrokenSeal if they were changed, sealed for something else, or by a key that isn't there
     */
    byte[] open(String purpose, byte[] sealed);

    /** Tells whether a text is a sealed one. */
    boolean isSealed(String stored);

    /** Seals a text that may be empty or missing, which is stored as it is. */
    default String write(String purpose, String text) {
        return text == null || text.isEmpty() ? text : seal(purpose, text);
    }

    /**
     * Opens what {@link #write} made; what is no sealed text is returned as it is, since older versions of the program
     * stored such texts as they were entered.
     *
     * @throws BrokenSeal as {@link #open(String, String)}
     */
    default String read(String purpose, String stored) {
        return stored != null && isSealed(stored) ? open(purpose, stored) : stored;
    }

    /** Returns a keyed digest, 64 hexadecimal digits: finds a value without showing it. */
    String index(String purpose, String value);

    /** Tells whether a text was sealed with the key that seals now. */
    boolean isCurrent(String sealed);

    /** Tells whether bytes were sealed with the key that seals now. */
    boolean isCurrent(byte[] sealed);

    /** Says that something can't be opened. */
    class BrokenSeal extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BrokenSeal(String purpose, Throwable cause) {
            super("what is stored for " + purpose + " can't be opened: changed, moved, or its key is missing", cause);
        }
    }
}
