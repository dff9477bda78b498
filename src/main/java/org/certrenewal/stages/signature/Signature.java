package org.certrenewal.stages.signature;

import org.certrenewal.casefile.Section;
import org.certrenewal.typed.Lengths;
import org.certrenewal.typed.Longest;

/**
 * Holds the drawn signature with what binds it to the content (电子签名法 Art 13).
 *
 * @param drawing the drawing as a {@code data:image/png;base64,} address
 * @param contentHash SHA-256 of the content that was signed; set by the server
 * @param faceSession the face check that vouches for the signer; set by the server
 * @param signedAt when, ISO 8601; set by the server
 * @param seal SHA-256 over drawing, content hash, face check and time; set by the server
 * @param typedName what the drawing was made of, where the name was typed and not drawn by hand; null otherwise
 */
public record Signature(
        String drawing,
        String contentHash,
        String faceSession,
        String signedAt,
        String seal,
        @Longest(Lengths.NAME) String typedName) {

    /** Names where it is kept in the case file. */
    public static final Section<Signature> SECTION = new Section<>("signature", Signature.class);

    /** Holds a signature that was drawn by hand. */
    public Signature(String drawing, String contentHash, String faceSession, String signedAt, String seal) {
        this(drawing, contentHash, faceSession, signedAt, seal, null);
    }
}
