package org.certrenewal.documents.seal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The port behind which a timestamping authority (RFC 3161) stands. */
@FunctionalInterface
public interface Timestamps {

    /** Names the digests that may be sent. */
    List<String> DIGESTS = List.of("SHA-256", "SHA-384", "SHA-512", "SM3");

    /**
     * Asks.
     *
     * @param request DER of a {@code TimeStampReq}
     * @return DER of the {@code TimeStampResp}
     * @throws org.certrenewal.documents.SealsUnavailable if there is no answer
     */
    byte[] ask(byte[] request);

    /** Returns the digest that is sent to it: SHA-256, SHA-384, SHA-512, or SM3 for an authority that signs by SM2. */
    default String digest() {
        return "SHA-256";
    }

    /** Returns since when it doesn't answer; empty if it does, or wasn't asked yet. */
    default Optional<Instant> failingSince() {
        return Optional.empty();
    }

    /** Returns the policy (OID) under which it shall timestamp; empty for its own choice. */
    default Optional<String> policy() {
        return Optional.empty();
    }
}
