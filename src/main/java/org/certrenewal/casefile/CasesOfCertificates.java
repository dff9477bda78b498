package org.certrenewal.casefile;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.certrenewal.registry.imports.Touch;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Says which cases are about which certificates, for many certificates at once. */
@Repository
public class CasesOfCertificates implements Touch {

    private final JdbcClient jdbc;

    CasesOfCertificates(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Holds a case.
     *
     * @param office the office that it was submitted to
     */
    public record Submitted(String number, String office) {}

    /** Returns the case of each certificate, whatever has become of it. */
    @Override
    public Map<String, String> touching(Collection<String> numbers) {
        Map<String, String> cases = new HashMap<>();
        jdbc.sql("select certificate_number, case_number from case_file where certificate_number in (:numbers)")
                .param("numbers", numbers)
                .query(row -> {
                    cases.put(row.getString(1), row.getString(2));
                });
        return cases;
    }

    /** Returns the open case of each certificate that was submitted; what is still a draft is checked again. */
    public Map<String, Submitted> submitted(Collection<String> numbers) {
        if (numbers.isEmpty()) {
            // PostgreSQL takes no empty list.
            return Map.of();
        }
        Map<String, Submitted> cases = new HashMap<>();
        jdbc.sql("""
                        select o.certificate_number, f.case_number, f.office from open_renewal o
                          join case_file f on f.case_number = o.case_number
                         where o.certificate_number in (:numbers) and f.closed_at is null
                           and f.submitted_at is not null
                        """).param("numbers", numbers).query(row -> {
            cases.put(row.getString(1), new Submitted(row.getString(2), row.getString(3)));
        });
        return cases;
    }
}
