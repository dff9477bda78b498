package org.certrenewal.journey.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.assertj.core.api.Assertions;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Job;
import org.certrenewal.insight.CatchUp;
import org.certrenewal.process.RenewalProcess;
import org.certrenewal.stages.review.Correction;
import org.certrenewal.testing.ManyCases;
import org.certrenewal.testing.Renewals.Renewal;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** Looks at the service as an analyst does; each view leaves its picture. The driver runs jobs and outbox itself. */
@TestPropertySource(
        properties = {"camunda.bpm.job-execution.enabled=false", "renewal.outbox.poll=PT0S", "renewal.insight.poll=PT0S"
        })
class AnalystInBrowserTest extends BrowserTest {

    private static final int CASES = 1500;

    @Autowired
    private DataSource database;

    @Autowired
    private CatchUp catchUp;

    @Autowired
    private RepositoryService repository;

    @Autowired
    private ManagementService management;

    @Autowired
    private RuntimeService runtime;

    private static boolean written;

    @BeforeEach
    void write() throws SQLException, IOException {
        if (!written) {
            new ManyCases(database, TestClock.START).write(0, CASES, 20);
            written = true;
        }
        catchUp.run();
    }

    @Test
    void should_show_figures_and_quality_with_their_tables() {
        try (Screen analyst = screen(DESKTOP).logIn("a01")) {
            Page page = analyst.page();
            analyst.visit("/camunda/app/cockpit/default/#/dashboard");
            assertThat(page.locator(".insight-glance .insight-card")).hasCount(6);
            analyst.picture("analyst/cockpit");
            page.getByRole(
                            AriaRole.LINK,
                            new Page.GetByRoleOptions().setName("统计").setExact(true))
                    .click();
            assertThat(page.locator("[data-ready]")).isVisible();
            assertThat(page.locator(".insight-chart canvas")).hasCount(5);
            assertThat(page.locator(".insight-table")).hasCount(5);
            assertThat(page.locator(".insight-meanings dt").first()).hasText("进入办理");
            wholePicture(analyst, "statistics", 2900);
            String before = page.locator(".insight-cards li").first().textContent();
            page.locator("select[name=office]").selectOption("330200");
            assertThat(page.locator(".insight-cards li").first()).not().hasText(before);
            analyst.visit("/camunda/app/cockpit/default/#/insight/quality");
            assertThat(page.locator("[data-ready]")).isVisible();
            assertThat(page.getByText("一次通过率").first()).isVisible();
            wholePicture(analyst, "quality", 2700);
            assertThat(analyst.errors()).isEmpty();
        }
    }

    @Test
    void should_list_the_history_of_a_definition_and_draw_its_heat() throws IOException {
        String definition = repository
                .createProcessDefinitionQuery()
                .processDefinitionKey(RenewalProcess.KEY)
                .latestVersion()
                .singleResult()
                .getId();
        try (Screen analyst = screen(DESKTOP).logIn("a01")) {
            Page page = analyst.page();
            analyst.visit("/camunda/app/cockpit/default/#/process-definition/" + definition + "/runtime");
            Locator heat = page.locator(".insight-heat");
            assertThat(heat).isVisible();
            heat.locator("[data-heat=mean]").click();
            assertThat(page.locator(".insight-bottleneck-badge")).isVisible();
            page.getByText("历史办件").click();
            assertThat(page.locator(".insight-list tbody tr")).hasCount(20);
            analyst.picture("analyst/heat-and-history");
            page.getByLabel("结果").selectOption("REJECTED");
            assertThat(page.locator(".insight-list tbody tr").first()).containsText("不予延续");
            Download csv = page.waitForDownload(() -> page.getByText("导出 CSV").click());
            Path file = csv.path();
            assertThat(Files.readString(file)).contains("办件编号", "不予延续").doesNotContain("已签发");
            Download xlsx = page.waitForDownload(() -> page.getByText("导出 XLSX").click());
            assertThat(Files.size(xlsx.path())).isPositive();
            assertThat(analyst.errors()).isEmpty();
        }
    }

    @Test
    void should_tell_the_way_of_a_finished_case_and_of_a_running_one() {
        Renewal done = renewals.submittedBy("w01", renewals.certificateOf("w01", TestClock.START.plusDays(80)))
                .isToBeCorrected("o01", "form.region")
                .corrects(new Correction(renewals.form("330212", null), null))
                .confirms()
                .signs()
                .isAccepted("o01")
                .isApproved("o01")
                .collects(5);
        Renewal open = renewals.submittedBy("w01", renewals.certificateOf("w01", TestClock.START.plusDays(80)))
                .isAccepted("o01");
        catchUp.run();
        try (Screen analyst = screen(DESKTOP).logIn("a01")) {
            Page page = analyst.page();
            analyst.visit("/camunda/app/cockpit/default/#/insight/case/" + done.number());
            assertThat(page.locator(".insight-diagram[data-ready]")).isVisible();
            assertThat(page.locator(".insight-diagram .insight-walked.djs-connection")
                            .first())
                    .isAttached();
            assertThat(page.getByText("受理审核人员").first()).isVisible();
            assertThat(page.getByText("期限台账")).isVisible();
            wholePicture(analyst, "case", 2100);
            analyst.visit("/camunda/app/cockpit/default/#/process-instance/" + open.instanceId() + "/runtime");
            page.getByText("办理轨迹").click();
            assertThat(page.locator(".insight-diagram .insight-present").first())
                    .isAttached();
            analyst.picture("analyst/instance");
            assertThat(analyst.errors()).isEmpty();
        } finally {
            open.withdraws();
        }
    }

    @Test
    void should_tell_in_plain_words_what_went_wrong_and_what_to_do() {
        Renewal stuck = renewals.submittedBy("w16", renewals.certificateOf("w16", TestClock.START.plusDays(80)))
                .isAccepted("o01")
                .isApprovedInTheNameOf("o01", "骆\uD883\uDEDD兴");
        failsUntilItIsGivenUp(stuck);
        catchUp.run();
        try {
            for (String language : List.of("zh-CN", "en-GB")) {
                try (Screen analyst = screen(DESKTOP, language).logIn("a01")) {
                    Page page = analyst.page();
                    boolean english = language.startsWith("en");
                    analyst.visit("/camunda/app/cockpit/default/#/process-instance/" + stuck.instanceId() + "/runtime");
                    page.getByText(english ? "Audit" : "办理轨迹").click();
                    assertThat(page.locator(".insight-diagram[data-ready]")).isVisible();
                    assertThat(page.locator(".insight-diagram .insight-present[data-element-id=Task_IssueCertificate]"))
                            .isAttached();
                    assertThat(page.getByText(english ? "The fonts lack a character" : "请管理员补充字库")
                                    .first())
                            .isVisible();
                    page.getByText(english ? "Incidents and retries" : "故障与重试").scrollIntoViewIfNeeded();
                    wholePicture(analyst, english ? "incident-english" : "incident", 2000);
                    assertThat(analyst.errors()).isEmpty();
                }
            }
            try (Screen phone = screen(PHONE).logIn("a01")) {
                phone.visit("/camunda/app/cockpit/default/#/process-instance/" + stuck.instanceId() + "/runtime");
                phone.page().getByText("办理轨迹").click();
                assertThat(phone.page().locator(".insight-diagram[data-ready]")).isVisible();
                phone.picture("analyst/instance-phone");
                assertThat(phone.errors()).isEmpty();
            }
        } finally {
            runtime.deleteProcessInstance(stuck.instanceId(), "test");
        }
    }

    private void failsUntilItIsGivenUp(Renewal stuck) {
        Job job = letter(stuck);
        while (job.getRetries() > 0) {
            String id = job.getId();
            Assertions.assertThatThrownBy(() -> management.executeJob(id)).hasMessageContaining("无法打印");
            job = letter(stuck);
        }
    }

    private Job letter(Renewal renewal) {
        return management
                .createJobQuery()
                .processInstanceId(renewal.instanceId())
                .messages()
                .singleResult();
    }

    @Test
    void should_speak_English_to_an_English_browser() {
        try (Screen analyst = screen(DESKTOP, "en-GB").logIn("a01")) {
            Page page = analyst.page();
            analyst.visit("/camunda/app/cockpit/default/#/insight");
            assertThat(page.getByText("Working days per stage").first()).isVisible();
            assertThat(page.getByText("Definitions: how each figure is counted"))
                    .isVisible();
            analyst.picture("analyst/english");
            analyst.visit("/camunda/app/cockpit/default/#/insight/cases");
            assertThat(page.locator(".insight-list tbody tr")).hasCount(20);
        }
    }

    /** Cockpit's pages scroll inside themselves: the window is made as high as the page. */
    private static void wholePicture(Screen analyst, String name, int height) {
        analyst.picture("analyst/" + name);
        analyst.page().setViewportSize(DESKTOP, height);
        analyst.picture("analyst/" + name + "-whole");
        analyst.page().setViewportSize(DESKTOP, 900);
    }
}
