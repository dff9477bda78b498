package org.certrenewal.registry;

import java.util.Arrays;

/** Names a certificate's state with the code of C0304-2022. */
public enum CertificateStatus {
    VALID("01", "有效"),
    SUSPENDED("02", "暂扣"),
    REVOKED("03", "吊销"),
    RESCINDED("04", "撤销"),
    CANCELLED("05", "注销"),
    LAPSED("06", "失效"),
    OTHER("99", "其他");

    private final String code;
    private final String label;

    CertificateStatus(String code, String label) {
        this.code = code;
        this.label = label;
    }

    public String code() {
        return code;
    }

    public String label() {
        return label;
    }

    /**
     * Returns the state of a code.
     *
     * @throws IllegalArgumentException if the standard has no such code
     */
    public static CertificateStatus ofCode(String code) {
        return Arrays.stream(values())
                .filter(status -> status.code.equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no certificate status has the code " + code));
    }
}
