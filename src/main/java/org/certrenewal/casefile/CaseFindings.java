package org.certrenewal.casefile;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.certrenewal.law.Finding;
import org.certrenewal.vault.Vault;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Keeps what was found in a case: problems that its applicant mends in a form, findings that its officer judges. */
@Repository
public class CaseFindings {

    static final String PROBLEMS = "case_problem";
    static final String FINDINGS = "case_finding";

    private static final String PROBLEM = "case_problem/";
    private static final String FINDING = "case_finding/";

    private final JdbcClient jdbc;
    private final CaseLocks locks;
    private final Vault vault;
    private final Remembered remembered;

    /** By which it is remembered what a later check has just found. */
    private record Replaced(String number) {}

    /** By which it is remembered that nothing stands in one of the tables. */
    private record Nothing(String table, String number) {}

    private record Problems(String element, List<Problem> problems) {}

    CaseFindings(JdbcClient jdbc, CaseLocks locks, Vault vault, Remembered remembered) {
        this.locks = locks;
        this.remembered = remembered;
        this.jdbc = jdbc;
        this.vault = vault;
    }

    /** Replaces what a later check found wrong with a form. */
    @Transactional
    public void replaceProblems(String number, String element, List<Problem> problems) {
        empty(PROBLEMS, number, problems.size());
        int seq = 0;
        for (Problem problem : problems) {
            jdbc.sql("insert into case_problem (case_number, seq, element, field, message) values (?, ?, ?, ?, ?)")
                    .params(number, ++seq, element, problem.field(), vault.write(PROBLEM + number, problem.message()))
                    .update();
        }
        remembered.put(new Replaced(number), new Problems(element, List.copyOf(problems)));
    }

    /** Returns what a later check found wrong with a form. */
    public List<Problem> problems(String number, String element) {
        Optional<Problems> replaced = remembered.known(new Replaced(number));
        if (replaced.isPresent()) {
            return replaced.get().element().equals(element) ? replaced.get().problems() : List.of();
        }
        return jdbc.sql(
                        "select field, message from case_problem where case_number = :number and element = :element order by seq")
                .param("number", number)
                .param("element", element)
                .query((row, index) -> new Problem(row.getString(1), vault.read(PROBLEM + number, row.getString(2))))
                .list();
    }

    /** Replaces what was found for the officer to judge. */
    @Transactional
    public void replaceFindings(String number, List<Finding> findings) {
        empty(FINDINGS, number, findings.size());
        int seq = 0;
        for (Finding finding : findings) {
            jdbc.sql("""
                            insert into case_finding (case_number, seq, code, severity, text, article, field)
                            values (?, ?, ?, ?, ?, ?, ?)
                            """)
                    .params(
                            number,
                            ++seq,
                            finding.code(),
                            finding.severity().name(),
                            vault.write(FINDING + number, finding.text()),
                            finding.article(),
                            finding.field())
                    .update();
        }
    }

    /**
     * Takes away what has been put right since.
     *
     * @return whether there was any of it
     */
    @Transactional
    public boolean settle(String number, Set<String> codes) {
        locks.hold(number);
        return jdbc.sql("delete from case_finding where case_number = :number and code in (:codes)")
                        .param("number", number)
                        .param("codes", codes)
                        .update()
                > 0;
    }

    /** Returns what was found for the officer to judge. */
    public List<Finding> findings(String number) {
        return jdbc.sql(
                        "select code, severity, text, article, field from case_finding where case_number = :number order by seq")
                .param("number", number)
                .query((row, index) -> new Finding(
                        row.getString(1),
                        Finding.Severity.valueOf(row.getString(2)),
                        vault.read(FINDING + number, row.getString(3)),
                        row.getString(4),
                        row.getString(5)))
                .list();
    }

    /** Remembers whether anything stands in one of the tables, as it was read with the case's head. */
    static void remember(Remembered remembered, String table, String number, int rows) {
        if (rows == 0) {
            remembered.put(new Nothing(table, number), true);
        } else {
            remembered.forget(new Nothing(table, number));
        }
    }

    /** Takes out what stands there, if anything does; whoever adds to it holds the case, and it was read since. */
    private void empty(String table, String number, int rows) {
        locks.hold(number);
        if (remembered.known(new Nothing(table, number)).isEmpty()) {
            jdbc.sql("delete from " + table + " where case_number = :number")
                    .param("number", number)
                    .update();
        }
        remember(remembered, table, number, rows);
    }
}
