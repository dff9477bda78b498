package org.certrenewal.documents.adapters;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Incident;
import org.certrenewal.CertificateRenewalApplication;
import org.certrenewal.casefile.CaseStatus;
import org.certrenewal.documents.ListedPaper;
import org.certrenewal.documents.Paper;
import org.certrenewal.documents.PaperKind;
import org.certrenewal.documents.Papers;
import org.certrenewal.documents.Press;
import org.certrenewal.documents.SealsUnavailable;
import org.certrenewal.documents.seal.KeystoreSeals;
import org.certrenewal.documents.seal.Pem;
import org.certrenewal.documents.seal.Pki;
import org.certrenewal.documents.seal.ProofServer;
import org.certrenewal.documents.seal.Proofs;
import org.certrenewal.documents.seal.SealKeys;
import org.certrenewal.documents.seal.SealReport;
import org.certrenewal.documents.seal.SealedDocumentCheck;
import org.certrenewal.documents.seal.SealingPress;
import org.certrenewal.documents.seal.SigningStandIn;
import org.certrenewal.documents.seal.TestTsa;
import org.certrenewal.documents.seal.TrustList;
import org.certrenewal.notices.Notices;
import org.certrenewal.process.outbox.OutboxWorker;
import org.certrenewal.testing.RenewalTest;
import org.certrenewal.testing.Renewals;
import org.certrenewal.testing.Renewals.Renewal;
import org.certrenewal.testing.SwitchedPress;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

/**
 * Drives a case of the whole application whose papers are sealed with a timestamping authority, OCSP, lists of revoked
 * certificates and a signing service outside, first away and then there.
 */
@RenewalTest
class SealingOutsideTest {

    private static final String WANG = "w01";
    private static final String OFFICER = "o01";
    private static final Instant BEGIN = TestClock.START
            .minusDays(30)
            .atTime(LocalTime.NOON)
            .atZone(CertificateRenewalApplication.ZONE)
            .toInstant();

    private static final Supplier<Instant> NOW =
            () -> ClockUtil.getCurrentTime().toInstant();

    @Autowired
    private Renewals renewals;

    @Autowired
    private Papers papers;

    @Autowired
    private Notices notices;

    @Autowired
    private OutboxWorker outbox;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private DataSource database;

    @Autowired
    private Environment environment;

    @Autowired
    private Clock clock;

    @Autowired
    private Press press;

    @TempDir
    private Path folder;

    /** Most connections that anybody held for long while a service outside was being asked, by service. */
    private final Map<String, Integer> held = new ConcurrentHashMap<>();

    private final ProofServer server = new ProofServer(NOW);
    private final Pki root = server.responder().answersFor(Pki.root("secp256r1", "CN=国际根,O=CA", BEGIN), true, false);
    private final Pki chinese = server.responder().answersFor(Pki.root("sm2p256v1", "CN=国密根,O=CA", BEGIN), false, true);
    private final Pki times = Pki.root("secp256r1", "CN=时间戳根,O=TSA", BEGIN);
    private volatile boolean away;
    private Renewal renewal;
    private KeystoreSeals seals;

    @BeforeEach
    void begin() throws Exception {
        TestClock.atStart();
        TestTsa tsa = new TestTsa(times, BEGIN, NOW);
        server.responder().timestamps("/tsa", request -> {
            if (away) {
                throw new SealsUnavailable("breaks the line off");
            }
            return tsa.ask(request);
        });
        server.before = path -> look(path.startsWith("/tsa") ? "tsa" : path.substring(1, path.indexOf('/', 1)));
        seals = sealing(new SealKeys(root.key("CN=PDF签章"), root.key("CN=二维码"), chinese.key("CN=电子印章"), false));
        ((SwitchedPress) press).becomes(new SealingPress(seals));
    }

    @AfterEach
    void end() {
        ((SwitchedPress) press).isAsBefore();
        later();
        server.close();
    }

    /** As the application makes them by its settings; the keys are named by nobody's register but their own. */
    private KeystoreSeals sealing(SealKeys keys) throws Exception {
        Path authority = Files.writeString(folder.resolve("tsa.pem"), Pem.write(List.of(times.certificate())));
        Proofs proofs = new DocumentsConfiguration()
                .proofs(
                        new ProofSettings.Timestamping(
                                server.base() + "/tsa",
                                null,
                                List.of(authority.toString()),
                                null,
                                "SHA-256",
                                "SHA-256",
                                Duration.ofSeconds(20),
                                Duration.ZERO,
                                null),
                        new ProofSettings.Revoking(null, null, null, Duration.ZERO, Duration.ofSeconds(20), null),
                        environment,
                        () -> null,
                        clock);
        return new KeystoreSeals(
                CompletableFuture.completedFuture(keys),
                List.of(),
                Set.of(),
                new Proofs(proofs.pdf(), proofs.ofd(), proofs.authorities(), proofs.revocations(), Optional.empty()));
    }

    /** Whoever holds a connection for a moment only, such as another thread, gives it back meanwhile. */
    private void look(String service) {
        held.merge(service, 0, Math::max);
        try {
            Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> active() == 0);
        } catch (ConditionTimeoutException stillHeld) {
            held.merge(service, active(), Math::max);
        }
    }

    private int active() {
        try {
            return database.unwrap(HikariDataSource.class).getHikariPoolMXBean().getActiveConnections();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void should_wait_for_an_authority_that_is_away_and_issue_genuine_files_when_it_is_back() {
        away = true;
        String number = renewals.certificateOf(WANG, TestClock.START.plusDays(80));
        renewal = renewals.submittedBy(WANG, number).isAccepted(OFFICER).isApproved(OFFICER);
        assertThat(runtime.getActiveActivityIds(renewal.instanceId())).contains("Task_AwaitSeal");
        outbox.drain();
        later();

        assertThat(renewal.file().status()).isEqualTo(CaseStatus.APPROVED);
        assertThat(papers.of(renewal.number())).isEmpty();
        assertThat(incidents())
                .hasSize(3)
                .allSatisfy(it -> assertThat(it.getIncidentMessage()).contains("时间戳机构联系不上", "自动继续"));
        assertThat(told()).containsOnlyOnce("sealing-waits").contains("letter-waits");

        away = false;
        later();
        renewal.runsItsJobs();
        assertThat(renewal.file().status()).isEqualTo(CaseStatus.ISSUED);
        assertThat(incidents()).isEmpty();
        everyPaperIsGenuine(seals);
        assertThat(papers.of(renewal.number()))
                .extracting(ListedPaper::kind)
                .containsExactlyInAnyOrder(
                        PaperKind.ACCEPTANCE, PaperKind.APPROVAL, PaperKind.CERTIFICATE_OFD, PaperKind.CERTIFICATE_PDF);
        assertThat(new TreeMap<>(held))
                .as("database connections that were held while somebody outside was asked")
                .isEqualTo(new TreeMap<>(Map.of("tsa", 0, "ocsp", 0, "crl", 0)));
    }

    @Test
    void should_wait_with_a_key_that_was_taken_back_until_another_is_there() throws Exception {
        renewal = renewals.submittedBy(WANG, renewals.certificateOf(WANG, TestClock.START.plusDays(80)))
                .isAccepted(OFFICER);
        outbox.drain();
        server.responder()
                .revoked
                .add(seals.trust().seals().stream()
                        .filter(entry -> entry.purpose() == TrustList.Purpose.PDF)
                        .findFirst()
                        .orElseThrow()
                        .certificate());
        renewal.isApproved(OFFICER);
        outbox.drain();
        later();

        assertThat(renewal.file().status()).isEqualTo(CaseStatus.APPROVED);
        assertThat(incidents())
                .hasSize(2)
                .allSatisfy(it -> assertThat(it.getIncidentMessage())
                        .contains("已被吊销", "--renewal.seals.propose", "/admin/seals"));
        assertThat(told()).contains("sealing-waits", "letter-waits");

        KeystoreSeals next =
                sealing(new SealKeys(root.key("CN=新PDF签章"), root.key("CN=二维码"), chinese.key("CN=电子印章"), false));
        ((SwitchedPress) press).becomes(new SealingPress(next));
        later();
        renewal.runsItsJobs();
        assertThat(renewal.file().status()).isEqualTo(CaseStatus.ISSUED);
        assertThat(incidents()).isEmpty();
        assertThat(genuine(next, PaperKind.CERTIFICATE_PDF, "2")).isTrue();
        assertThat(genuine(next, PaperKind.CERTIFICATE_OFD, "2")).isTrue();
        assertThat(genuine(next, PaperKind.APPROVAL, "1")).isTrue();
    }

    /** The service stands in for one over HTTP, which {@link SigningServiceTest} tries. */
    @Test
    void should_hold_no_connection_while_a_signing_service_signs() throws Exception {
        SealKeys here = new SealKeys(root.key("CN=PDF签章"), root.key("CN=二维码"), chinese.key("CN=电子印章"), false);
        KeystoreSeals remote = sealing(SigningStandIn.keys(here, () -> look("signing")));
        ((SwitchedPress) press).becomes(new SealingPress(remote));
        held.clear();
        renewal = renewals.submittedBy(WANG, renewals.certificateOf(WANG, TestClock.START.plusDays(80)))
                .isAccepted(OFFICER)
                .isApproved(OFFICER);
        outbox.drain();
        renewal.runsItsJobs();

        assertThat(renewal.file().status()).isEqualTo(CaseStatus.ISSUED);
        everyPaperIsGenuine(remote);
        assertThat(held)
                .containsEntry("signing", 0)
                .allSatisfy((service, most) -> assertThat(most).as(service).isZero());
    }

    private void everyPaperIsGenuine(KeystoreSeals by) {
        List<ListedPaper> all = papers.of(renewal.number());
        assertThat(all).hasSize(4);
        for (ListedPaper listed : all) {
            SealReport report = new SealedDocumentCheck(by.trust())
                    .check(papers.find(listed.id()).map(Paper::bytes).orElseThrow());
            assertThat(report.finding()).as(report.detail()).isEqualTo(SealReport.Finding.GENUINE);
            assertThat(report.detail()).contains("时间戳证明");
        }
    }

    private boolean genuine(KeystoreSeals by, PaperKind kind, String occurrence) {
        return new SealedDocumentCheck(by.trust())
                .check(papers.find(renewal.number(), kind, occurrence)
                        .orElseThrow()
                        .bytes())
                .isGenuine();
    }

    private void later() {
        TestClock.pass(Duration.ofMinutes(3));
        outbox.drain();
    }

    private List<Incident> incidents() {
        return runtime.createIncidentQuery()
                .processInstanceId(renewal.instanceId())
                .incidentType("sealing")
                .list();
    }

    private List<String> told() {
        return notices.of(List.of(WANG), 100_000).stream()
                .filter(notice -> renewal.number().equals(notice.caseNumber()))
                .map(Notices.Notice::kind)
                .toList();
    }
}
