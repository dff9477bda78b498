package org.certrenewal.registry.imports;

import java.time.Instant;
import java.util.Optional;

/**
 * Holds one import and how far it is.
 *
 * @param digest SHA-256 of the file, once it was read
 * @param hinderedBy the case or act for which it couldn't be taken back, or empty
 */
public record ImportRun(
        String id,
        Source source,
        State state,
        String format,
        Optional<String> digest,
        String mapping,
        Optional<String> photosDigest,
        String startedBy,
        Instant startedAt,
        Optional<String> confirmedBy,
        Optional<Instant> confirmedAt,
        Optional<Instant> endedAt,
        long bytes,
        int lines,
        int done,
        int added,
        int changed,
        int unchanged,
        int refused,
        int differing,
        int photos,
        int takenBack,
        String hinderedBy) {

    /** Names the way by which it came. */
    public enum Source {
        PAGE,
        COMMAND
    }

    /** Names how it stands. */
    public enum State {
        RECEIVING("正在上传"),
        CHECKING("正在试导"),
        CHECKED("试导完成，等待确认"),
        REFUSED("文件不能导入"),
        RUNNING("正在导入"),
        DONE("已导入"),
        TAKING_BACK("正在收回"),
        TAKEN_BACK("已收回"),
        DISCARDED("已放弃");

        private final String label;

        State(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }

        /** Tells whether somebody works on it without being asked. */
        public boolean isAtWork() {
            return this == CHECKING || this == RUNNING || this == TAKING_BACK;
        }

        /** Tells whether it can be given up, since nothing of it was brought in. */
        public boolean isBeforeConfirmation() {
            return this == RECEIVING || this == CHECKING || this == CHECKED;
        }
    }

    /** Returns how much is done, in percent. */
    public int percent() {
        return lines == 0 ? 0 : (int) Math.min(100, 100L * done / lines);
    }
}
