package org.certrenewal.insight;

/** Says, in Chinese, why a parameter of a call can't be taken. */
class BadParameter extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String parameter;

    BadParameter(String parameter, String reason) {
        super(reason);
        this.parameter = parameter;
    }

    String parameter() {
        return parameter;
    }
}
