package org.certrenewal.insight;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.certrenewal.casefile.CaseChanges;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseFile.Decision;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.CaseStatus;
import org.certrenewal.process.RenewalProcess.Tasks;
import org.certrenewal.stages.delivery.Rating;
import org.certrenewal.stages.review.Acceptance;
import org.certrenewal.stages.review.Correction;
import org.certrenewal.stages.review.Review;
import org.certrenewal.testing.CountedByHand;
import org.certrenewal.testing.Intruder;
import org.certrenewal.testing.RenewalTest;
import org.certrenewal.testing.Renewals;
import org.certrenewal.testing.Renewals.Renewal;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Generates case histories from a seed, lets the counts catch up in between again and again, and compares every figure
 * with what is counted naively over the raw rows.
 */
@RenewalTest
class FiguresAgreeTest {

    private static final int CASES = 200;
    private static final long SEED = 20260901;
    private static final List<String> OFFICES = List.of("330100", "330200", "330782");
    private static final List<String> FIELDS = List.of("form.region", "form.certificate.number", "pickup");

    @LocalServerPort
    private int port;

    @Autowired
    private CatchUp catchUp;

    @Autowired
    private CaseFiles cases;

    @Autowired
    private CaseChanges changes;

    @Autowired
    private Renewals renewals;

    @Autowired
    private JdbcClient jdbc;

    private final Random random = new Random(SEED);
    private final List<String> generated = new ArrayList<>();

    @BeforeEach
    void begin() {
        TestClock.atStart();
        catchUp.run();
    }

    @AfterEach
    void forget() {
        for (String number : generated) {
            for (String table : List.of(
                    "case_event",
                    "case_section",
                    "case_submission",
                    "clock_entry",
                    "case_correction",
                    "face_session")) {
                jdbc.sql("delete from " + table + " where case_number = ?")
                        .param(number)
                        .update();
            }
            jdbc.sql("delete from ACT_HI_ACTINST where PROC_INST_ID_ = ?")
                    .param("i" + number)
                    .update();
            jdbc.sql("delete from case_file where case_number = ?")
                    .param(number)
                    .update();
            jdbc.sql("delete from insight_case where case_number = ?")
                    .param(number)
                    .update();
            jdbc.sql("delete from insight_step where case_number = ?")
                    .param(number)
                    .update();
        }
        generated.clear();
        jdbc.sql("update insight_state set edition = 0").update();
        catchUp.run();
        TestClock.atStart();
    }

    @Test
    void should_count_every_figure_as_a_naive_count_does() {
        for (int i = 0; i < CASES; i++) {
            live("GEN%06d".formatted(i));
        }
        recount();

        assertThat(counted()).isEqualTo(counted(naiveFigures()));
        assertThat(spread()).isEqualTo(counted(naiveStages()));
        assertThat(dwell()).isEqualTo(counted(naiveSteps()));
        assertThat(missed()).isNotEmpty().isEqualTo(naivelyMissed());
        assertThat(sum(Figure.DEADLINE_MISSED))
                .isEqualTo(
                        jdbc.sql("select count(*) from insight_case where deadline_missed and submitted_on is not null")
                                .query(Long.class)
                                .single());
    }

    @Test
    void should_show_on_any_day_and_for_any_place_what_a_naive_count_finds() throws IOException {
        for (int i = 0; i < CASES; i++) {
            live("GEN%06d".formatted(i));
        }
        recount();
        List<String> figures = naiveFigures();
        Intruder analyst = Intruder.of("a01", port);
        Set<Long> overdue = new TreeSet<>();
        Set<String> compared = new TreeSet<>();
        for (LocalDate today : List.of(
                LocalDate.of(2026, 3, 2),
                LocalDate.of(2026, 5, 31),
                LocalDate.of(2026, 7, 20),
                TestClock.START,
                LocalDate.of(2026, 12, 31))) {
            TestClock.at(today);
            for (String office : List.of("", "330100", "330200", "330782")) {
                for (String trade : List.of("", "01", "05")) {
                    JsonNode shown = dashboard(analyst, office, trade);
                    List<String> here = figures.stream()
                            .filter(line -> isAt(line, office, trade))
                            .toList();
                    long late = naivelyOverdue(office, trade, today);
                    overdue.add(late);
                    for (JsonNode figure : shown.get("figures")) {
                        String code = figure.get("code").asText();
                        if (code.equals("DEADLINE_MISSED")) {
                            continue;
                        }
                        long naive = code.equals("OVERDUE")
                                ? late
                                : here.stream()
                                        .filter(line -> line.startsWith(code + " "))
                                        .count();
                        assertThat(figure.get("n").asText())
                                .as(code + " on " + today + " in " + office + " of " + trade)
                                .isEqualTo(String.valueOf(Shown.of(naive)));
                        compared.add(code);
                    }
                }
            }
        }
        assertThat(overdue).as("numbers of overdue cases").hasSizeGreaterThan(10);
        assertThat(compared).hasSize(Figure.values().length - 1);
    }

    /**
     * Deadlines pass and codes of face checks expire without anybody's doing; looked at again on one day, all cases are
     * judged by it, those that other tests left too.
     */
    private void recount() {
        TestClock.atStart();
        jdbc.sql("select case_number from case_file").query(String.class).list().forEach(changes::ofCase);
        catchUp.run();
    }

    private static JsonNode dashboard(Intruder analyst, String office, String trade) throws IOException {
        String body = analyst.get("/camunda/api/cockpit/plugin/insight/default/dashboard?from=2026-01&to=2026-12"
                        + (office.isEmpty() ? "" : "&office=" + office)
                        + (trade.isEmpty() ? "" : "&trade=" + trade))
                .body();
        return new ObjectMapper().readTree(body);
    }

    /** A line is "figure month office trade item". */
    private static boolean isAt(String line, String office, String trade) {
        String[] parts = line.split(" ", -1);
        return (office.isEmpty() || parts[2].equals(office)) && (trade.isEmpty() || parts[3].equals(trade));
    }

    /** Counts by hand on which day somebody should have acted. */
    private long naivelyOverdue(String office, String trade, LocalDate today) {
        return raw().stream()
                .filter(row -> office.isEmpty() || text(row, "office").equals(office))
                .filter(row -> trade.isEmpty() || text(row, "trade").equals(trade))
                .filter(row -> {
                    LocalDate received = day(row, "received_on");
                    LocalDate again = day(row, "resubmitted_on");
                    LocalDate due = switch (text(row, "status")) {
                        case "SUBMITTED" -> CountedByHand.count(again == null ? received : again, 5, Set.of());
                        case "CORRECTING" -> CountedByHand.count(day(row, "correction_asked_on"), 15, Set.of());
                        case "ACCEPTED" -> {
                            LocalDate accepted = day(row, "accepted_on");
                            yield CountedByHand.count(accepted, CountedByHand.decisionDays(accepted), Set.of());
                        }
                        case "APPROVED" -> CountedByHand.count(day(row, "decided_on"), 10, Set.of());
                        default -> LocalDate.MAX;
                    };
                    return due.isBefore(today);
                })
                .count();
    }

    /** Judged by periods that are counted by hand. */
    private List<String> naivelyMissed() {
        return raw().stream()
                .filter(row -> generated.contains(row.get("case_number")))
                .filter(row -> Boolean.TRUE.equals(row.get("deemed_accepted"))
                        || text(row, "decision").equals("DEEMED_RENEWED")
                        || isLate(row, "accepted_on", "decided_on")
                        || row.get("issued_on") != null && isLate(row, "decided_on", "delivered_on"))
                .map(row -> (String) row.get("case_number"))
                .sorted()
                .toList();
    }

    private static boolean isLate(Map<String, Object> row, String from, String to) {
        LocalDate start = day(row, from);
        if (start == null) {
            return false;
        }
        int days = from.equals("accepted_on") ? CountedByHand.decisionDays(start) : 10;
        LocalDate due = CountedByHand.count(start, days, Set.of());
        LocalDate done = day(row, to);
        return done != null ? done.isAfter(due) : row.get("closed_at") == null && TestClock.START.isAfter(due);
    }

    private List<String> missed() {
        return jdbc
                .sql("select case_number from insight_case where deadline_missed order by case_number")
                .query(String.class)
                .list()
                .stream()
                .filter(generated::contains)
                .toList();
    }

    @Test
    void should_count_the_same_when_it_begins_anew() {
        for (int i = 0; i < 60; i++) {
            live("GEN%06d".formatted(i));
        }
        catchUp.run();
        Map<String, Long> before = counted();
        before.putAll(spread());
        before.putAll(dwell());
        jdbc.sql("update insight_state set edition = 0").update();
        catchUp.run();
        Map<String, Long> after = counted();
        after.putAll(spread());
        after.putAll(dwell());
        assertThat(after).isEqualTo(before);
    }

    @Test
    void should_count_a_real_renewal_once_however_often_it_is_looked_at() {
        long issued = sum(Figure.ISSUED);
        long failed = sum(Figure.FACE_FAILED);
        Renewal renewal = renewals.begunBy("w01").choosesTheService().refusesTheFace();
        catchUp.run();
        renewal.confirmsTheFace()
                .fillsTheForm(renewals.certificateOf("w01", TestClock.START.plusDays(80)))
                .choosesElectronic()
                .confirms()
                .signs();
        catchUp.run();
        renewal.isToBeCorrected("o01", "form.region");
        TestClock.pass(Duration.ofDays(2));
        renewal.corrects(new Correction(renewals.form("330212", null), null))
                .confirms()
                .confirmsTheFace()
                .signs()
                .isAccepted("o01")
                .isApproved("o01")
                .collects(4);
        renewal.hearsFromPartners();
        assertThat(renewal.isOver()).isTrue();
        catchUp.run();
        changes.ofCase(renewal.number());
        catchUp.run();

        assertThat(sum(Figure.ISSUED)).isEqualTo(issued + 1);
        assertThat(sum(Figure.FACE_FAILED)).isEqualTo(failed + 1);
        Map<String, Object> fact = jdbc.sql("select * from insight_case where case_number = ?")
                .param(renewal.number())
                .query()
                .singleRow();
        assertThat(fact)
                .containsEntry("office", "330200")
                .containsEntry("trade", "01")
                .containsEntry("outcome", "ISSUED")
                .containsEntry("corrected_fields", "form.region")
                .containsEntry("decided_by", "officer")
                .containsEntry("rating", 4)
                .containsEntry("finished", true)
                .containsEntry("deadline_missed", false)
                .containsEntry("correction_days", 2);
        assertThat(jdbc.sql("select activity_id, role from insight_step where case_number = ? and kind = 'userTask'")
                        .param(renewal.number())
                        .query((row, index) -> row.getString(1) + " " + row.getString(2))
                        .list())
                .contains(Tasks.CORRECT_APPLICATION + " applicant", Tasks.REVIEW_APPLICATION + " officer")
                .noneMatch(step -> step.contains("w01") || step.contains("o01"));
    }

    // --- generated histories -----------------------------------------------------------------------------------------

    private void live(String number) {
        generated.add(number);
        LocalDate day = LocalDate.of(2026, 1, 5).plusDays(random.nextInt(200));
        at(day);
        cases.open(number, "i" + number, "w01");
        enter(number, Tasks.SEARCH_SERVICE, 1);
        if (random.nextInt(4) == 0) {
            faceCheck(number, random.nextBoolean() ? "REFUSED" : "WAITING");
        }
        faceCheck(number, "CONFIRMED");
        maybeCatchUp();
        if (random.nextInt(8) == 0) {
            end(number, day.plusDays(60), CaseStatus.ABANDONED, 1);
            return;
        }
        cases.route(file(number), OFFICES.get(random.nextInt(3)), certificate(), day.plusDays(80));
        leave(number, 1, false);
        day = later(day, 3);
        cases.submit(file(number), day, "{}", "hash");
        enter(number, Tasks.ACCEPT_APPLICATION, 2);
        maybeCatchUp();
        if (random.nextInt(8) == 0) {
            return;
        }
        day = later(day, 4);
        switch (random.nextInt(6)) {
            case 0 -> {
                cases.requestCorrection(file(number), day, FIELDS.subList(0, 1 + random.nextInt(3)));
                maybeCatchUp();
                if (random.nextBoolean()) {
                    if (random.nextBoolean()) {
                        end(number, day.plusDays(25), CaseStatus.ABANDONED, 2);
                    }
                    return;
                }
                day = later(day, 5);
                cases.submit(file(number), day, "{}", "hash");
            }
            case 1 -> {
                cases.save(
                        number,
                        Acceptance.SECTION,
                        new Acceptance(Acceptance.Answer.REFUSE, null, "holder-only", "理由"),
                        true);
                cases.refuse(file(number));
                end(number, day, CaseStatus.NOT_ACCEPTED, 0);
                return;
            }
            case 2 -> {
                end(number, day, CaseStatus.WITHDRAWN, 2);
                return;
            }
            default -> maybeCatchUp();
        }
        day = later(day, 3);
        cases.accept(file(number), day, random.nextInt(5) == 0);
        leave(number, 2, false);
        enter(number, Tasks.REVIEW_APPLICATION, 3);
        maybeCatchUp();
        if (random.nextInt(5) == 0) {
            return;
        }
        day = later(day, 15);
        switch (random.nextInt(5)) {
            case 0 -> {
                cases.save(number, Review.SECTION, new Review(Review.Verdict.REJECT, "ground-education", "理由"), true);
                cases.decide(file(number), day, Decision.REJECTED);
                end(number, day, CaseStatus.REJECTED, 0);
                return;
            }
            case 1 -> cases.decide(file(number), day, Decision.DEEMED_RENEWED);
            default -> cases.decide(file(number), day, Decision.APPROVED);
        }
        leave(number, 3, false);
        maybeCatchUp();
        if (random.nextInt(8) == 0) {
            return;
        }
        day = later(day, 2);
        cases.issue(file(number), day);
        if (random.nextBoolean()) {
            cases.save(number, Rating.SECTION, new Rating(1 + random.nextInt(5), "好"), true);
            day = later(day, 3);
            cases.deliver(number, day);
            end(number, day, CaseStatus.ISSUED, 0);
        }
    }

    private CaseFile file(String number) {
        return cases.withNumber(number);
    }

    private void end(String number, LocalDate day, CaseStatus status, int cancelledStep) {
        at(day);
        if (cancelledStep > 0) {
            leave(number, cancelledStep, true);
        }
        cases.close(file(number), status);
        maybeCatchUp();
    }

    private LocalDate later(LocalDate day, int most) {
        LocalDate later = day.plusDays(random.nextInt(most + 1));
        at(later);
        return later;
    }

    private void at(LocalDate day) {
        TestClock.at(day);
    }

    private void maybeCatchUp() {
        if (random.nextInt(12) == 0) {
            catchUp.run();
        }
    }

    private String certificate() {
        List<String> numbers = jdbc.sql("select number from certificate order by number fetch first 4 rows only")
                .query(String.class)
                .list();
        return numbers.get(random.nextInt(numbers.size()));
    }

    private void faceCheck(String number, String state) {
        Timestamp now = new Timestamp(ClockUtil.getCurrentTime().getTime());
        jdbc.sql("insert into face_session (id, case_number, state, opened_at, expires_at) values (?, ?, ?, ?, ?)")
                .params(UUID.randomUUID().toString(), number, state, now, now)
                .update();
    }

    private void enter(String number, String activity, int seq) {
        jdbc.sql("""
                        insert into ACT_HI_ACTINST (ID_, PROC_DEF_KEY_, PROC_DEF_ID_, PROC_INST_ID_, EXECUTION_ID_, ACT_ID_,
                               ACT_TYPE_, START_TIME_, ACT_INST_STATE_, SEQUENCE_COUNTER_)
                        values (?, 'certificate-renewal', 'none', ?, 'none', ?, 'userTask', ?, 0, ?)
                        """)
                .params(
                        number + "-" + seq,
                        "i" + number,
                        activity,
                        new Timestamp(ClockUtil.getCurrentTime().getTime()),
                        seq)
                .update();
        changes.ofInstance("i" + number);
    }

    private void leave(String number, int seq, boolean cancelled) {
        jdbc.sql("update ACT_HI_ACTINST set END_TIME_ = ?, ACT_INST_STATE_ = ? where ID_ = ?")
                .params(new Timestamp(ClockUtil.getCurrentTime().getTime()), cancelled ? 2 : 0, number + "-" + seq)
                .update();
        changes.ofInstance("i" + number);
    }

    // --- naive counts ------------------------------------------------------------------------------------------------

    /** Counts over the raw rows: one list of lines "figure month office trade item", one line for each that counts. */
    private List<String> naiveFigures() {
        List<String> lines = new ArrayList<>();
        for (Map<String, Object> row : raw()) {
            String number = (String) row.get("case_number");
            String place = text(row, "office") + " " + text(row, "trade");
            String status = text(row, "status");
            String decision = text(row, "decision");
            LocalDate opened = local(row.get("opened_at"));
            LocalDate closed = row.get("closed_at") == null ? null : local(row.get("closed_at"));
            LocalDate decided = day(row, "decided_on");
            boolean refused = status.equals("REJECTED") || status.equals("NOT_ACCEPTED");
            line(lines, "OPENED", opened, place, "");
            line(lines, "SUBMITTED", day(row, "received_on"), place, "");
            line(lines, "ACCEPTED", day(row, "accepted_on"), place, "");
            if (Boolean.TRUE.equals(row.get("deemed_accepted"))) {
                line(lines, "DEEMED_ACCEPTED", day(row, "accepted_on"), place, "");
            }
            line(lines, "CORRECTED", day(row, "correction_asked_on"), place, "");
            if (day(row, "correction_asked_on") == null) {
                line(lines, "RIGHT_FIRST_TIME", day(row, "accepted_on"), place, "");
            } else {
                for (String field : jdbc.sql("select field from case_correction where case_number = ?")
                        .param(number)
                        .query(String.class)
                        .list()) {
                    line(lines, "FIELD_CORRECTED", day(row, "correction_asked_on"), place, field);
                }
            }
            if (decision.equals("APPROVED")) {
                line(lines, "APPROVED", decided, place, "");
            }
            if (decision.equals("DEEMED_RENEWED")) {
                line(lines, "DEEMED_RENEWED", decided, place, "");
            }
            if (refused) {
                line(lines, status, decided, place, ground(number, status));
                line(lines, "REFUSED", decided, place, "officer");
            }
            line(lines, "DECIDED", decided, place, decision.equals("DEEMED_RENEWED") ? "system" : "officer");
            line(lines, "ISSUED", day(row, "issued_on"), place, "");
            if (List.of("WITHDRAWN", "ABANDONED", "AUTHENTICATION_FAILED").contains(status)) {
                line(lines, status, closed, place, "");
            }
            if (List.of("STOPPED", "TERMINATED", "INVALIDATED").contains(status)
                    && !decision.equals("DEEMED_RENEWED")) {
                line(lines, "STOPPED", closed, place, "");
            }
            if (List.of("SUBMITTED", "CORRECTING", "ACCEPTED", "APPROVED").contains(status)) {
                line(lines, "OPEN", opened, place, "");
            }
            for (boolean failed : jdbc.sql("select state, expires_at from face_session where case_number = ?")
                    .param(number)
                    .query((check, index) -> check.getString(1).equals("REFUSED")
                            || !check.getString(1).equals("CONFIRMED")
                                    && !check.getTimestamp(2).after(ClockUtil.getCurrentTime()))
                    .list()) {
                line(lines, "FACE_CHECKED", opened, place, "");
                if (failed) {
                    line(lines, "FACE_FAILED", opened, place, "");
                }
            }
            cases.section(number, Rating.SECTION)
                    .map(Rating::rating)
                    .filter(rating -> row.get("issued_on") != null)
                    .ifPresent(rating -> line(lines, "RATED", day(row, "issued_on"), place, rating.toString()));
        }
        return lines;
    }

    private List<String> naiveStages() {
        List<String> lines = new ArrayList<>();
        for (Map<String, Object> row : raw()) {
            String place = text(row, "office") + " " + text(row, "trade");
            boolean refused = List.of("REJECTED", "NOT_ACCEPTED").contains(text(row, "status"));
            LocalDate received = day(row, "received_on");
            LocalDate asked = day(row, "correction_asked_on");
            LocalDate again = day(row, "resubmitted_on");
            LocalDate accepted = day(row, "accepted_on");
            LocalDate decided = day(row, "decided_on");
            LocalDate issued = day(row, "issued_on");
            stage(lines, "ACCEPTANCE", again == null ? received : again, accepted == null ? decided : accepted, place);
            stage(lines, "CORRECTION", asked, again, place);
            stage(lines, "DECISION", accepted, decided, place, excluded(text(row, "case_number")));
            stage(lines, "ISSUANCE", decided, issued, place);
            stage(lines, "DELIVERY", decided, day(row, "delivered_on"), place);
            stage(lines, "TOTAL", received, issued == null && refused ? decided : issued, place);
        }
        return lines;
    }

    /** Returns the days on which a case's clock stood still; the period for a decision doesn't count them. */
    private Set<LocalDate> excluded(String number) {
        Set<LocalDate> days = new HashSet<>();
        jdbc.sql("select from_day, to_day from excluded_time where case_number = ?")
                .param(number)
                .query(row -> {
                    LocalDate end = row.getObject(2, LocalDate.class);
                    LocalDate last = end == null ? TestClock.START.plusYears(3) : end;
                    for (LocalDate day = row.getObject(1, LocalDate.class); !day.isAfter(last); day = day.plusDays(1)) {
                        days.add(day);
                    }
                });
        return days;
    }

    private static void stage(List<String> lines, String stage, LocalDate from, LocalDate to, String place) {
        stage(lines, stage, from, to, place, Set.of());
    }

    private static void stage(
            List<String> lines, String stage, LocalDate from, LocalDate to, String place, Set<LocalDate> excluded) {
        if (from != null && to != null) {
            int days = 0;
            for (LocalDate day = from.plusDays(1); !day.isAfter(to); day = day.plusDays(1)) {
                days += CountedByHand.works(day) && !excluded.contains(day) ? 1 : 0;
            }
            line(lines, stage, to, place, String.valueOf(days));
        }
    }

    private List<String> naiveSteps() {
        List<String> lines = new ArrayList<>();
        jdbc.sql("""
                        select steps.ACT_ID_, steps.START_TIME_, steps.END_TIME_, file.office from ACT_HI_ACTINST steps
                          join case_file file on file.instance_id = steps.PROC_INST_ID_
                        """).query(row -> {
            Timestamp end = row.getTimestamp(3);
            String seconds = end == null
                    ? "-1"
                    : String.valueOf(Tally.bucket(Duration.ofMillis(
                            end.getTime() - row.getTimestamp(2).getTime())));
            line(
                    lines,
                    row.getString(1),
                    row.getTimestamp(2).toLocalDateTime().toLocalDate(),
                    row.getString(4) == null ? "" : row.getString(4),
                    seconds);
        });
        for (Map<String, Object> row : raw()) {
            if (List.of("WITHDRAWN", "ABANDONED", "AUTHENTICATION_FAILED", "STOPPED", "TERMINATED", "INVALIDATED")
                            .contains(text(row, "status"))
                    && row.get("closed_at") != null) {
                jdbc.sql("""
                                select ACT_ID_, START_TIME_ from ACT_HI_ACTINST where PROC_INST_ID_ = ?
                                   and ACT_TYPE_ = 'userTask' and ACT_INST_STATE_ = 2
                                 order by START_TIME_ desc, SEQUENCE_COUNTER_ desc, ID_ desc fetch first 1 rows only
                                """).param(text(row, "instance_id")).query(last -> {
                    line(
                            lines,
                            last.getString(1),
                            last.getTimestamp(2).toLocalDateTime().toLocalDate(),
                            text(row, "office"),
                            "-2");
                });
            }
        }
        return lines;
    }

    private List<Map<String, Object>> raw() {
        return jdbc.sql("""
                        select file.*, (select max(version.trade_code) from certificate_version version
                                         where version.certificate_number = file.certificate_number) as trade
                          from case_file file
                        """).query().listOfRows();
    }

    private String ground(String number, String status) {
        return status.equals("REJECTED")
                ? cases.section(number, Review.SECTION).orElseThrow().ground()
                : cases.section(number, Acceptance.SECTION).orElseThrow().ground();
    }

    private static void line(List<String> lines, String figure, LocalDate day, String place, String item) {
        if (day != null) {
            lines.add(figure + " " + (day.getYear() * 100 + day.getMonthValue()) + " " + place + " " + item);
        }
    }

    private static String text(Map<String, Object> row, String column) {
        return row.get(column) == null ? "" : (String) row.get(column);
    }

    private static LocalDate day(Map<String, Object> row, String column) {
        return row.get(column) == null ? null : ((java.sql.Date) row.get(column)).toLocalDate();
    }

    private static LocalDate local(Object at) {
        return at instanceof java.time.OffsetDateTime time
                ? time.atZoneSameInstant(org.certrenewal.CertificateRenewalApplication.ZONE)
                        .toLocalDate()
                : ((Timestamp) at).toLocalDateTime().toLocalDate();
    }

    private static Map<String, Long> counted(List<String> lines) {
        Map<String, Long> counted = new TreeMap<>();
        lines.forEach(line -> counted.merge(line, 1L, Long::sum));
        return counted;
    }

    // --- what is kept ------------------------------------------------------------------------------------------------

    /** Without what depends on the law's deadlines, which has its own test. */
    private Map<String, Long> counted() {
        return kept("select concat(figure, ' ', count_month, ' ', office, ' ', trade, ' ', item), n from insight_count"
                + " where n <> 0 and figure <> 'DEADLINE_MISSED'");
    }

    private Map<String, Long> spread() {
        return kept("select concat(stage, ' ', count_month, ' ', office, ' ', trade, ' ', days), n from insight_spread"
                + " where n <> 0");
    }

    private Map<String, Long> dwell() {
        return kept("select concat(activity_id, ' ', count_month, ' ', office, ' ', bucket), sum(n) from insight_dwell"
                + " where n <> 0 group by activity_id, count_month, office, bucket");
    }

    private Map<String, Long> kept(String sql) {
        Map<String, Long> kept = new TreeMap<>();
        jdbc.sql(sql).query(row -> {
            kept.put(row.getString(1), row.getLong(2));
        });
        return kept;
    }

    private long sum(Figure figure) {
        return jdbc.sql("select coalesce(sum(n), 0) from insight_count where figure = ?")
                .param(figure.name())
                .query(Long.class)
                .single();
    }
}
