package org.certrenewal.casefile;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Says which office last had a renewal of a certificate before it. */
@Repository
public class CertificateOffices {

    private final JdbcClient jdbc;

    CertificateOffices(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns the office to which the newest application for a certificate's renewal was submitted. */
    public Optional<String> officeOf(String certificateNumber) {
        return jdbc.sql("""
                        select office from case_file
                         where certificate_number = :certificate and office is not null and submitted_at is not null
                         order by opened_at desc fetch first 1 rows only
                        """)
                .param("certificate", certificateNumber)
                .query(String.class)
                .optional();
    }
}
