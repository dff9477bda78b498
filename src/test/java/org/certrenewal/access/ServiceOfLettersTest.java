package org.certrenewal.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.certrenewal.documents.ListedPaper;
import org.certrenewal.documents.PaperKind;
import org.certrenewal.documents.Papers;
import org.certrenewal.testing.Intruder;
import org.certrenewal.testing.RenewalTest;
import org.certrenewal.testing.Renewals;
import org.certrenewal.testing.Renewals.Renewal;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A letter is served when its addressee opens it, and can be contested from then on. */
@RenewalTest
class ServiceOfLettersTest {

    @LocalServerPort
    private int port;

    @Autowired
    private Renewals renewals;

    @Autowired
    private Papers papers;

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
