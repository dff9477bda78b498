package org.certrenewal.access;

/** Compares a password with what the table of users holds, before there is an engine. */
public final class PasswordHashes {

    private PasswordHashes() {}

    /**
     * Compares.
     *
     * @param hash as the engine stores it, with the algorithm's name in front; null if the account has no password
     * @param salt as the engine stores it, or null
     * @return false for a hash of another algorithm
     */
    public static boolean matches(String password, String hash, String salt) {
        if (hash == null || !hash.startsWith(Passwords.PREFIX)) {
            return false;
        }
        return new Passwords()
                .check(salt == null ? password : password.concat(salt), hash.substring(Passwords.PREFIX.length()));
    }
}
