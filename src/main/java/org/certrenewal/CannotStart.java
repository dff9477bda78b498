package org.certrenewal;

/** Says to the operator why the program can't start, and what to do. */
public class CannotStart extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    /** Takes both sentences in Chinese, as the log shows them. */
    public CannotStart(String reason, String remedy) {
        this(reason, remedy, null);
    }

    public CannotStart(String reason, String remedy, Throwable cause) {
        super(reason, cause);
        this.remedy = remedy;
    }

    public String remedy() {
        return remedy;
    }
}
