package org.certrenewal.stages.acts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.certrenewal.testing.LoggedInAs.person;
import static org.certrenewal.testing.Tokens.token;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.certrenewal.casefile.CaseStatus;
import org.certrenewal.casefile.SectionRefused;
import org.certrenewal.documents.CertificateFace;
import org.certrenewal.documents.PaperDesk;
import org.certrenewal.documents.seal.Seals;
import org.certrenewal.documents.seal.ShortForm;
import org.certrenewal.notices.ExpiryService;
import org.certrenewal.process.RenewalProcess.Tasks;
import org.certrenewal.registry.Certificate;
import org.certrenewal.registry.CertificateNumber;
import org.certrenewal.registry.CertificateStatus;
import org.certrenewal.registry.Certificates;
import org.certrenewal.registry.Verifications;
import org.certrenewal.testing.PrintedCode;
import org.certrenewal.testing.RenewalTest;
import org.certrenewal.testing.Renewals;
import org.certrenewal.testing.Renewals.Renewal;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.ContentDisposition;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.servlet.FlashMap;

/** Brings a certificate into each state, and looks at it by every path. */
@RenewalTest
class StatusMatrixTest {

    private static final String WANG = "w01";
    private static final String OFFICER = "o01";

    enum State {
        GENUINE("证照真实有效", "有效", 200, "", CaseStatus.ACCEPTED),
        EXPIRED("证照已过期失效", "已过期失效", 200, "【已过期失效】", CaseStatus.REJECTED),
        SUSPENDED("证照已暂扣", "已暂扣", 403, "", CaseStatus.INVALIDATED),
        REVOKED("证照已吊销", "已吊销", 403, "", CaseStatus.INVALIDATED),
        CANCELLED("证照已注销", "已注销", 403, "", CaseStatus.INVALIDATED),
        FOLLOWED("证照真实有效", "有效，期满由新版接续", 200, "", CaseStatus.ISSUED),
        SUPERSEDED("证照已被新版本取代", "已被新版本取代", 200, "【已被新版本取代】", CaseStatus.ISSUED);

        private final String verdict;
        private final String label;
        private final int download;
        private final String mark;
        private final CaseStatus renewal;

        State(String verdict, String label, int download, String mark, CaseStatus renewal) {
            this.verdict = verdict;
            this.label = label;
            this.download = download;
            this.mark = mark;
            this.renewal = renewal;
        }
    }

    @Autowired
    private Renewals renewals;

    @Autowired
    private Certificates certificates;

    @Autowired
    private Verifications verifications;

    @Autowired
    private PaperDesk papers;

    @Autowired
    private Disposals disposals;

    @Autowired
    private Acts acts;

    @Autowired
    private ExpiryService expiries;

    @Autowired
    private Seals seals;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private MockMvc web;

    private String number;
    private String verification;
    private Renewal renewal;
    private PaperDesk.IssuedCertificate files;

    @BeforeEach
    void begin() {
        TestClock.atStart();
        number = renewals.certificateOf(WANG, TestClock.START.plusDays(80));
        renewal = renewals.submittedBy(WANG, number).isAccepted(OFFICER);
        verification = PaperDesk.newId();
        Certificate certificate = certificate();
        String address = "http://localhost:8080/verify/" + verification;
        files = transaction.execute(status -> {
            verifications.open(verification, new Verifications.Subject(certificate.number(), certificate.version()));
            return papers.issueCertificate(renewal.number(), "1", face(certificate, address))
                    .orElseThrow();
        });
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void should_show_every_state_on_every_path_at_once(State state) throws Exception {
        bringAbout(state);

        verifyPage(state);
        qrCode(state);
        download(state);
        myCertificates(state);
        renewalInProgress(state);
        uploadedFile(state);
    }

    private void bringAbout(State state) {
        switch (state) {
            case GENUINE -> {
                // As it is.
            }
            case EXPIRED -> {
                renewal.isRejected(OFFICER);
                TestClock.at(certificate().validTo().plusDays(1));
                expiries.run();
                assertThat(certificate().status()).isEqualTo(CertificateStatus.LAPSED);
            }
            case SUSPENDED -> dispose(ActKind.SUSPEND);
            case REVOKED -> dispose(ActKind.REVOKE);
            case CANCELLED -> dispose(ActKind.CANCEL);
            case FOLLOWED -> renewal.isApproved(OFFICER);
            case SUPERSEDED -> {
                renewal.isApproved(OFFICER);
                TestClock.at(certificate().validFrom());
            }
        }
    }

    private void dispose(ActKind kind) {
        String act = Disposing.upToConfirmation(disposals, acts, number, kind, WANG);
        assertThat(certificate().status()).as("not before the second person").isEqualTo(CertificateStatus.VALID);
        disposals.confirm(act, "s02", "330200");
    }

    private void verifyPage(State state) throws Exception {
        MockHttpServletResponse page =
                web.perform(get("/verify/" + verification)).andReturn().getResponse();
        String text = page.getContentAsString(StandardCharsets.UTF_8);
        assertThat(page.getStatus()).isEqualTo(200);
        assertThat(text).contains(state.verdict, "王**", "建筑电工", "浙江省住房和城乡建设厅").doesNotContain("王海生");
    }

    /** Reads the code from the printed page, checks it without network, and follows its address. */
    private void qrCode(State state) throws Exception {
        String content = PrintedCode.on(files.pdf().bytes());
        assertThat(ShortForm.verify(content, seals.shortFormCertificate())).isPresent();
        URI address = URI.create(content);
        assertThat(address.getPath()).isEqualTo("/verify/" + verification);
        assertThat(content).doesNotContain("王", number);
        assertThat(web.perform(get(address.getPath()))
                        .andReturn()
                        .getResponse()
                        .getContentAsString(StandardCharsets.UTF_8))
                .contains(state.verdict);
    }

    private void download(State state) throws Exception {
        for (String paper : List.of(files.ofd().id(), files.pdf().id())) {
            MockHttpServletResponse own = web.perform(
                            get("/api/papers/" + paper + "?download").with(person(WANG)))
                    .andReturn()
                    .getResponse();
            assertThat(own.getStatus()).isEqualTo(state.download);
            if (state.download == 200) {
                assertThat(disposition(own)).startsWith(state.mark + "建筑施工特种作业操作资格证书");
            }
            MockHttpServletResponse office = web.perform(
                            get("/api/papers/" + paper + "?download").with(person(OFFICER)))
                    .andReturn()
                    .getResponse();
            assertThat(office.getStatus())
                    .as("the office gets every version ever issued")
                    .isEqualTo(200);
            assertThat(disposition(office))
                    .startsWith(state.mark.isEmpty() && state.download == 200 ? "建筑" : "【" + state.label + "】");
        }
    }

    private static String disposition(MockHttpServletResponse response) {
        return ContentDisposition.parse(response.getHeader("Content-Disposition"))
                .getFilename();
    }

    private void myCertificates(State state) throws Exception {
        String page = web.perform(get("/my/certificates/" + number).with(person(WANG)))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(page)
                .contains(state.renewal == CaseStatus.ISSUED ? "以前的版本" : "状态")
                .contains(state.label);
        boolean offered = page.contains("/api/papers/" + files.ofd().id())
                && page.contains("/api/papers/" + files.pdf().id());
        assertThat(offered).isEqualTo(state.download == 200);
    }

    private void renewalInProgress(State state) {
        assertThat(renewal.file().status()).isEqualTo(state.renewal);
        assertThat(renewal.isOver())
                .isEqualTo(!List.of(State.GENUINE, State.FOLLOWED, State.SUPERSEDED)
                        .contains(state));
        if (state == State.EXPIRED) {
            Renewal late = renewals.atForm(WANG);
            assertThatThrownBy(() -> late.fillsTheForm(number)).isInstanceOf(SectionRefused.class);
            assertThat(late.openTasks()).containsExactly(Tasks.FILL_FORM);
        }
    }

    private void uploadedFile(State state) throws Exception {
        for (byte[] file : List.of(files.ofd().bytes(), files.pdf().bytes())) {
            assertThat(web.perform(multipart("/verify").file("file", file))
                            .andReturn()
                            .getResponse()
                            .getContentAsString(StandardCharsets.UTF_8))
                    .contains(state.verdict);
        }
        assertThat(verifications.checksOf(new Verifications.Subject(new CertificateNumber(number), 1)))
                .isEqualTo(4);
    }

    /** The supervisors' own way over the pages, with what each is refused. */
    @Test
    void should_need_two_supervisors_of_the_office() throws Exception {
        String page = "/office/certificates/" + number + "/acts";
        assertThat(web.perform(post(page).param("kind", "SUSPEND").with(token()).with(person(OFFICER)))
                        .andReturn()
                        .getResponse()
                        .getStatus())
                .isEqualTo(403);
        assertThat(String.valueOf(web.perform(post(page)
                                .param("kind", "SUSPEND")
                                .param("ground", "act-suspend-penalty")
                                .param("underlying", "甬建罚决〔2026〕第13号")
                                .param("endsOn", "2027-03-31")
                                .param("reason", "违章指挥造成事故")
                                .with(token())
                                .with(person("s11")))
                        .andReturn()
                        .getFlashMap()
                        .values()))
                .contains("不由您的机关管理");
        FlashMap refused = web.perform(post(page)
                        .param("kind", "SUSPEND")
                        .param("ground", "act-suspend-penalty")
                        .param("underlying", "甬建罚决〔2026〕第13号")
                        .param("endsOn", "2027-03-31")
                        .param("reason", "违章指挥造成事故\r\n\uD83D\uDE00")
                        .with(token())
                        .with(person("s01")))
                .andReturn()
                .getFlashMap();
        assertThat(refused.get("problem")).asString().contains("查明的事实：文书中无法打印：\uD83D\uDE00(U+1F600)");
        assertThat(web.perform(get("/office/certificates")
                                .param("number", number)
                                .flashAttrs(refused)
                                .with(person("s01")))
                        .andReturn()
                        .getResponse()
                        .getContentAsString())
                .as("what was typed")
                .contains("违章指挥造成事故\n\uD83D\uDE00</textarea>", "value=\"甬建罚决〔2026〕第13号\"", "value=\"2027-03-31\"");
        web.perform(post(page)
                .param("kind", "SUSPEND")
                .param("ground", "act-suspend-penalty")
                .param("underlying", "甬建罚决〔2026〕第13号")
                .param("endsOn", "2027-03-31")
                .param("reason", "\uFEFF违章指挥造成事故\u200B ")
                .with(token())
                .with(person("s01")));
        Act act = acts.on(new CertificateNumber(number)).get(0);
        assertThat(act.basis().facts()).isEqualTo("违章指挥造成事故");
        assertThat(flash("/office/acts/" + act.id() + "/confirmation", "s02", "330200"))
                .contains("目前已告知，等待持证人陈述、申辩");
        Disposing.hearTheHolder(disposals, acts, act.id(), WANG);
        assertThat(flash("/office/acts/" + act.id() + "/confirmation", "s01", "330200"))
                .contains("须由另一位负责人复核");
        assertThat(flash("/office/acts/" + act.id() + "/confirmation", "s11", "330100"))
                .contains("不由您的机关管理");
        assertThat(certificate().status()).isEqualTo(CertificateStatus.VALID);
        assertThat(flash("/office/acts/" + act.id() + "/confirmation", "s02", "330200"))
                .contains("已复核同意");
        assertThat(certificate().status()).isEqualTo(CertificateStatus.SUSPENDED);

        String shown = web.perform(
                        get("/office/certificates").param("number", number).with(person("s01")))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(shown)
                .contains("暂扣（暂扣）", "提出 s01，复核 s02", "甬建罚决〔2026〕第13号", "已执行")
                .doesNotContain("王海生");

        String lift = disposals.propose(
                new Proposal(
                        new CertificateNumber(number),
                        ActKind.LIFT,
                        "act-lift-changed",
                        "复议机关撤销了暂扣决定",
                        "浙政复〔2026〕第3号",
                        Optional.empty()),
                "s02",
                "330200");
        disposals.confirm(lift, "s01", "330200");
        assertThat(certificate().status()).isEqualTo(CertificateStatus.VALID);
        assertThat(certificates.operationsOn(new CertificateNumber(number)))
                .extracting(it -> it.code().label())
                .containsExactly("新发", "暂扣", "暂扣发还");
    }

    private String flash(String address, String supervisor, String office) throws Exception {
        var flash = web.perform(post(address).with(token()).with(person(supervisor)))
                .andReturn()
                .getFlashMap();
        return String.valueOf(flash.values());
    }

    private Certificate certificate() {
        return certificates.withNumber(new CertificateNumber(number)).orElseThrow();
    }

    private static CertificateFace face(Certificate certificate, String address) {
        return new CertificateFace(
                certificate.number().value(),
                certificate.holderName().value(),
                certificate.gender().label(),
                certificate.tradeName(),
                certificate.firstIssuedOn(),
                certificate.validFrom(),
                certificate.validTo(),
                certificate.authority(),
                LocalDate.of(2024, 11, 20),
                certificate.identifier().toString(),
                address,
                address,
                Optional.empty());
    }
}
