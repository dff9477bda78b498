package org.certrenewal.setup;

/** Says why the program can't start, and what to do. */
class CannotStart extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    CannotStart(String reason, String remedy) {
        super(reason);
        this.remedy = remedy;
    }

    String remedy() {
        return remedy;
    }
}
