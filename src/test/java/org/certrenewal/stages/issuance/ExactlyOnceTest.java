package org.certrenewal.stages.issuance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.camunda.bpm.engine.ManagementService;
import org.certrenewal.casefile.CaseStatus;
import org.certrenewal.casefile.Direction;
import org.certrenewal.casefile.SectionRefused;
import org.certrenewal.documents.ListedPaper;
import org.certrenewal.documents.PaperKind;
import org.certrenewal.documents.Papers;
import org.certrenewal.process.RenewalProcess.Tasks;
import org.certrenewal.registry.CertificateNumber;
import org.certrenewal.registry.Certificates;
import org.certrenewal.registry.HolderKeys;
import org.certrenewal.stages.review.Review;
import org.certrenewal.testing.BreakingDataSource;
import org.certrenewal.testing.RenewalTest;
import org.certrenewal.testing.Renewals;
import org.certrenewal.testing.Renewals.Renewal;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Breaks the issuance off after its first statement, after its second, and so on, and lets it be tried again. */
@RenewalTest
class ExactlyOnceTest {

    private static final String WANG = "w01";
    private static final String OFFICER = "o01";

    @Autowired
    private Renewals renewals;

    @Autowired
    private Certificates certificates;

    @Autowired
    private HolderKeys keys;

    @Autowired
    private Papers papers;

    @Autowired
    private Issuance issuance;

    @Autowired
    private ManagementService management;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private BreakingDataSource.Breaker breaker;

    private String number;
    private Renewal renewal;

    @BeforeEach
    void begin() {
        TestClock.atStart();
        number = renewals.certificateOf(WANG, TestClock.START.plusDays(80));
        renewal = renewals.submittedBy(WANG, number).isAccepted(OFFICER);
    }

    @Test
    void should_issue_once_whichever_statement_it_breaks_off_after() {
        approve();
        // The decision letter; its successor is the issuance.
        management.executeJob(job("Task_IssueDecisionLetter"));
        int statements = 0;
        while (job("Task_IssueCertificate") != null) {
            statements++;
            String job = job("Task_IssueCertificate");
            breaker.after(statements);
            try {
                management.executeJob(job);
            } catch (RuntimeException brokenOff) {
                breaker.never();
                if (job("Task_IssueCertificate") != null) {
                    assertNothingHappened();
                }
            } finally {
                breaker.never();
            }
        }

        assertThat(statements).as("statements after which it was broken off").isGreaterThan(15);
        assertIssuedOnce();
        List<ListedPaper> first = certificatePapers();
        transaction.executeWithoutResult(status -> issuance.issue(renewal.number(), true));
        assertThat(certificatePapers())
                .as("asked again: the same papers, byte for byte")
                .isEqualTo(first);
        assertIssuedOnce();
    }

    @Test
    void should_not_approve_what_cannot_be_printed() {
        jdbc.sql("update certificate_version set holder_name = ? where certificate_number = ?")
                .params(keys.sealText("王\uD883\uDEDE"), number)
                .update();

        assertThatThrownBy(this::approve)
                .isInstanceOf(SectionRefused.class)
                .satisfies(refused -> assertThat(((SectionRefused) refused).problems())
                        .singleElement()
                        .satisfies(problem -> assertThat(problem.message()).contains("U+30EDE", "不能制证")));
        assertThat(renewal.openTasks()).containsExactly(Tasks.REVIEW_APPLICATION);
        assertThat(certificatePapers()).isEmpty();
    }

    private void approve() {
        renewal.completes(
                OFFICER, Tasks.REVIEW_APPLICATION, Direction.NEXT, new Review(Review.Verdict.APPROVE, null, null));
    }

    private String job(String element) {
        var job = management
                .createJobQuery()
                .processInstanceId(renewal.instanceId())
                .activityId(element)
                .singleResult();
        return job == null ? null : job.getId();
    }

    private void assertNothingHappened() {
        assertThat(versions()).isEqualTo(1);
        assertThat(certificatePapers()).isEmpty();
        assertThat(count("verification")).isZero();
        assertThat(renewal.file().status()).isEqualTo(CaseStatus.APPROVED);
    }

    private void assertIssuedOnce() {
        assertThat(versions()).isEqualTo(2);
        assertThat(certificates
                        .withNumber(new CertificateNumber(number))
                        .orElseThrow()
                        .version())
                .isEqualTo(2);
        assertThat(certificates.operationsOn(new CertificateNumber(number)))
                .extracting(operation -> operation.code().label())
                .containsExactly("新发", "延续");
        assertThat(certificatePapers())
                .extracting(ListedPaper::kind)
                .containsExactlyInAnyOrder(PaperKind.CERTIFICATE_OFD, PaperKind.CERTIFICATE_PDF);
        assertThat(certificatePapers()).extracting(ListedPaper::number).containsOnly(number);
        assertThat(count("verification")).isEqualTo(1);
        assertThat(renewal.file().status()).isEqualTo(CaseStatus.ISSUED);
    }

    private int versions() {
        return certificates.versionsOf(new CertificateNumber(number)).size();
    }

    private List<ListedPaper> certificatePapers() {
        return papers.of(renewal.number()).stream()
                .filter(paper -> paper.kind().letter().isEmpty())
                .toList();
    }

    private int count(String table) {
        return jdbc.sql("select count(*) from " + table + " where certificate_number = ?")
                .param(number)
                .query(Integer.class)
                .single();
    }
}
