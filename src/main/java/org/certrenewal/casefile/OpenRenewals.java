package org.certrenewal.casefile;

import java.util.List;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Holds which case renews a certificate; a certificate has place for one. A case that doesn't name its certificate yet
 * takes the one place that its applicant has for such a draft.
 */
@Repository
public class OpenRenewals {

    private final JdbcClient jdbc;
    private final Remembered remembered;

    OpenRenewals(JdbcClient jdbc, Remembered remembered) {
        this.jdbc = jdbc;
        this.remembered = remembered;
    }

    /** By which it is remembered whether a person has such a draft. */
    private record Draft(String applicant) {}

    /**
     * Takes the one place that a person has for a draft without certificate.
     *
     * @throws DuplicateKeyException if another case holds it, or has just taken it
     */
    public void begin(String caseNumber, String applicant) {
        remembered.forget(new Draft(applicant));
        jdbc.sql("""
                        delete from open_draft
                         where applicant = :applicant and case_number in
                               (select case_number from case_file
                                 where applicant = :applicant
                                   and (closed_at is not null or certificate_number is not null))
                        """).param("applicant", applicant).update();
        jdbc.sql("insert into open_draft (applicant, case_number) values (:applicant, :case)")
                .param("applicant", applicant)
                .param("case", caseNumber)
                .update();
    }

    /** Returns the draft of a person that names no certificate yet. */
    public Optional<String> draftOf(String applicant) {
        return remembered
                .find(
                        new Draft(applicant),
                        () -> Optional.of(jdbc.sql("""
                        select open_draft.case_number from open_draft
                          join case_file on case_file.case_number = open_draft.case_number
                         where open_draft.applicant = :applicant and case_file.closed_at is null
                           and case_file.certificate_number is null
                        """)
                                .param("applicant", applicant)
                                .query(String.class)
                                .optional()))
                .orElseThrow();
    }

    /**
     * Takes the one place that a certificate has for an open renewal.
     *
     * @param file the case, with the certificate that it has named before, if it has
     * @return false if another case holds it
     * @throws CertificateTaken if another has taken it at the same moment
     */
    public boolean claim(CaseFile file, String certificateNumber) {
        if (file.certificateNumber()
                .filter(before -> !before.equals(certificateNumber))
                .isPresent()) {
            jdbc.sql("delete from open_renewal where case_number = :case and certificate_number <> :certificate")
                    .param("case", file.number())
                    .param("certificate", certificateNumber)
                    .update();
        }
        int taken;
        try {
            taken = jdbc.sql("""
                            insert into open_renewal (certificate_number, case_number)
                            select cast(:certificate as varchar(25)), cast(:case as varchar(32))
                             where not exists (select 1 from open_renewal where certificate_number = :certificate)
                            """)
                    .param("certificate", certificateNumber)
                    .param("case", file.number())
                    .update();
        } catch (DuplicateKeyException | TransientDataAccessException another) {
            // H2 says of two at the same moment that one could try again; PostgreSQL says what it is.
            throw new CertificateTaken(another);
        }
        boolean claimed = taken == 1
                || caseOf(certificateNumber).filter(file.number()::equals).isPresent();
        if (claimed) {
            // Its place as a draft counts no more, and whoever begins the next one clears it away.
            remembered.forgetAll(Draft.class);
        }
        return claimed;
    }

    /** Returns the case that renews a certificate. */
    public Optional<String> caseOf(String certificateNumber) {
        return jdbc.sql("select case_number from open_renewal where certificate_number = :certificate")
                .param("certificate", certificateNumber)
                .query(String.class)
                .optional();
    }

    /** Frees whatever place a case held. */
    public void release(String caseNumber) {
        releaseDraft(caseNumber);
        releaseCertificate(caseNumber);
    }

    /** Frees the certificate that a case held. */
    public void releaseCertificate(String caseNumber) {
        jdbc.sql("delete from open_renewal where case_number = :case")
                .param("case", caseNumber)
                .update();
    }

    /** Returns closed cases that still hold a place, in the order of their numbers. */
    public List<String> heldForNothing() {
        return jdbc.sql("""
                        select o.case_number
                          from (select case_number from open_renewal union select case_number from open_draft) o
                          join case_file f on f.case_number = o.case_number
                         where f.closed_at is not null
                         order by o.case_number
                        """).query(String.class).list();
    }

    /** Frees the place that a case held as a draft. */
    public void releaseDraft(String caseNumber) {
        remembered.forgetAll(Draft.class);
        jdbc.sql("delete from open_draft where case_number = :case")
                .param("case", caseNumber)
                .update();
    }
}
