package org.certrenewal.documents.seal;

import java.time.Instant;
import java.util.List;

/** The port that keeps archive timestamps beside the papers, and knows for how long each paper is proved. */
public interface ArchiveStore {

    /** Says that what is stored of a paper can't be read, as when its bytes no longer match their hash. */
    final class Unreadable extends RuntimeException {

        private static final long serialVersionUID = 1L;

        /** Takes what is wrong; nothing personal. */
        public Unreadable(Throwable cause) {
            super(cause.getClass().getSimpleName(), cause);
        }
    }

    /** Names papers nobody has looked at yet, at most so many. */
    List<String> unknown(int most);

    /** Names papers whose newest timestamp ends before that moment, or is over one of those digests. */
    List<String> ending(Instant before, List<String> digests, int most);

    /**
     * Returns a paper's file; empty if it was erased.
     *
     * @throws Unreadable if it can't be read
     */
    java.util.Optional<byte[]> file(String paperId);

    /** Returns a paper's archive timestamps, in their order. */
    List<byte[]> of(String paperId);

    /** Returns the archive timestamps of the paper with these bytes. */
    List<byte[]> ofFile(String sha256);

    /** Keeps for how long a paper is proved. */
    void proved(String paperId, ArchiveTimestamps.Proof proof);

    /** Keeps a further archive timestamp; of two at the same moment one is kept. */
    void add(String paperId, int sequence, byte[] token, Instant now, ArchiveTimestamps.Proof proof);
}
