package org.certrenewal.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.runtime.Job;
import org.certrenewal.testing.RenewalTest;
import org.certrenewal.testing.Renewals;
import org.certrenewal.testing.Renewals.Renewal;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Holds an office's next letter number, as a transaction does that has fallen asleep. */
@RenewalTest
class HeldLetterNumberTest {

    @Autowired
    private Renewals renewals;

    @Autowired
    private DataSource source;

    @Autowired
    private ManagementService management;

    @Autowired
    private Papers papers;

    @BeforeEach
    void start() {
        TestClock.atStart();
    }

    @Test
    void should_give_up_in_time_and_write_the_letter_when_the_job_is_tried_again() throws SQLException {
        renewals.submittedBy("w02", renewals.certificateOf("w02", TestClock.START.plusDays(80)))
                .isAccepted("o01")
                .withdraws();
        Renewal renewal = renewals.submittedBy("w01", renewals.certificateOf("w01", TestClock.START.plusDays(80)));
        Instant begin = Instant.now();
        try (Connection asleep = source.getConnection();
                Statement statement = asleep.createStatement()) {
            asleep.setAutoCommit(false);
            statement.execute("select * from letter_number for update");
            assertThatThrownBy(() -> renewal.isAccepted("o01")).hasStackTraceContaining("lock");
            asleep.rollback();
            asleep.setAutoCommit(true);
        }
        assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(15));
        assertThat(papers.of(renewal.number())).isEmpty();
        List<Job> jobs = management
                .createJobQuery()
                .processInstanceId(renewal.instanceId())
                .withRetriesLeft()
                .withException()
                .list();
        assertThat(jobs).hasSize(1);
        management.executeJob(jobs.get(0).getId());
        assertThat(papers.of(renewal.number())).isNotEmpty();
        renewal.withdraws();
    }
}
