package org.certrenewal.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Map;
import org.certrenewal.casefile.People;
import org.certrenewal.testing.Intruder;
import org.certrenewal.testing.RenewalTest;
import org.certrenewal.testing.Renewals;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The public lookup says what a certificate is worth. */
@RenewalTest
class LookupStandingTest {

    @LocalServerPort
    private int port;

    @Autowired
    private Renewals renewals;

    @Autowired
    private People people;

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void start() {
        TestClock.atStart();
    }

    @ParameterizedTest
    @CsvSource({
        "01, 90, 有效（至2026年11月30日止）",
        "01, -1, 已过期失效，不能凭此上岗",
        "02, 90, 已暂扣，不能凭此上岗",
        "03, 90, 已吊销，不能凭此上岗",
        "04, 90, 已撤销，不能凭此上岗",
        "05, 90, 已注销，不能凭此上岗"
    })
    void should_say_in_words_what_a_certificate_is_worth(String status, int daysLeft, String words) {
        // GIVEN
        LocalDate end = TestClock.START.plusDays(daysLeft);
        String number = renewals.certificateOf("w02", end);
        jdbc.sql("update certificate set status = ? where number = ?")
                .params(status, number)
                .update();
        Intruder stranger = new Intruder(port);
        stranger.get("/lookup");

        // WHEN
        String page = stranger.form(
                        "/lookup",
                        Map.of("idNumber", people.withUserId("w02").idNumber().value()))
                .body();

        // THEN
        int row = page.indexOf(number);
        assertThat(row).isPositive();
        assertThat(page.substring(row, page.indexOf("</tr>", row))).contains(words);
    }
}
