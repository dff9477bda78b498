package org.certrenewal.access;

import org.camunda.bpm.engine.impl.digest.PasswordEncryptor;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/**
 * Hashes passwords by Argon2id, with 16 MiB and two passes. Passwords that the engine hashed before, one pass of
 * SHA-512, still open the door once, and are hashed anew then.
 */
final class Passwords implements PasswordEncryptor {

    static final String ALGORITHM = "ARGON2ID";

    /** What the engine puts before a hash. */
    static final String PREFIX = "{" + ALGORITHM + "}";

    private static final Argon2PasswordEncoder ENCODER = Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8();

    @Override
    public String encrypt(String password) {
        return ENCODER.encode(password);
    }

    @Override
    public boolean check(String password, String encrypted) {
        return ENCODER.matches(password, encrypted);
    }

    @Override
    public String hashAlgorithmName() {
        return ALGORITHM;
    }

    /** Takes as long as a check does, so that an unknown user costs as much time as a wrong password. */
    static void waste(String password) {
        ENCODER.encode(password);
    }
}
