package org.certrenewal.insight;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.certrenewal.CertificateRenewalApplication;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.CaseStatus;
import org.certrenewal.casefile.LegalDates;
import org.certrenewal.casefile.Section;
import org.certrenewal.law.CaseEvents;
import org.certrenewal.law.DueDate;
import org.certrenewal.law.LawBook;
import org.certrenewal.law.WorkingDayCalendar;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads from case file and history what is known about a case, and leaves everything personal behind. */
@Component
class FactReader {

    private static final int CANCELLED = 2;

    /** What is counted of the office's answers and of the applicant's rating. */
    record Ground(String ground) {}

    record Rating(Integer rating) {}

    private static final Section<Ground> ACCEPTANCE = new Section<>("acceptance", Ground.class);
    private static final Section<Ground> REVIEW = new Section<>("review", Ground.class);
    private static final Section<Rating> COLLECTION = new Section<>("collection", Rating.class);

    private final CaseFiles cases;
    private final LegalDates dates;
    private final LawBook law;
    private final JdbcClient jdbc;
    private final Clock clock;

    FactReader(CaseFiles cases, LegalDates dates, LawBook law, JdbcClient jdbc, Clock clock) {
        this.cases = cases;
        this.dates = dates;
        this.law = law;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Reads a case as it is now. */
    Optional<CaseFact> fact(String caseNumber) {
        return cases.find(caseNumber).map(this::fact);
    }

    private CaseFact fact(CaseFile file) {
        Optional<CaseEvents> events = file.dates();
        WorkingDayCalendar calendar = law.calendar();
        CaseStatus status = file.status();
        boolean refused = status == CaseStatus.REJECTED || status == CaseStatus.NOT_ACCEPTED;
        boolean deemedRenewed = file.decision()
                .filter(it -> it == CaseFile.Decision.DEEMED_RENEWED)
                .isPresent();
        Optional<LocalDate> received = events.map(CaseEvents::received);
        Optional<LocalDate> asked = events.flatMap(CaseEvents::correctionAsked);
        Optional<LocalDate> again = events.flatMap(CaseEvents::resubmitted);
        Optional<LocalDate> accepted = events.flatMap(CaseEvents::accepted);
        Optional<LocalDate> decided = events.flatMap(CaseEvents::decided);
        Optional<LocalDate> answered = accepted.or(() -> decided);
        Optional<LocalDate> issued = file.issuedOn();
        Optional<LocalDate> delivered = events.flatMap(CaseEvents::delivered);
        boolean open = status.isOpen() && status != CaseStatus.DRAFT;
        int faceChecks = faceChecks(file.number(), "");
        return new CaseFact(
                file.number(),
                file.instanceId(),
                definitionVersion(file.instanceId()),
                file.office().orElse(""),
                file.certificateNumber().map(this::trade).orElse(""),
                status.name(),
                deemedRenewed && !refused ? "DEEMED_RENEWED" : status.name(),
                file.closedAt().isPresent(),
                day(file.openedAt()),
                received,
                asked,
                again,
                accepted,
                decided,
                issued,
                delivered,
                file.closedAt().map(FactReader::day),
                open ? dates.due(file) : Optional.empty(),
                answered.map(day -> calendar.between(events.orElseThrow().lastReceived(), day)),
                again.map(day -> calendar.between(asked.orElseThrow(), day)),
                accepted.isEmpty() ? Optional.empty() : decided.map(day -> decisionDays(file, accepted.get(), day)),
                decided.isEmpty() ? Optional.empty() : issued.map(day -> calendar.between(decided.get(), day)),
                decided.isEmpty() ? Optional.empty() : delivered.map(day -> calendar.between(decided.get(), day)),
                issued.or(() -> refused ? decided : Optional.empty())
                        .map(day -> calendar.between(received.orElseThrow(), day)),
                file.deemedAccepted(),
                deemedRenewed,
                events.flatMap(CaseEvents::extended).isPresent(),
                file.deemedAccepted() || deemedRenewed || missed(file),
                refused ? ground(file) : "",
                decided.isEmpty() ? "" : deemedRenewed ? "system" : "officer",
                fields(file.number()),
                faceChecks,
                faceChecks(file.number(), " and (state = 'REFUSED' or state <> 'CONFIRMED' and expires_at <= :now)"),
                cases.section(file.number(), COLLECTION)
                        .filter(it -> issued.isPresent())
                        .map(Rating::rating),
                accepted.isEmpty() || deemedRenewed
                        ? Optional.empty()
                        : decided.flatMap(day ->
                                law.clock().promisedDue(events.orElseThrow()).map(due -> !due.hasPassed(day))));
    }

    /** Without the days that don't count by law. */
    private int decisionDays(CaseFile file, LocalDate accepted, LocalDate decided) {
        List<org.certrenewal.law.ExcludedTime> excluded = file.received().excluded();
        return (int) accepted.plusDays(1)
                .datesUntil(decided.isBefore(accepted) ? accepted.plusDays(1) : decided.plusDays(1))
                .filter(law.calendar()::isWorkingDay)
                .filter(day -> excluded.stream()
                        .noneMatch(time -> !day.isBefore(time.from())
                                && time.to().filter(end -> end.isBefore(day)).isEmpty()))
                .count();
    }

    private boolean missed(CaseFile file) {
        LocalDate today = LocalDate.now(clock);
        Optional<CaseEvents> events = file.dates();
        boolean closed = file.closedAt().isPresent();
        return isPast(dates.decision(file), events.flatMap(CaseEvents::decided), closed, today)
                || file.issuedOn().isPresent()
                        && isPast(dates.delivery(file), events.flatMap(CaseEvents::delivered), closed, today);
    }

    private static boolean isPast(Optional<DueDate> due, Optional<LocalDate> done, boolean closed, LocalDate today) {
        return due.filter(it -> done.isPresent() ? it.hasPassed(done.get()) : !closed && it.hasPassed(today))
                .isPresent();
    }

    private String ground(CaseFile file) {
        return file.status() == CaseStatus.REJECTED
                ? cases.section(file.number(), REVIEW).map(Ground::ground).orElse("")
                : cases.section(file.number(), ACCEPTANCE).map(Ground::ground).orElse("");
    }

    private List<String> fields(String caseNumber) {
        return jdbc.sql("select field from casefile_corrections where case_number = ? order by field")
                .param(caseNumber)
                .query(String.class)
                .list();
    }

    private int faceChecks(String caseNumber, String condition) {
        return jdbc.sql("select count(*) from faceauth_sessions where case_number = :case" + condition)
                .param("case", caseNumber)
                .param("now", java.time.OffsetDateTime.now(clock))
                .query(Integer.class)
                .single();
    }

    private String trade(String certificateNumber) {
        return jdbc.sql("""
                        select trade_code from registry_trades where certificate_number = ?
                         order by version desc fetch first 1 rows only
                        """)
                .param(certificateNumber)
                .query(String.class)
                .optional()
                .orElse("");
    }

    private int definitionVersion(String instanceId) {
        return jdbc.sql("""
                        select def.VERSION_ from ACT_HI_PROCINST inst
                          join ACT_RE_PROCDEF def on def.ID_ = inst.PROC_DEF_ID_
                         where inst.PROC_INST_ID_ = ?
                        """).param(instanceId).query(Integer.class).optional().orElse(0);
    }

    /** Reads the way that a case took; empty once the engine has cleaned up its history. */
    List<Step> steps(String instanceId) {
        List<Step> steps = new ArrayList<>();
        jdbc.sql("""
                        select ACT_ID_, ACT_TYPE_, START_TIME_, END_TIME_, ACT_INST_STATE_ from ACT_HI_ACTINST
                         where PROC_INST_ID_ = ? order by START_TIME_, SEQUENCE_COUNTER_, ID_
                        """).param(instanceId).query(row -> {
            steps.add(step(row, steps.size() + 1));
        });
        return steps;
    }

    private Step step(ResultSet row, int seq) throws SQLException {
        Instant entered = row.getTimestamp(3).toInstant();
        Optional<Instant> left = Optional.ofNullable(row.getTimestamp(4)).map(it -> it.toInstant());
        return new Step(
                seq,
                row.getString(1),
                row.getString(2),
                Step.roleOf(row.getString(1)),
                entered,
                left,
                row.getInt(5) == CANCELLED,
                left.map(end -> law.calendar().between(day(entered), day(end))));
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, CertificateRenewalApplication.ZONE);
    }
}
