package org.certrenewal.documents;

import java.time.Instant;
import java.util.Objects;

/**
 * A paper as it was issued; never rendered again.
 *
 * @param id unguessable; 128 random bits
 * @param caseNumber the case, or for certificates of other origin another reference
 * @param kind what it is
 * @param occurrence tells papers of the same case and kind apart, such as the certificate's version; {@code 1} where
 *     there is only one
 * @param number 文号 or certificate number
 * @param title as shown in a list
 * @param issuedAt when it was stored
 * @param mediaType such as {@code application/pdf}
 * @param content the file
 */
public record Paper(
        String id,
        String caseNumber,
        PaperKind kind,
        String occurrence,
        String number,
        String title,
        Instant issuedAt,
        String mediaType,
        Content content) {

    /** The media type of PDF. */
    public static final String PDF = "application/pdf";

    /** The media type of OFD (GB/T 33190). */
    public static final String OFD = "application/ofd";

    /** Refuses missing values. */
    public Paper {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(caseNumber, "caseNumber");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(occurrence, "occurrence");
        Objects.requireNonNull(number, "number");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(issuedAt, "issuedAt");
        Objects.requireNonNull(mediaType, "mediaType");
        Objects.requireNonNull(content, "content");
    }

    /** Returns the SHA-256 of the file in small hexadecimal letters. */
    public String sha256() {
        return content.sha256();
    }

    /** Returns a copy of the file. */
    public byte[] bytes() {
        return content.bytes();
    }

    /** Leaves content and number out: logs carry case numbers only. */
    @Override
    public String toString() {
        return "Paper[" + kind + " of case " + caseNumber + "]";
    }
}
