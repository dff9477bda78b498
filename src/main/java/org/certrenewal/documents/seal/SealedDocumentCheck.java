package org.certrenewal.documents.seal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Answers for any file that a stranger uploads: PDF or OFD, genuine or hostile. Files that are larger than any of ours
 * are refused unread; what is read of the others is bounded, so that an answer takes less than two seconds and 64 MB.
 */
public final class SealedDocumentCheck {

    /** The largest file that is looked at, in bytes; ours have less than a tenth of it. */
    public static final int MAX_FILE = 4 * 1024 * 1024;

    private static final byte[] PDF = "%PDF-".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ZIP = {'P', 'K', 3, 4};

    private final TrustSource trust;

    /** Makes the check; it takes what the list names for a seal, and nothing else. */
    public SealedDocumentCheck(TrustList trust) {
        this(() -> trust);
    }

    /** Makes the check with a list that may change from one file to the next. */
    public SealedDocumentCheck(TrustSource trust) {
        this.trust = trust;
    }

    /** Checks a file; never throws for what is in it. */
    public SealReport check(byte[] file) {
        return check(file, List.of());
    }

    /** Checks a file beside which archive timestamps were kept ({@link ArchiveTimestamps}). */
    public SealReport check(byte[] file, List<byte[]> archived) {
        if (file.length > MAX_FILE) {
            return SealReport.of(SealReport.Finding.UNREADABLE, "文件超过4MB");
        }
        if (startsWith(file, PDF)) {
            return new PdfSealVerifier(trust.trust(), archived).verify(file);
        }
        if (startsWith(file, ZIP)) {
            OfdSealVerifier verifier = new OfdSealVerifier(trust.trust(), archived);
            return OfdOriginal.of(file).map(verifier::verifyRewritten).orElseGet(() -> verifier.verify(file));
        }
        return SealReport.of(SealReport.Finding.UNREADABLE, "只能核验PDF或OFD格式的证照和文书");
    }

    /**
     * Returns a file as it was sealed, if another program has saved it anew since; what is in it may have been changed.
     * Only OFD files can be: a PDF's seal covers every byte.
     *
     * @return empty if the file stands as it was sealed, or isn't ours
     */
    public static Optional<byte[]> original(byte[] file) {
        return startsWith(file, ZIP) ? OfdOriginal.of(file) : Optional.empty();
    }

    private static boolean startsWith(byte[] file, byte[] beginning) {
        return file.length > beginning.length
                && Arrays.equals(file, 0, beginning.length, beginning, 0, beginning.length);
    }
}
