package org.certrenewal.registry.imports;

import java.util.Arrays;
import java.util.Optional;
import org.certrenewal.registry.CertificateStatus;

/** Names what a nightly delta says of a certificate, 变更类型. Where none is named, the whole line is compared. */
public enum ChangeKind {
    NEW("新增", null),
    RENEWED("延续", CertificateStatus.VALID),
    SUSPENDED("暂扣", CertificateStatus.SUSPENDED),
    RETURNED("暂扣发还", CertificateStatus.VALID),
    REVOKED("吊销", CertificateStatus.REVOKED),
    RESCINDED("撤销", CertificateStatus.RESCINDED),
    CANCELLED("注销", CertificateStatus.CANCELLED),
    LAPSED("过期失效", CertificateStatus.LAPSED),
    NAME("姓名变更", null),
    OFFICE("机构变更", null);

    private final String label;
    private final CertificateStatus status;

    ChangeKind(String label, CertificateStatus status) {
        this.label = label;
        this.status = status;
    }

    public String label() {
        return label;
    }

    /** Returns the state that it leads to, where it leads to one. */
    public Optional<CertificateStatus> status() {
        return Optional.ofNullable(status);
    }

    static Optional<ChangeKind> ofLabel(String label) {
        return Arrays.stream(values()).filter(it -> it.label.equals(label)).findFirst();
    }
}
