package org.certrenewal.notices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.certrenewal.testing.LoggedInAs.person;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.certrenewal.casefile.CaseFindings;
import org.certrenewal.law.Finding;
import org.certrenewal.law.HolidayYear;
import org.certrenewal.law.LawBook;
import org.certrenewal.law.RuleKey;
import org.certrenewal.law.WorkingDayCalendar;
import org.certrenewal.law.adapters.Laws;
import org.certrenewal.process.RenewalProcess.Tasks;
import org.certrenewal.registry.CertificateNumber;
import org.certrenewal.registry.CertificateStatus;
import org.certrenewal.registry.Certificates;
import org.certrenewal.registry.OperationCode;
import org.certrenewal.testing.RenewalTest;
import org.certrenewal.testing.Renewals;
import org.certrenewal.testing.Renewals.Renewal;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;

@RenewalTest
class ExpiryServiceTest {

    private static final String WANG = "w01";
    private static final LocalDate END = TestClock.START.plusDays(100);

    @Autowired
    private ExpiryService expiries;

    @Autowired
    private Notices notices;

    @Autowired
    private Certificates certificates;

    @Autowired
    private Renewals renewals;

    @Autowired
    private MockMvc web;

    @Autowired
    private LawBook law;

    @Autowired
    private CaseFindings findings;

    private String number;
    private LawBook.Edition shipped;

    @BeforeEach
    void begin() {
        TestClock.atStart();
        number = renewals.certificateOf(WANG, END);
        shipped = law.inForce();
    }

    @AfterEach
    void end() {
        law.replace(shipped);
    }

    /** The certificate ends on 10 December 2026; thirty working days before are 29 October. */
    @Test
    void should_tell_before_the_last_day_to_apply_in_time_and_after_it_each_once() {
        List<String> days = new ArrayList<>();
        for (LocalDate day = TestClock.START.minusDays(10); !day.isAfter(END); day = day.plusDays(1)) {
            TestClock.at(day);
            int before = texts().size();
            expiries.run();
            expiries.run();
            if (texts().size() > before) {
                days.add(day.toString());
            }
        }

        assertThat(days).containsExactly("2026-08-30", "2026-09-29", "2026-10-22", "2026-10-30");
        assertThat(texts())
                .satisfiesExactly(
                        late -> assertThat(late).contains("2026年12月10日到期", "最后一日（2026年10月29日）已过", "到期前没有作出决定的，不视为准予延续"),
                        last -> assertThat(last).contains("请最迟于2026年10月29日（还有7天）申请延续", "逾期申请的"),
                        second -> assertThat(second).contains("还有30天"),
                        first -> assertThat(first).contains("还有60天"));
    }

    @Test
    void should_tell_anew_when_the_holidays_move_the_last_day_to_apply_in_time() {
        TestClock.at(LocalDate.of(2026, 9, 5));
        expiries.run();
        // Two working days of November become days off: the last day comes two working days earlier.
        law.replace(
                new LawBook.Edition(law.rules(), withDaysOff(LocalDate.of(2026, 11, 9), LocalDate.of(2026, 11, 10))));
        TestClock.at(LocalDate.of(2026, 9, 6));
        expiries.run();
        expiries.run();
        assertThat(texts())
                .satisfiesExactly(
                        moved -> assertThat(moved)
                                .contains("由2026年10月29日变更为2026年10月27日，以本次通知为准", "请最迟于2026年10月27日（还有51天）申请延续"),
                        first -> assertThat(first).contains("2026年10月29日"));

        TestClock.at(LocalDate.of(2026, 9, 28));
        expiries.run();
        assertThat(texts()).hasSize(3);
        assertThat(texts().get(0)).as("follows the new day").contains("还有29天").doesNotContain("变更");

        law.replace(shipped);
        TestClock.at(LocalDate.of(2026, 10, 28));
        expiries.run();
        assertThat(texts().get(0)).contains("由2026年10月27日变更为2026年10月29日", "请最迟于2026年10月29日（还有1天）申请延续");
        int told = texts().size();
        expiries.run();
        assertThat(texts()).hasSize(told);
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

    @Test
    void should_catch_up_after_a_downtime() {
        TestClock.at(LocalDate.of(2026, 9, 5));
        expiries.run();
        TestClock.at(LocalDate.of(2026, 10, 26));
        expiries.run();
        expiries.run();

        assertThat(texts())
                .satisfiesExactly(
                        late -> assertThat(late).contains("还有3天"),
                        early -> assertThat(early).contains("还有54天"));
    }

    /** The certificate ends on 10 December 2026; fifteen working days before is 19 November. */
    @Test
    void should_bring_a_flagged_case_before_the_supervisor_well_before_silence_decides_it() {
        Renewals.Renewal flagged = renewals.submittedBy(WANG, number).isAccepted("o01");
        findings.replaceFindings(
                flagged.number(),
                List.of(new Finding(
                        "name-differs", Finding.Severity.OFFICER, "证书上的姓名与申请人姓名不一致，请核实", "", "certificate.number")));
        String other = renewals.certificateOf("w05", END);
        Renewals.Renewal unflagged = renewals.submittedBy("w05", other).isAccepted("o01");

        TestClock.at(LocalDate.of(2026, 11, 18));
        expiries.run();
        assertThat(toldAbout("supervisors-330200", flagged)).isEmpty();
        TestClock.at(LocalDate.of(2026, 11, 19));
        expiries.run();
        expiries.run();

        assertThat(toldAbout("supervisors-330200", flagged))
                .singleElement()
                .asString()
                .contains("系统核查有疑点", "2026年12月10日到期", "视为准予延续", "请在“证书处置”中更正");
        assertThat(toldAbout("officers-330200", flagged)).hasSize(1);
        assertThat(toldAbout(WANG, flagged)).as("what is meant for the office").noneMatch(text -> text.contains("疑点"));
        assertThat(toldAbout("supervisors-330200", unflagged)).isEmpty();
        flagged.withdraws();
        unflagged.withdraws();
    }

    private List<String> toldAbout(String recipient, Renewals.Renewal renewal) {
        return notices.of(List.of(recipient), 100_000).stream()
                .filter(notice -> renewal.number().equals(notice.caseNumber())
                        && notice.kind().equals("reminder"))
                .map(Notices.Notice::text)
                .toList();
    }

    @Test
    void should_say_that_late_applications_are_refused_where_they_are() {
        law.replace(new LawBook.Edition(Laws.with(law.rules(), RuleKey.LATE_APPLICATION, "refuse"), law.calendar()));
        TestClock.at(LocalDate.of(2026, 10, 29));
        expiries.run();
        TestClock.at(LocalDate.of(2026, 10, 30));
        expiries.run();

        assertThat(texts())
                .satisfiesExactly(
                        late -> assertThat(late).endsWith("已过，不再受理延续申请"),
                        early -> assertThat(early).endsWith("逾期不再受理延续申请"));
    }

    @Test
    void should_let_a_certificate_live_for_the_grace_and_renew_one_that_lapsed_within_it() {
        law.replace(new LawBook.Edition(Laws.with(law.rules(), RuleKey.GRACE_MONTHS, "3"), law.calendar()));
        TestClock.at(END.plusMonths(3));
        expiries.run();
        assertThat(status()).isEqualTo(CertificateStatus.VALID);

        TestClock.at(END.plusDays(19));
        certificates.lapse(new CertificateNumber(number), TestClock.today());
        Renewal renewal = renewals.submittedBy(WANG, number);
        assertThat(findings.findings(renewal.number()))
                .anySatisfy(finding -> assertThat(finding.text()).contains("已于2026年12月10日届满，现在是在宽限期内申请"));
        renewal.runsItsJobs();
        assertThat(renewal.eventKinds()).doesNotContain("expired-undecided");
        renewal.isAccepted("o01").isApproved("o01");
        assertThat(status()).isEqualTo(CertificateStatus.VALID);

        TestClock.at(END.plusMonths(3).plusDays(1));
        String other = number;
        number = renewals.certificateOf(WANG, END);
        expiries.run();
        assertThat(status()).isEqualTo(CertificateStatus.LAPSED);
        number = other;
        assertThat(status()).isEqualTo(CertificateStatus.VALID);
    }

    @Test
    void should_start_the_renewal_from_the_notice() throws Exception {
        TestClock.at(END.minusDays(60));
        expiries.run();
        Notices.Notice notice = own().get(0);

        assertThat(follow(notice.href(), "w16")).isEqualTo("/#start");

        Renewal begun = renewals.begunBy(WANG);
        String draft = "/camunda/app/tasklist/default/#/?task="
                + begun.task(Tasks.SEARCH_SERVICE).getId();
        assertThat(follow(notice.href(), WANG)).isEqualTo(draft);
        assertThat(follow(notice.href(), WANG)).isEqualTo(draft);
    }

    private String follow(String href, String worker) throws Exception {
        return web.perform(get(href).with(person(worker)))
                .andReturn()
                .getResponse()
                .getRedirectedUrl();
    }

    @Test
    void should_note_what_has_ended() {
        TestClock.at(END);
        expiries.run();
        assertThat(status()).isEqualTo(CertificateStatus.VALID);

        TestClock.at(END.plusDays(1));
        expiries.run();
        expiries.run();

        assertThat(status()).isEqualTo(CertificateStatus.LAPSED);
        assertThat(certificates.operationsOn(new CertificateNumber(number)))
                .extracting(operation -> operation.code())
                .containsExactly(OperationCode.ISSUED, OperationCode.LAPSED);
    }

    @Test
    void should_leave_a_certificate_alone_whose_renewal_is_with_the_office() {
        TestClock.at(END.minusDays(20));
        renewals.submittedBy(WANG, number).isAccepted("o01");
        TestClock.at(END.minusDays(19));
        expiries.run();
        assertThat(texts()).isEmpty();

        TestClock.at(END.plusDays(1));
        expiries.run();
        assertThat(status()).isEqualTo(CertificateStatus.VALID);
    }

    @Test
    void should_tell_and_note_once_when_several_nodes_run() throws Exception {
        TestClock.at(END.minusDays(60));
        atOnce();
        assertThat(texts()).hasSize(1);

        TestClock.at(END.plusDays(1));
        atOnce();
        assertThat(certificates.operationsOn(new CertificateNumber(number)))
                .extracting(operation -> operation.code())
                .containsExactly(OperationCode.ISSUED, OperationCode.LAPSED);
    }

    private void atOnce() throws Exception {
        ExecutorService nodes = Executors.newFixedThreadPool(4);
        try {
            Callable<ExpiryService.Run> run = expiries::run;
            for (var done : nodes.invokeAll(List.of(run, run, run, run))) {
                done.get();
            }
        } finally {
            nodes.shutdown();
        }
    }

    private CertificateStatus status() {
        return certificates
                .withNumber(new CertificateNumber(number))
                .orElseThrow()
                .status();
    }

    private List<Notices.Notice> own() {
        return notices.of(List.of(WANG), 100_000).stream()
                .filter(notice ->
                        notice.kind().equals("expiry") && notice.text().contains(number))
                .toList();
    }

    private List<String> texts() {
        return own().stream().map(Notices.Notice::text).toList();
    }
}
