package org.certrenewal.privacy;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.documents.Papers;
import org.certrenewal.privacy.Consents.Answer;
import org.certrenewal.privacy.Consents.Kind;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps the letters that are served on paper: listed when they are issued, posted or handed over by a clerk, served on
 * the day of receipt, from which remedies count. Opening the electronic copy serves none of them.
 */
@Repository
public class LetterPost {

    private static final String SELECT =
            "select paper_id, case_number, office, state, way, carrier, tracking_number, posted_on, served_on from letter_posting";

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Consents consents;
    private final Papers papers;

    LetterPost(JdbcClient jdbc, Clock clock, Consents consents, Papers papers) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.consents = consents;
        this.papers = papers;
    }

    /** Names where a letter is. */
    public enum State {
        WAITING,
        SENT,
        SERVED
    }

    /** Names how a letter reaches its addressee. */
    public enum Way {
        POST,
        COUNTER
    }

    /** Holds a letter on paper. */
    public record Posting(
            String paperId,
            String caseNumber,
            String office,
            State state,
            Optional<Way> way,
            Optional<String> carrier,
            Optional<String> trackingNumber,
            Optional<LocalDate> postedOn,
            Optional<LocalDate> servedOn) {}

    /**
     * Tells whether a letter that is issued now goes on paper: the applicant chose so in the case, or took the consent
     * to electronic service back. Who was never asked gets it as before.
     */
    public boolean isWanted(CaseFile file) {
        return consents.newest(file.applicant(), Kind.ELECTRONIC_SERVICE, file.number())
                .filter(it -> it.answer() != Answer.GIVEN)
                .isPresent();
    }

    /**
     * Tells whether a letter that belongs to no case goes on paper. Who was never asked gets it in the electronic way.
     */
    public boolean isWanted(String user) {
        return consents.newest(user, Kind.ELECTRONIC_SERVICE)
                .filter(it -> it.answer() != Answer.GIVEN)
                .isPresent();
    }

    /** Lists a letter for the clerks of an office; listed again, nothing happens. */
    public void list(String paperId, String caseNumber, String office) {
        jdbc.sql("""
                        insert into letter_posting (paper_id, case_number, office, state, listed_at)
                        select cast(:paper as varchar(32)), cast(:case as varchar(64)), cast(:office as varchar(6)), 'WAITING',
                               cast(:now as timestamp with time zone)
                         where not exists (select 1 from letter_posting where paper_id = :paper)
                        """)
                .param("paper", paperId)
                .param("case", caseNumber)
                .param("office", office)
                .param("now", OffsetDateTime.now(clock))
                .update();
    }

    /** Returns a letter on paper; empty for one that is served electronically. */
    public Optional<Posting> find(String paperId) {
        return jdbc.sql(SELECT + " where paper_id = :paper")
                .param("paper", paperId)
                .query(this::posting)
                .optional();
    }

    /** Returns the letters of offices that aren't served yet, the oldest first. */
    public List<Posting> of(List<String> offices) {
        return offices.isEmpty()
                ? List.of()
                : jdbc.sql(SELECT + " where office in (:offices) and state <> 'SERVED' order by listed_at, paper_id")
                        .param("offices", offices)
                        .query(this::posting)
                        .list();
    }

    /**
     * Notes that a letter was posted.
     *
     * @return false if somebody was faster
     */
    @Transactional
    public boolean posted(String paperId, String carrier, String trackingNumber, String clerk) {
        return jdbc.sql("""
                                update letter_posting set state = 'SENT', way = 'POST', carrier = :carrier,
                                       tracking_number = :tracking, posted_on = :today, posted_by = :clerk
                                 where paper_id = :paper and state = 'WAITING'
                                """)
                        .param("carrier", carrier)
                        .param("tracking", trackingNumber)
                        .param("today", LocalDate.now(clock))
                        .param("clerk", clerk)
                        .param("paper", paperId)
                        .update()
                == 1;
    }

    /**
     * Notes on which day the addressee got a letter, by post or at the counter. Remedies count from it.
     *
     * @return false if somebody was faster
     */
    @Transactional
    public boolean served(String paperId, LocalDate day, String clerk) {
        boolean served = jdbc.sql("""
                                update letter_posting set state = 'SERVED', served_on = :day, served_by = :clerk,
                                       way = coalesce(way, 'COUNTER')
                                 where paper_id = :paper and state <> 'SERVED'
                                """)
                        .param("day", day)
                        .param("clerk", clerk)
                        .param("paper", paperId)
                        .update()
                == 1;
        if (served) {
            papers.served(paperId, day.atStartOfDay(clock.getZone()).toInstant());
        }
        return served;
    }

    /** Erases the letters of a request. */
    void erase(String request) {
        jdbc.sql("delete from letter_posting where case_number = ?")
                .param(request)
                .update();
    }

    private Posting posting(ResultSet row, int index) throws SQLException {
        return new Posting(
                row.getString("paper_id"),
                row.getString("case_number"),
                row.getString("office"),
                State.valueOf(row.getString("state")),
                Optional.ofNullable(row.getString("way")).map(Way::valueOf),
                Optional.ofNullable(row.getString("carrier")),
                Optional.ofNullable(row.getString("tracking_number")),
                Optional.ofNullable(row.getObject("posted_on", LocalDate.class)),
                Optional.ofNullable(row.getObject("served_on", LocalDate.class)));
    }
}
