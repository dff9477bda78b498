package org.certrenewal.documents;

import java.time.LocalDate;
import java.util.Optional;

/** Certificates for tests. */
public final class Faces {

    private Faces() {}

    public static CertificateFace of(String holder) {
        return of(holder, "建筑电工");
    }

    public static CertificateFace of(String holder, String trade) {
        return new CertificateFace(
                "浙B012023000123",
                holder,
                "男",
                trade,
                LocalDate.of(2019, 3, 4),
                LocalDate.of(2026, 8, 9),
                LocalDate.of(2029, 8, 8),
                "浙江省住房和城乡建设厅",
                LocalDate.of(2026, 7, 21),
                "1.2.156.3005.2.11100000000013338W032.11330000002482082K.3023000123.002.5",
                "https://certs.example.gov.cn/verify/Qm7x2LkT9aV4",
                "https://certs.example.gov.cn/verify/Qm7x2LkT9aV4#CR1.ASEuMDEyMzQ1Njc4OWFiY2RlZmdoaWprbG1ub3BxcnN0dXZ3eHl6QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVowMTIzNDU2Nzg5",
                Optional.empty());
    }
}
