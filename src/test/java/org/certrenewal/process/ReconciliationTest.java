package org.certrenewal.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.camunda.bpm.engine.RuntimeService;
import org.certrenewal.casefile.CaseStatus;
import org.certrenewal.testing.RenewalTest;
import org.certrenewal.testing.Renewals;
import org.certrenewal.testing.Renewals.Renewal;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Parts cases from their instances, as no path of the program does, and looks for them. */
@RenewalTest
class ReconciliationTest {

    private static final String WORKER = "w01";

    @Autowired
    private Renewals renewals;

    @Autowired
    private Reconciliation reconciliation;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void begin() {
        TestClock.atStart();
    }

    @Test
    void should_close_a_case_whose_instance_was_deleted_past_its_listeners() {
        String certificate = renewals.certificateOf(WORKER, TestClock.START.plusDays(80));
        Renewal renewal = renewals.submittedBy(WORKER, certificate);
        runtime.deleteProcessInstance(renewal.instanceId(), "test", true);
        assertThat(renewal.file().status()).isEqualTo(CaseStatus.SUBMITTED);

        assertThat(reconciliation.run().closed()).contains(renewal.number());
        assertThat(renewal.file().status()).isEqualTo(CaseStatus.STOPPED);
        assertThat(renewal.eventKinds()).endsWith("closed");
        assertThat(reconciliation.run().closed()).isEmpty();

        Renewal again = renewals.submittedBy(WORKER, certificate);
        assertThat(reconciliation.run().closed()).isEmpty();
        again.withdraws();
    }

    @Test
    void should_free_a_certificate_that_a_closed_case_still_holds_and_name_its_instance() {
        Renewal renewal = renewals.submittedBy(WORKER, renewals.certificateOf(WORKER, TestClock.START.plusDays(80)));
        jdbc.sql("update case_file set closed_at = opened_at where case_number = ?")
                .param(renewal.number())
                .update();

        Reconciliation.Report report = reconciliation.run();

        assertThat(report.freed()).containsExactly(renewal.number());
        assertThat(report.orphans()).containsExactly(renewal.instanceId());
        runtime.deleteProcessInstance(renewal.instanceId(), "test");
        assertThat(reconciliation.run().isClean()).isTrue();
    }
}
