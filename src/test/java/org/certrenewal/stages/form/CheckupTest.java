package org.certrenewal.stages.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.certrenewal.casefile.ApplicationSummary;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.Direction;
import org.certrenewal.casefile.FormContext;
import org.certrenewal.casefile.Problem;
import org.certrenewal.casefile.Section;
import org.certrenewal.casefile.Section.RenewalForm;
import org.certrenewal.casefile.SectionRefused;
import org.certrenewal.law.LawBook;
import org.certrenewal.law.RuleKey;
import org.certrenewal.law.adapters.Laws;
import org.certrenewal.process.RenewalProcess.Tasks;
import org.certrenewal.testing.RenewalTest;
import org.certrenewal.testing.Renewals;
import org.certrenewal.testing.Renewals.Renewal;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@RenewalTest
class CheckupTest {

    private static final String WANG = "w01";

    @Autowired
    private Renewals renewals;

    @Autowired
    private CaseFiles cases;

    @Autowired
    private FormContext contexts;

    @Autowired
    private ApplicationSummary summary;

    @Autowired
    private LawBook law;

    private LawBook.Edition shipped;
    private String certificate;
    private Renewal renewal;

    @BeforeEach
    void begin() {
        TestClock.atStart();
        shipped = law.inForce();
        certificate = renewals.certificateOf(WANG, TestClock.START.plusDays(80));
        renewal = renewals.atForm(WANG);
    }

    @AfterEach
    void end() {
        law.replace(shipped);
        renewal.withdraws();
    }

    @Test
    void should_ask_whoever_is_older_than_the_rules_say_for_this_years_checkup() {
        law.replace(new LawBook.Edition(Laws.with(law.rules(), RuleKey.CHECKUP_AGE, "20"), law.calendar()));

        assertThat(contexts.of(renewal.file()).checkupWanted()).isTrue();
        assertRefused(null, "checkup.date", "checkup.hospital");
        assertRefused(new RenewalForm.Checkup("yesterday", "宁波"), "checkup.date", "checkup.hospital");
        assertRefused(new RenewalForm.Checkup("2025-08-31", "宁波市第一医院"), "checkup.date");
        assertRefused(new RenewalForm.Checkup("2026-09-02", "宁波市第一医院"), "checkup.date");
        fills(new RenewalForm.Checkup("2025-09-01", "宁波市第一医院"));
        assertThat(summary.groups(renewal.file()))
                .filteredOn(group -> group.title().equals("年度体检"))
                .singleElement()
                .satisfies(group -> assertThat(group.rows())
                        .extracting(ApplicationSummary.Row::value)
                        .containsExactly("2025-09-01", "宁波市第一医院"));
    }

    @Test
    void should_neither_ask_nor_keep_it_of_anybody_else() {
        assertThat(contexts.of(renewal.file()).checkupWanted()).isFalse();
        fills(new RenewalForm.Checkup("2020-01-01", ""));

        RenewalForm kept = cases.section(renewal.number(), Section.FORM).orElseThrow();
        assertThat(kept.checkup()).isNull();
        assertThat(cases.write(kept))
                .as("what was signed before keeps its hash")
                .doesNotContain("checkup");
    }

    private void fills(RenewalForm.Checkup checkup) {
        RenewalForm form = renewals.form("330203", certificate);
        renewal.completes(
                WANG,
                Tasks.FILL_FORM,
                Direction.NEXT,
                new RenewalForm(form.region(), form.certificate(), form.undertaking(), checkup));
    }

    private void assertRefused(RenewalForm.Checkup checkup, String... fields) {
        assertThatThrownBy(() -> fills(checkup))
                .isInstanceOfSatisfying(
                        SectionRefused.class,
                        refused -> assertThat(refused.problems())
                                .extracting(Problem::field)
                                .containsExactly(fields));
    }
}
