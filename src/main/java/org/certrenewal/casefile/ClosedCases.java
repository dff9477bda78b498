package org.certrenewal.casefile;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Says which closed cases still hold something, and marks those of which it is erased. */
@Repository
public class ClosedCases {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Remembered remembered;

    ClosedCases(JdbcClient jdbc, Clock clock, Remembered remembered) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.remembered = remembered;
    }

    /** Names the cases that are kept for the same time. */
    public enum Kind {
        /** Never submitted: nothing of them is kept. */
        DRAFT("erased_at is null and submitted_at is null"),
        /** A certificate came of them. */
        ISSUED("erased_at is null and submitted_at is not null and status = 'ISSUED'"),
        /** None did. */
        WITHOUT_CERTIFICATE("erased_at is null and submitted_at is not null and status <> 'ISSUED'"),
        /** Erased, but still with their papers. */
        PAPERS("papers_erased_at is null and erased_at is not null");

        private final String condition;

        Kind(String condition) {
            this.condition = condition;
        }
    }

    /**
     * Returns cases that were closed before a time, in the order of their numbers, after one and not more than some.
     */
    public List<String> before(OffsetDateTime time, Kind kind, String after, int most) {
        return jdbc.sql("select case_number from case_file where closed_at < :time and " + kind.condition
                        + " and case_number > :after order by case_number fetch first :most rows only")
                .param("time", time)
                .param("after", after)
                .param("most", most)
                .query(String.class)
                .list();
    }

    /** Returns the closed cases that an applicant never submitted. */
    public List<String> unsubmittedOf(String applicant) {
        return jdbc.sql("""
                        select case_number from case_file
                         where applicant = ? and submitted_at is null and closed_at is not null and erased_at is null
                         order by case_number
                        """).param(applicant).query(String.class).list();
    }

    /**
     * Marks a case whose content is erased; of a draft nobody is named any more.
     *
     * @return false if somebody was faster: whoever marks the case first erases it
     */
    public boolean markErased(String number, Kind kind) {
        return mark(
                kind == Kind.DRAFT
                        ? """
                                update case_file set erased_at = :now, applicant = '', certificate_number = null,
                                       certificate_valid_to = null
                                 where case_number = :number and erased_at is null
                                """
                        : "update case_file set erased_at = :now where case_number = :number and erased_at is null",
                number);
    }

    /** Marks a case whose papers are erased, as {@link #markErased} does; from then on nobody is named. */
    public boolean markPapersErased(String number) {
        return mark("""
                        update case_file set papers_erased_at = :now, applicant = ''
                         where case_number = :number and papers_erased_at is null
                        """, number);
    }

    private boolean mark(String sql, String number) {
        remembered.forget(new CaseHeads.Head(number));
        return jdbc.sql(sql)
                        .param("now", OffsetDateTime.now(clock))
                        .param("number", number)
                        .update()
                == 1;
    }
}
