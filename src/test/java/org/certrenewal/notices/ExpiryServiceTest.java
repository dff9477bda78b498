package org.certrenewal.notices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.certrenewal.process.RenewalProcess.Tasks;
import org.certrenewal.registry.CertificateNumber;
import org.certrenewal.registry.CertificateStatus;
import org.certrenewal.registry.Certificates;
import org.certrenewal.registry.OperationCode;
import org.certrenewal.testing.RenewalTest;
import org.certrenewal.testing.Renewals;
import org.certrenewal.testing.Renewals.Renewal;
import org.certrenewal.testing.TestClock;
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

    private String number;

    @BeforeEach
    void begin() {
        TestClock.atStart();
        number = renewals.certificateOf(WANG, END);
    }

    @Test
    void should_tell_90_60_and_30_days_before_each_once() {
        for (LocalDate day = TestClock.START; !day.isAfter(END); day = day.plusDays(1)) {
            TestClock.at(day);
            expiries.run();
            expiries.run();
        }

        assertThat(texts())
                .satisfiesExactly(
                        last -> assertThat(last).contains("还有30天"),
                        middle -> assertThat(middle).contains("还有60天"),
                        first -> assertThat(first).contains("还有90天"));
    }

    @Test
    void should_catch_up_after_a_downtime() {
        TestClock.at(END.minusDays(83));
        expiries.run();
        TestClock.at(END.minusDays(12));
        expiries.run();
        expiries.run();

        assertThat(texts())
                .satisfiesExactly(
                        late -> assertThat(late).contains("还有12天"),
                        early -> assertThat(early).contains("还有83天"));
    }

    @Test
    void should_start_the_renewal_from_the_notice() throws Exception {
        TestClock.at(END.minusDays(90));
        expiries.run();
        Notices.Notice notice = own().get(0);

        assertThat(follow(notice.href(), "somebody without a draft")).isEqualTo("/#start");

        Renewal begun = renewals.begunBy(WANG);
        String draft = "/camunda/app/tasklist/default/#/?task="
                + begun.task(Tasks.SEARCH_SERVICE).getId();
        assertThat(follow(notice.href(), WANG)).isEqualTo(draft);
        assertThat(follow(notice.href(), WANG)).isEqualTo(draft);
    }

    private String follow(String href, String worker) throws Exception {
        return web.perform(get(href).with(user(worker).authorities(() -> "applicants")))
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
        return notices.of(List.of(WANG), 200).stream()
                .filter(notice ->
                        notice.kind().equals("expiry") && notice.text().contains(number))
                .toList();
    }

    private List<String> texts() {
        return own().stream().map(Notices.Notice::text).toList();
    }
}
