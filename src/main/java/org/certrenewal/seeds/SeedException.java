package org.certrenewal.seeds;

/**
 * Says that a seed file can't be used, and where and why. The message is meant to be read by whoever edits the file.
 */
public final class SeedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String file;
    private final int line;
    private final String reason;

    /**
     * Creates the exception.
     *
     * @param file name of the file, as the editor knows it
     * @param line line in the file, beginning with 1; 0 if the whole file is meant
     * @param reason what is wrong, in one sentence
     */
    public SeedException(String file, int line, String reason) {
        super(line > 0 ? file + ", line " + line + ": " + reason : file + ": " + reason);
        this.file = file;
        this.line = line;
        this.reason = reason;
    }

    public String file() {
        return file;
    }

    public int line() {
        return line;
    }

    public String reason() {
        return reason;
    }
}
