package org.certrenewal.registry;

import java.util.Arrays;

/** Names what was done to a certificate with the code of C0304-2022. */
public enum OperationCode {
    ISSUED("01", "新发"),
    RENEWED("02", "延续"),
    SUSPENDED("03", "暂扣"),
    LAPSED("04", "过期失效"),
    CANCELLED("05", "注销(撤销、吊销)"),
    RETURNED("06", "暂扣发还"),
    OTHER("07", "其他"),
    CHANGED("08", "变更");

    private final String code;
    private final String label;

    OperationCode(String code, String label) {
        this.code = code;
        this.label = label;
    }

    public String code() {
        return code;
    }

    public String label() {
        return label;
    }

    /** Tells whether the operation gives the certificate a new QR code. */
    public boolean givesNewQrCode() {
        return this == ISSUED || this == RENEWED || this == CHANGED;
    }

    /**
     * Returns the operation of a code.
     *
     * @throws IllegalArgumentException if the standard has no such code
     */
    public static OperationCode ofCode(String code) {
        return Arrays.stream(values())
                .filter(operation -> operation.code.equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no certificate operation has the code " + code));
    }

    /** Returns the operation that leads from one state to another. */
    public static OperationCode leadingTo(CertificateStatus status, CertificateStatus before) {
        return switch (status) {
            case VALID -> before == CertificateStatus.SUSPENDED ? RETURNED : OTHER;
            case SUSPENDED -> SUSPENDED;
            case REVOKED, RESCINDED, CANCELLED -> CANCELLED;
            case LAPSED -> LAPSED;
            case OTHER -> OTHER;
        };
    }
}
