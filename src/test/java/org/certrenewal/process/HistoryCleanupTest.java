package org.certrenewal.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.runtime.Job;
import org.certrenewal.testing.RenewalTest;
import org.certrenewal.testing.Renewals;
import org.certrenewal.testing.Renewals.Renewal;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Lets the engine clean its history, and sees that what ended half a year ago is gone, and nothing else. */
@RenewalTest
class HistoryCleanupTest {

    private static final List<String> TABLES =
            List.of("ACT_HI_PROCINST", "ACT_HI_ACTINST", "ACT_HI_TASKINST", "ACT_HI_VARINST");

    @Autowired
    private Renewals renewals;

    @Autowired
    private HistoryService history;

    @Autowired
    private ManagementService management;

    @Autowired
    private JdbcClient jdbc;

    private Renewal open;

    @BeforeEach
    void begin() {
        TestClock.atStart();
    }

    @AfterEach
    void end() {
        TestClock.atStart();
        open.withdraws();
    }

    @Test
    void should_keep_what_ended_for_half_a_year_and_then_remove_all_of_it() {
        Renewal ended = renewals.atForm("w13").withdraws();
        String over = ended.instanceId();
        open = renewals.atForm("w13");
        assertThat(rows(over)).allMatch(count -> count > 0);

        cleansAt(TestClock.START.plusDays(178));
        assertThat(rows(over)).allMatch(count -> count > 0);

        cleansAt(TestClock.START.plusDays(182));
        assertThat(rows(over)).containsOnly(0L);
        assertThat(rows(open.instanceId())).allMatch(count -> count > 0);
    }

    private List<Long> rows(String instance) {
        return TABLES.stream()
                .map(table -> jdbc.sql("select count(*) from " + table + " where PROC_INST_ID_ = ?")
                        .param(instance)
                        .query(Long.class)
                        .single())
                .toList();
    }

    /** Each turn takes a batch. */
    private void cleansAt(LocalDate day) {
        TestClock.at(day);
        history.cleanUpHistoryAsync(true);
        for (int turn = 0; turn < 5; turn++) {
            for (Job job : history.findHistoryCleanupJobs()) {
                management.executeJob(job.getId());
            }
        }
    }
}
