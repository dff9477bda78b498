package org.certrenewal.documents;

import java.time.Instant;
import java.util.Optional;

/**
 * A paper in a list, without its bytes; see {@link Paper} for the parts.
 *
 * @param size in bytes
 * @param servedAt when its addressee first opened it; empty before
 */
public record ListedPaper(
        String id,
        String caseNumber,
        PaperKind kind,
        String occurrence,
        String number,
        String title,
        Instant issuedAt,
        String mediaType,
        int size,
        String sha256,
        Optional<Instant> servedAt) {

    /** Returns the title, and of a certificate which of its two files it is. */
    public String label() {
        return switch (kind) {
            case CERTIFICATE_OFD -> title + "（OFD，正本）";
            case CERTIFICATE_PDF -> title + "（PDF，副本）";
            default -> title;
        };
    }
}
