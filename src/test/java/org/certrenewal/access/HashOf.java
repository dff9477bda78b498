package org.certrenewal.access;

/** Hashes as the engine's table of users has it. */
public final class HashOf {

    private HashOf() {}

    /** Hashes a password that has its salt behind it already. */
    public static String password(String salted) {
        return Passwords.PREFIX + new Passwords().encrypt(salted);
    }
}
