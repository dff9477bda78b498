package org.certrenewal.documents.seal;

import java.time.Instant;
import java.util.Objects;

/**
 * What a check of a sealed file found. Whether the certificate is still valid is the registry's to say.
 *
 * @param finding the answer
 * @param reference the identifier (证照标识) that the file carries, or its subject for letters; empty if unreadable
 * @param signer who sealed, from the signer's certificate; empty if unreadable
 * @param moment when, as the seal says; {@link Instant#EPOCH} if unreadable
 * @param detail one sentence in Chinese for the person who asked
 */
public record SealReport(Finding finding, String reference, String signer, Instant moment, String detail) {

    /** The possible answers. */
    public enum Finding {
        /** Sealed with a trusted key and unchanged, to the last byte. */
        GENUINE,
        /**
         * Sealed with a trusted key, and every file in the OFD container unchanged; but the container itself, which no
         * seal covers, was written anew by another program.
         */
        REWRITTEN,
        /** Unchanged, but sealed with a key that this service doesn't know. */
        UNKNOWN_SIGNER,
        /** Sealed and changed afterwards, or the seal is broken. */
        CHANGED,
        /** No seal of this service in it. */
        UNSEALED,
        /** Not a PDF or OFD file that can be read within the limits. */
        UNREADABLE
    }

    /** Refuses missing values. */
    public SealReport {
        Objects.requireNonNull(finding, "finding");
        Objects.requireNonNull(reference, "reference");
        Objects.requireNonNull(signer, "signer");
        Objects.requireNonNull(moment, "moment");
        Objects.requireNonNull(detail, "detail");
    }

    static SealReport of(Finding finding, String detail) {
        return new SealReport(finding, "", "", Instant.EPOCH, detail);
    }

    /** Returns it for a file that was saved anew. */
    SealReport rewritten() {
        return new SealReport(Finding.REWRITTEN, reference, signer, moment, "内容未变，文件被重新保存过；" + detail);
    }

    /** Says whether file and seal are both good. */
    public boolean isGenuine() {
        return finding == Finding.GENUINE;
    }
}
