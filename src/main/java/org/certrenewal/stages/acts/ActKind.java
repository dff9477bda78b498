package org.certrenewal.stages.acts;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.certrenewal.registry.CertificateStatus;

/** Names what an authority can do about a certificate, from which states, and on which grounds. */
enum ActKind {
    SUSPEND("暂扣", CertificateStatus.SUSPENDED, Set.of(CertificateStatus.VALID), List.of("行政处罚法第九条第三项：行政处罚决定暂扣许可证件")),
    LIFT("暂扣发还", CertificateStatus.VALID, Set.of(CertificateStatus.SUSPENDED), List.of("暂扣期限届满", "暂扣决定被撤销或者变更")),
    REVOKE(
            "吊销",
            CertificateStatus.REVOKED,
            Set.of(CertificateStatus.VALID, CertificateStatus.SUSPENDED, CertificateStatus.LAPSED),
            List.of("行政处罚法第九条第三项：行政处罚决定吊销许可证件")),
    RESCIND(
            "撤销",
            CertificateStatus.RESCINDED,
            Set.of(CertificateStatus.VALID, CertificateStatus.SUSPENDED, CertificateStatus.LAPSED),
            List.of(
                    "行政许可法第六十九条第二款：以欺骗、贿赂等不正当手段取得",
                    "行政许可法第六十九条第一款：违法作出准予许可决定",
                    "建质〔2008〕75号第二十九条：弄虚作假骗取资格证书或者办理延期复核手续")),
    CANCEL(
            "注销",
            CertificateStatus.CANCELLED,
            Set.of(
                    CertificateStatus.VALID,
                    CertificateStatus.SUSPENDED,
                    CertificateStatus.REVOKED,
                    CertificateStatus.RESCINDED,
                    CertificateStatus.LAPSED),
            List.of("行政许可法第七十条第一项：有效期届满未延续", "行政许可法第七十条第二项：持证人死亡或者丧失行为能力", "行政许可法第七十条第四项：许可依法被撤销、撤回，或者许可证件依法被吊销"));

    private final String label;
    private final CertificateStatus status;
    private final Set<CertificateStatus> from;
    private final List<String> grounds;

    ActKind(String label, CertificateStatus status, Set<CertificateStatus> from, List<String> grounds) {
        this.label = label;
        this.status = status;
        this.from = from;
        this.grounds = grounds;
    }

    String label() {
        return label;
    }

    /** Returns the state to which it leads. */
    CertificateStatus status() {
        return status;
    }

    List<String> grounds() {
        return grounds;
    }

    boolean isPossibleFrom(CertificateStatus present) {
        return from.contains(present);
    }

    static List<ActKind> possibleFrom(CertificateStatus present) {
        return Arrays.stream(values())
                .filter(kind -> kind.isPossibleFrom(present))
                .toList();
    }
}
