package org.certrenewal.casefile;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Holds which case renews a certificate; a certificate has place for one. */
@Repository
public class OpenRenewals {

    private final JdbcClient jdbc;

    OpenRenewals(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Takes the one place that a certificate has for an open renewal.
     *
     * @return false if another case holds it
     */
    public boolean claim(String caseNumber, String certificateNumber) {
        jdbc.sql("delete from open_renewal where case_number = :case and certificate_number <> :certificate")
                .param("case", caseNumber)
                .param("certificate", certificateNumber)
                .update();
        jdbc.sql("""
                        insert into open_renewal (certificate_number, case_number)
                        select cast(:certificate as varchar(25)), cast(:case as varchar(32))
                         where not exists (select 1 from open_renewal where certificate_number = :certificate)
                        """)
                .param("certificate", certificateNumber)
                .param("case", caseNumber)
                .update();
        return caseOf(certificateNumber).filter(caseNumber::equals).isPresent();
    }

    /** Returns the case that renews a certificate. */
    public Optional<String> caseOf(String certificateNumber) {
        return jdbc.sql("select case_number from open_renewal where certificate_number = :certificate")
                .param("certificate", certificateNumber)
                .query(String.class)
                .optional();
    }

    /** Frees the certificate that a case held. */
    public void release(String caseNumber) {
        jdbc.sql("delete from open_renewal where case_number = :case")
                .param("case", caseNumber)
                .update();
    }
}
