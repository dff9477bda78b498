package org.certrenewal.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.certrenewal.testing.TestDatabase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;

/** Starts the demonstration with a small year of cases. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"renewal.data=target/test-data-${renewal.test.fork:1}", "renewal.year.cases=15"})
@ActiveProfiles({"demo", "year"})
@ContextConfiguration(initializers = TestDatabase.class)
@Tag("full")
class YearOfCasesTest {

    @Autowired
    private JdbcClient jdbc;

    @Test
    void should_fill_the_year_by_the_real_process_and_go_on_in_real_time() {
        assertThat(count("year_load where finished_at is not null")).isEqualTo(1);
        // Whose an old draft was is erased by now: the time of such data is over within the year.
        assertThat(count("case_file where applicant like 'y%' or erased_at is not null"))
                .isEqualTo(15);
        assertThat(count("insight_case")).isEqualTo(15);
        assertThat(count("insight_case where outcome = 'ISSUED'")).isPositive();
        assertThat(count("certificate_version where case_number is not null"))
                .isEqualTo(count("insight_case where issued_on is not null"));
        assertThat(count("ACT_RE_PROCDEF where KEY_ = 'certificate-renewal'")).isEqualTo(1);
        assertThat(Duration.between(ClockUtil.getCurrentTime().toInstant(), Instant.now())
                        .abs())
                .isLessThan(Duration.ofMinutes(1));
    }

    private long count(String from) {
        return jdbc.sql("select count(*) from " + from).query(Long.class).single();
    }
}
