package org.certrenewal.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.certrenewal.documents.Content;
import org.certrenewal.documents.ListedPaper;
import org.certrenewal.documents.Paper;
import org.certrenewal.documents.PaperDesk;
import org.certrenewal.documents.PaperKind;
import org.certrenewal.documents.Papers;
import org.certrenewal.notices.Notices;
import org.certrenewal.privacy.Consents;
import org.certrenewal.privacy.LetterPost;
import org.certrenewal.testing.Intruder;
import org.certrenewal.testing.RenewalTest;
import org.certrenewal.testing.Renewals;
import org.certrenewal.testing.Renewals.Renewal;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** A letter is served when its addressee opens it, and can be contested from then on. */
@RenewalTest
class ServiceOfLettersTest {

    @LocalServerPort
    private int port;

    @Autowired
    private Renewals renewals;

    @Autowired
    private Papers papers;

    @Autowired
    private Consents consents;

    @Autowired
    private Notices notices;

    @Autowired
    private LetterPost post;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @BeforeEach
    void start() {
        TestClock.atStart();
    }

    @Test
    void should_count_remedies_from_the_day_on_which_the_applicant_opens_the_letter() {
        // GIVEN
        Renewal renewal = renewals.submittedBy("w01", renewals.certificateOf("w01", LocalDate.of(2026, 11, 20)))
                .isAccepted("o01")
                .isRejected("o01");
        String href = "/api/papers/" + letter(renewal).id();

        // WHEN: the office looks at it
        TestClock.at(LocalDate.of(2026, 9, 2));
        assertThat(Intruder.of("o01", port).get(href).status()).isEqualTo(200);

        // THEN
        assertThat(letter(renewal).servedAt()).isEmpty();
        assertThat(cases()).contains("您打开本文书之日为送达之日");

        // WHEN: the applicant opens it, and again later
        TestClock.at(LocalDate.of(2026, 9, 3));
        assertThat(Intruder.of("w01", port).get(href).status()).isEqualTo(200);
        TestClock.at(LocalDate.of(2026, 9, 8));
        Intruder.of("w01", port).get(href);

        // THEN
        assertThat(letter(renewal).servedAt()).isPresent();
        assertThat(cases()).contains("已于2026年9月3日送达。不服的，申请行政复议的期限至2026年11月2日止；提起行政诉讼的期限至2027年3月3日止（暂定）。");
    }

    @Test
    void should_say_of_a_letter_that_it_awaits_its_seal_to_whoever_may_open_it() {
        // GIVEN
        Renewal renewal = renewals.submittedBy("w01", renewals.certificateOf("w01", LocalDate.of(2026, 11, 20)));
        Paper written = new Paper(
                PaperDesk.newId(),
                renewal.number(),
                PaperKind.DEADLINE_MOVED,
                "1",
                "浙建特延甬改〔2026〕9001号",
                "期限变更告知书",
                Instant.parse("2026-09-01T02:00:00Z"),
                Paper.PDF,
                Content.of(new byte[] {1}));
        transaction.executeWithoutResult(status -> papers.await(new Papers.Unsealed(written, "宁波市住房和城乡建设局")));

        // WHEN
        Intruder.Answer own = Intruder.of("w01", port).get("/api/papers/" + written.id());

        // THEN
        assertThat(own.status()).isEqualTo(409);
        assertThat(own.body()).contains("正在加盖电子印章");
        assertThat(Intruder.of("w02", port).get("/api/papers/" + written.id()).status())
                .isEqualTo(404);
    }

    @Test
    void should_serve_a_letter_on_paper_on_the_day_of_receipt_and_not_when_it_is_looked_at() {
        // GIVEN
        Renewal renewal = renewals.atForm("w01")
                .fillsTheForm(renewals.certificateOf("w01", LocalDate.of(2026, 11, 20)))
                .choosesLettersOnPaper()
                .confirms()
                .signs()
                .isAccepted("o01")
                .isRejected("o01");
        String id = letter(renewal).id();
        assertThat(consents.newest("w01", Consents.Kind.ELECTRONIC_SERVICE)
                        .orElseThrow()
                        .answer())
                .isEqualTo(Consents.Answer.REFUSED);

        // WHEN: the applicant looks at it
        TestClock.at(LocalDate.of(2026, 9, 2));
        assertThat(Intruder.of("w01", port).get("/api/papers/" + id).status()).isEqualTo(200);

        // THEN: nobody says that it is served
        assertThat(letter(renewal).servedAt()).isEmpty();
        assertThat(cases()).contains("此处查看不视为送达");
        assertThat(notices.of(List.of("w01"), Integer.MAX_VALUE))
                .filteredOn(notice -> renewal.number().equals(notice.caseNumber()))
                .anySatisfy(notice -> assertThat(notice.text()).contains("将按您的选择纸质送达"));

        // WHEN: a clerk of the office posts it
        Intruder clerk = Intruder.of("c01", port);
        assertThat(clerk.get("/office/post").body()).contains(renewal.number(), "不予延续决定书", "中山东路1号2单元301室");
        assertThat(Intruder.of("o01", port).get("/office/post").status()).isEqualTo(403);
        clerk.form("/office/post/" + id + "/posting", Map.of("carrier", "EMS", "trackingNumber", "1"));
        assertThat(posting(id).state()).isEqualTo(LetterPost.State.WAITING);
        clerk.form("/office/post/" + id + "/posting", Map.of("carrier", "EMS", "trackingNumber", "ea123456789cn"));
        assertThat(posting(id).trackingNumber()).contains("EA123456789CN");
        assertThat(cases()).contains("EA123456789CN");

        // THEN: remedies count from the recorded day of receipt
        TestClock.at(LocalDate.of(2026, 9, 5));
        clerk.form("/office/post/" + id + "/receipt", Map.of("day", "2026-09-06"));
        assertThat(letter(renewal).servedAt()).isEmpty();
        clerk.form("/office/post/" + id + "/receipt", Map.of("day", "2026-09-03"));
        assertThat(cases()).contains("已于2026年9月3日送达。不服的，申请行政复议的期限至2026年11月2日止");
        assertThat(clerk.get("/office/post").body())
                .doesNotContain(letter(renewal).number());
    }

    @Test
    void should_serve_on_paper_what_is_issued_after_the_consent_was_taken_back() {
        Renewal renewal = renewals.submittedBy("w01", renewals.certificateOf("w01", LocalDate.of(2026, 11, 20)))
                .isAccepted("o01");
        String before = papers.of(renewal.number()).get(0).id();
        consents.answer("w01", Consents.Kind.ELECTRONIC_SERVICE, Consents.Answer.WITHDRAWN, Optional.empty());
        renewal.isRejected("o01");
        assertThat(post.find(before)).isEmpty();
        assertThat(posting(letter(renewal).id()).state()).isEqualTo(LetterPost.State.WAITING);
        assertThat(Intruder.of("c01", port).get("/office/post").body()).contains("没有邮寄地址，请通知申请人到窗口领取");
    }

    @Test
    void should_show_letters_on_paper_to_the_clerks_of_the_office_only() {
        consents.answer("w01", Consents.Kind.ELECTRONIC_SERVICE, Consents.Answer.WITHDRAWN, Optional.empty());
        Renewal renewal = renewals.submittedBy("w01", renewals.certificateOf("w01", LocalDate.of(2026, 11, 20)));
        consents.answer("w01", Consents.Kind.ELECTRONIC_SERVICE, Consents.Answer.WITHDRAWN, Optional.empty());
        renewal.isAccepted("o01");
        String id = papers.of(renewal.number()).get(0).id();
        jdbc.sql("update letter_posting set office = '330100' where paper_id = ?")
                .param(id)
                .update();
        Intruder clerk = Intruder.of("c01", port);
        assertThat(clerk.get("/office/post").body()).doesNotContain(id);
        assertThat(clerk.form("/office/post/" + id + "/receipt", Map.of("day", TestClock.START.toString()))
                        .status())
                .isEqualTo(404);
        renewal.isRejected("o01");
    }

    private LetterPost.Posting posting(String id) {
        return post.find(id).orElseThrow();
    }

    private String cases() {
        return Intruder.of("w01", port).get("/my/cases").body();
    }

    private ListedPaper letter(Renewal renewal) {
        return papers.of(renewal.number()).stream()
                .filter(paper -> paper.kind() == PaperKind.REJECTION)
                .findFirst()
                .orElseThrow();
    }
}
