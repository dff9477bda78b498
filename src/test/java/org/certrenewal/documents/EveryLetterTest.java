package org.certrenewal.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.certrenewal.testing.LoggedInAs.person;
import static org.certrenewal.testing.Tokens.token;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.certrenewal.casefile.Direction;
import org.certrenewal.casefile.People;
import org.certrenewal.law.HolidayYear;
import org.certrenewal.law.LawBook;
import org.certrenewal.law.WorkingDayCalendar;
import org.certrenewal.process.Recalculation;
import org.certrenewal.process.RenewalProcess.Tasks;
import org.certrenewal.stages.review.Review;
import org.certrenewal.testing.RenewalTest;
import org.certrenewal.testing.Renewals;
import org.certrenewal.testing.Renewals.Renewal;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** Has every kind of letter issued by the running application, and reads each as whoever would contest it. */
@RenewalTest
class EveryLetterTest {

    private static final String WORKER = "w13";
    private static final String OFFICER = "o01";
    private static final LocalDate END = TestClock.START.plusDays(95);
    private static final Path PICTURES = Path.of("target/papers/letters");

    /** What only tells, or only favours: nothing in them can be contested. */
    private static final Set<LetterKind> NOT_CONTESTABLE = EnumSet.of(
            LetterKind.ACCEPTANCE,
            LetterKind.CORRECTION,
            LetterKind.APPROVAL,
            LetterKind.EXTENSION,
            LetterKind.CLOCK_STOPPED,
            LetterKind.CLOCK_RESUMED,
            LetterKind.DEADLINE_MOVED,
            LetterKind.ACT_NOTICE,
            LetterKind.HEARING_NOTICE,
            LetterKind.ACT_DROPPED,
            LetterKind.RETURN);

    @Autowired
    private Renewals renewals;

    @Autowired
    private Papers papers;

    @Autowired
    private People people;

    @Autowired
    private LawBook law;

    @Autowired
    private Recalculation recalculation;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private MockMvc web;

    private final Map<LetterKind, Paper> letters = new EnumMap<>(LetterKind.class);
    private LawBook.Edition shipped;

    @BeforeEach
    void begin() {
        TestClock.atStart();
        shipped = law.inForce();
    }

    @AfterEach
    void end() {
        law.replace(shipped);
        jdbc.sql("delete from holder_record where kind in ('WARNED', 'FALSE_PAPERS_BAR', 'FRAUD_BAR')")
                .update();
    }

    @Test
    void should_leave_nothing_to_contest_in_the_form_of_any_letter() throws Exception {
        ofCases();
        ofActs();
        ofRequests();
        ofTheClock();
        assertThat(letters).containsOnlyKeys(LetterKind.values());

        SoftAssertions.assertSoftly(softly -> letters.forEach((kind, paper) -> read(softly, kind, words(paper))));
    }

    private static void read(SoftAssertions softly, LetterKind kind, String words) {
        softly.assertThat(words)
                .as(kind.name())
                .contains(kind.title(), "浙江省住房和城乡建设厅", "地址：", "电话：", "您")
                .containsPattern("〔202\\d〕[1-9]\\d*号")
                .doesNotContain("待核实", "沿用", "未核实", "你", "null", "{", "}")
                .doesNotContainPattern("\\d日(以|之)?前")
                .doesNotContainPattern("20\\d\\d[-./]\\d")
                .doesNotContainPattern("年0|月0\\d日")
                .doesNotContainPattern("(?<!中华人民共和国)(行政许可|行政处罚|行政复议|行政诉讼|个人信息保护)法")
                .doesNotContainPattern("。。|，。|；。|、。|。，|依照，|依照的");
        if (NOT_CONTESTABLE.contains(kind)) {
            softly.assertThat(words).as(kind.name()).doesNotContain("行政复议");
        } else {
            softly.assertThat(words)
                    .as(kind.name())
                    .contains("自收到本决定书之日起60日内向浙江省人民政府申请行政复议", "自收到本决定书之日起6个月内", "提起行政诉讼");
        }
    }

    private static String words(Paper paper) {
        try {
            return CertificatePdfTest.words(paper.bytes()).replaceAll("\\s", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void ofCases() throws Exception {
        Renewal corrected = submitted().isToBeCorrected(OFFICER, "form.region");
        keep(corrected.number());
        corrected.withdraws();
        Renewal refused = submitted().isNotAccepted(OFFICER);
        keep(refused.number());
        Renewal rejected = submitted().isAccepted(OFFICER).isRejected(OFFICER);
        keep(rejected.number());
        Renewal approved = submitted().isAccepted(OFFICER);
        String number = approved.file().certificateNumber().orElseThrow();
        approved.completes(
                OFFICER,
                Tasks.REVIEW_APPLICATION,
                Direction.NEXT,
                new Review(Review.Verdict.APPROVE, null, null, Renewals.CONFIRMED));
        act(number, "CANCEL", "act-cancel-death", "");
        approved.runsItsJobs();
        keep(approved.number());
    }

    private void ofActs() throws Exception {
        String number = renewals.certificateOf(WORKER, END.plusYears(1));
        act(number, "SUSPEND", "act-suspend-penalty", "2027-03-31");
        act(number, "LIFT", "act-lift-changed", "");
        act(number, "WARN", "act-warn-false", "");
        act(number, "RESCIND", "act-rescind-fraud", "");
        act(number, "CANCEL", "act-cancel-taken", "");
        String heard = renewals.certificateOf(WORKER, END.plusYears(1));
        String act = propose(heard, "REVOKE", "act-revoke-penalty", "", "");
        answer(act, true);
        as(
                "s01",
                post("/office/acts/" + act + "/hearing-notice")
                        .param("at", "2026-09-25T09:00")
                        .param("place", "本机关三楼会议室")
                        .param("presiding", "李主持"));
        TestClock.at(LocalDate.of(2026, 9, 26));
        as("s01", post("/office/acts/" + act + "/hearing").param("words", "双方到场，听取了意见"));
        decide(act);
        keep(act);
        String dropped =
                propose(renewals.certificateOf(WORKER, END.plusYears(1)), "REVOKE", "act-revoke-penalty", "", "");
        as("s02", post("/office/acts/" + dropped + "/refusal"));
        keep(dropped);
        String wrong = renewals.certificateOf(WORKER, END.plusYears(1));
        jdbc.sql("update certificate_version set gender = case gender when '1' then '2' else '1' end"
                        + " where certificate_number = ?")
                .param(wrong)
                .update();
        String correction = propose(wrong, "CORRECT", "act-correct-error", "", name());
        confirm(correction);
        keep(correction);
        TestClock.atStart();
    }

    private void ofRequests() throws Exception {
        as(
                WORKER,
                post("/my/requests")
                        .param("subject", "OTHER")
                        .param("office", "330200")
                        .param("text", "登记的初次领证日期有误，应为2016年3月16日"));
        String request = jdbc.sql("select number from person_request where user_id = ? order by opened_at desc")
                .param(WORKER)
                .query(String.class)
                .list()
                .get(0);
        as(
                OFFICER,
                post("/office/requests/" + request).param("decision", "REFUSE").param("reason", "所称错误与档案记载不符，没有证据支持"));
        keep(request);
    }

    private void ofTheClock() throws Exception {
        Renewal stopped = submitted().isAccepted(OFFICER);
        String task = stopped.task(Tasks.REVIEW_APPLICATION).getId();
        as(OFFICER, post("/api/tasks/" + task + "/claim"));
        as(
                OFFICER,
                post("/api/tasks/" + task + "/excluded-time")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(
                                "{\"version\":%d,\"purpose\":\"EXPERT_REVIEW\",\"reason\":\"需要组织专家评审操作记录\",\"document\":\"评审通知〔2026〕7号\",\"workingDays\":5}"
                                        .formatted(stopped.file().version())));
        TestClock.at(LocalDate.of(2026, 9, 3));
        as(
                OFFICER,
                delete("/api/tasks/" + task + "/excluded-time")
                        .param("version", "" + stopped.file().version()));
        law.replace(new LawBook.Edition(law.rules(), withDaysOff(LocalDate.of(2026, 9, 28))));
        recalculation.run("every-letter-" + stopped.number(), "2026年放假安排更正");
        keep(stopped.number());
        law.replace(shipped);
        recalculation.run("every-letter-back-" + stopped.number(), "恢复");
        stopped.isRejected(OFFICER);

        TestClock.atStart();
        Renewal extended = submitted().isAccepted(OFFICER);
        extended.livesUntil(LocalDate.of(2026, 9, 24));
        extended.proposesExtension(OFFICER).isExtended("s01");
        keep(extended.number());
        extended.isRejected(OFFICER);
    }

    private WorkingDayCalendar withDaysOff(LocalDate... days) {
        return new WorkingDayCalendar(law.calendar().years().values().stream()
                .map(year -> {
                    Set<LocalDate> off = new HashSet<>(year.off());
                    Arrays.stream(days)
                            .filter(day -> day.getYear() == year.year())
                            .forEach(off::add);
                    return new HolidayYear(year.year(), year.notice(), off, year.worked());
                })
                .toList());
    }

    private Renewal submitted() {
        return renewals.submittedBy(WORKER, renewals.certificateOf(WORKER, END));
    }

    private void act(String number, String kind, String ground, String endsOn) throws Exception {
        String act = propose(number, kind, ground, endsOn, "");
        boolean noticed = jdbc.sql("select state from certificate_act where id = ?")
                .param(act)
                .query(String.class)
                .single()
                .equals("NOTICED");
        if (noticed) {
            answer(act, false);
            decide(act);
        } else {
            confirm(act);
        }
        keep(act);
    }

    private String propose(String number, String kind, String ground, String endsOn, String rightName)
            throws Exception {
        as(
                "s01",
                post("/office/certificates/" + number + "/acts")
                        .param("kind", kind)
                        .param("ground", ground)
                        .param("reason", "经调查，当事人有下列行为，有调查报告、询问笔录为证")
                        .param("underlying", "甬建罚决〔2026〕12号")
                        .param("endsOn", endsOn)
                        .param("rightName", rightName));
        return jdbc.sql("select id from certificate_act where certificate_number = ? and waiting_for is not null")
                .param(number)
                .query(String.class)
                .single();
    }

    private void answer(String act, boolean hearing) throws Exception {
        as(
                WORKER,
                post("/my/acts/" + act + "/statement")
                        .param("statement", "事实有出入，请查明")
                        .param("hearing", "" + hearing));
    }

    private void decide(String act) throws Exception {
        as("s01", post("/office/acts/" + act + "/weighing").param("words", "证据充分，所提意见不予采纳"));
        confirm(act);
    }

    private void confirm(String act) throws Exception {
        as("s02", post("/office/acts/" + act + "/confirmation"));
    }

    private String name() {
        return people.withUserId(WORKER).name().value();
    }

    private void as(String user, MockHttpServletRequestBuilder request) throws Exception {
        int status = web.perform(request.with(token()).with(person(user)))
                .andReturn()
                .getResponse()
                .getStatus();
        assertThat(status).isLessThan(400);
    }

    private void keep(String reference) throws IOException {
        Files.createDirectories(PICTURES);
        for (ListedPaper listed : papers.of(reference)) {
            if (listed.kind().letter().isPresent()) {
                Paper paper = papers.find(listed.id()).orElseThrow();
                letters.put(listed.kind().letter().orElseThrow(), paper);
                Files.write(PICTURES.resolve(listed.kind().word() + ".pdf"), paper.bytes());
            }
        }
    }
}
