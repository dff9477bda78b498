package org.certrenewal.journey.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.certrenewal.casefile.Direction;
import org.certrenewal.process.RenewalProcess.Tasks;
import org.certrenewal.stages.review.Acceptance;
import org.certrenewal.stages.review.Review;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Follows the guide's ten steps on the screen, and the people behind them; each step leaves its picture. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class GuideInBrowserTest extends BrowserTest {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final String SERVICE = "建筑施工特种作业人员职业资格认定（延续）";

    @Test
    @Order(1)
    void should_renew_by_the_guide_on_a_desktop() {
        followTheGuide(DESKTOP, "浙B012023000123");
    }

    @Test
    @Order(2)
    void should_renew_by_the_guide_on_a_phone() {
        followTheGuide(PHONE, "浙B992024000077");
    }

    private void followTheGuide(int width, String certificate) {
        String to = width + "/";
        try (Screen worker = screen(width)) {
            Page page = worker.page();
            worker.visit("/login").wholePicture(to + "01-log-in").logIn("w01");
            page.getByLabel("搜索服务事项").fill("特种作业");
            worker.picture(to + "02-home");
            page.locator("[data-service-list] li:not([hidden]) form button")
                    .first()
                    .click();

            worker.sees("Task_SearchService");
            assertThat(page.locator(".rw-steps li")).hasCount(6);
            // 在线办理 leads to the notice of the very service; whoever wants another one still searches or browses.
            assertThat(page.getByText("请仔细阅读“用户须知”")).isVisible();
            worker.wholePicture(to + "02-chosen").press("重新查找服务事项");
            page.locator("[data-services=departments]")
                    .getByText("省建设厅", new Locator.GetByTextOptions().setExact(true))
                    .click();
            worker.wholePicture(to + "02-by-department");
            page.getByRole(AriaRole.SEARCHBOX).fill("特种作业");
            worker.press("搜索");
            page.getByLabel("在线办理：" + SERVICE).click();
            assertThat(page.getByText("请仔细阅读“用户须知”")).isVisible();
            page.getByLabel("我已仔细阅读并了解").check();
            // Whoever has read this version isn't asked again.
            if (page.locator("[data-services=privacy-read]").count() > 0) {
                page.getByLabel("我已阅读以上“个人信息处理告知”").check();
            }
            worker.wholePicture(to + "02-notice").press("进入办事");

            worker.sees("Task_AuthenticateFace");
            assertThat(page.locator("[data-face=picture]")).isHidden();
            worker.wholePicture(to + "03-consent").press("同意，进行人脸识别");
            Locator phone = page.locator("[data-face=phone]");
            assertThat(phone).isVisible();
            if (width == PHONE) {
                confirmOnTheSamePhone(worker, phone, to);
            } else {
                assertThat(page.locator("[data-face=countdown]")).containsText("剩余");
                assertThat(page.locator("[data-face=picture]")).isVisible();
                worker.wholePicture(to + "03-face");
                confirmOnThePhone(phone.getAttribute("href"), to);
            }

            worker.sees("Task_FillForm");
            assertThat(page.getByText("身份认证成功！").first()).isVisible();
            page.getByLabel("市：", exactLabel()).selectOption("330200");
            page.getByLabel("区县：").selectOption("330200");
            page.getByLabel("特种作业操作资格证书编号：").fill("甬建特字第20190123号");
            worker.press("查询");
            assertThat(page.locator("[data-field='certificate.number'] .rw-error"))
                    .containsText("新");
            worker.wholePicture(to + "04-old-number");
            lookUpTheNumber(to);
            page.getByLabel("特种作业操作资格证书编号：").fill(certificate);
            worker.press("查询");
            assertThat(page.locator("[data-certificate-value=trade]")).not().isEmpty();
            worker.press("下一步");
            assertThat(worker.summary()).isFocused();
            assertThat(page.locator("[data-field='undertaking.agreed'] .rw-error"))
                    .isVisible();
            worker.picture(to + "04-refused");
            page.getByLabel("同意（需勾选）").check();
            worker.wholePicture(to + "04-form").press("下一步");

            worker.sees("Task_ChoosePickup");
            page.locator("input[name=method][value=ELECTRONIC]").check();
            page.getByLabel("同意电子送达").check();
            worker.wholePicture(to + "05-pickup").press("下一步");
            worker.sees("Task_ConfirmInformation").wholePicture(to + "06-confirm");
            page.locator("form [data-command=next]").click();
            worker.sees("Task_SignApplication")
                    .sign()
                    .wholePicture(to + "06-signature")
                    .press("提交");
            assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("申请已提交")))
                    .isFocused();
            Locator number = page.locator(".rw-closing dd").first();
            String caseNumber = number.textContent();
            assertThat(page.locator(".rw-closing")).containsText("告知是否受理的期限至");
            worker.wholePicture(to + "06-submitted");

            decide(width, caseNumber);

            // The certificate is made behind the decision; the worker looks again.
            await().pollInSameThread().atMost(PATIENCE).until(() -> {
                worker.visit("/my/cases");
                return page.locator("[id='" + caseNumber + "']").textContent().contains("已办结");
            });
            worker.wholePicture(to + "07-my-cases");
            worker.visit("/my/certificates").wholePicture(to + "08-my-certificates");
            // Today's paper stands beside it, with its version in the address.
            page.locator("li a.rw-button[href$='/my/certificates/" + certificate + "']")
                    .click();
            worker.wholePicture(to + "09-certificate").press("下载");
            worker.press("提交");
            assertThat(page.getByText("您的证书")).isFocused();
            page.waitForFunction("() => document.querySelector('[data-step=document] img').naturalWidth > 1000");
            Download download =
                    page.waitForDownload(() -> page.getByText("保存 PDF").click());
            assertThat(download.suggestedFilename()).endsWith(".pdf");
            worker.wholePicture(to + "10-download");
            assertThat(worker.errors()).isEmpty();
        }
    }

    private void confirmOnThePhone(String href, String to) {
        try (Screen phone = screen(PHONE)) {
            phone.visit(URI.create(href).getPath());
            phone.picture(to + "03-phone").press("确认认证");
            assertThat(phone.page().getByText("认证成功")).isVisible();
        }
    }

    /** Nobody scans the screen of the phone in the own hand. */
    private void confirmOnTheSamePhone(Screen worker, Locator here, String to) {
        assertThat(here).containsText("在本机认证");
        assertThat(worker.page().locator("[data-face=picture]")).isHidden();
        worker.wholePicture(to + "03-face");
        worker.page().getByText("用另一部手机扫码").click();
        assertThat(worker.page().locator("[data-face=picture]")).isVisible();
        Page check = worker.page().waitForPopup(here::click);
        check.getByText("确认认证").click();
        check.waitForClose(() -> check.getByText("返回办理页面").click());
    }

    private void lookUpTheNumber(String to) {
        try (Screen lookup = screen(to.startsWith("360") ? PHONE : DESKTOP)) {
            lookup.visit("/lookup");
            lookup.page()
                    .getByLabel("身份证号", new Page.GetByLabelOptions().setExact(false))
                    .first()
                    .fill("330203198503159914");
            lookup.press("查询");
            assertThat(lookup.page().getByText("浙B012023000123")).isVisible();
            lookup.wholePicture(to + "04-lookup");
        }
    }

    /** Accepts and approves on the officer's screen, with pictures. */
    private void decide(int width, String caseNumber) {
        String to = width + "/officer-";
        try (Screen officer = screen(width)) {
            Page page = officer.logIn("o01").page();
            officer.visit("/camunda/app/tasklist/default/");
            Locator tasks = page.locator("[cam-tasks] li.task");
            assertThat(tasks.first()).containsText(caseNumber);
            officer.picture(to + "1-inbox");
            tasks.first().click();
            officer.sees("Task_AcceptApplication");
            assertThat(officer.form("Task_AcceptApplication")).containsText(caseNumber);
            officer.press("领取并办理");
            page.locator("input[value=ACCEPT]").check();
            officer.wholePicture(to + "2-accept");
            page.locator("form [data-command=next]").click();
            assertThat(page.locator(".rw-closing")).containsText(caseNumber);
            officer.picture(to + "3-accepted").press("返回任务列表");
            openList(officer, "待审核");
            tasks.first().click();
            officer.sees("Task_ReviewApplication").press("领取并办理");
            page.locator("input[value=APPROVE]").check();
            officer.wholePicture(to + "4-review");
            page.locator("form [data-command=next]").click();
            assertThat(page.locator(".rw-closing")).isVisible();
            assertThat(officer.errors()).isEmpty();
        }
    }

    /** Opens a list of Tasklist's; on a phone the lists lie above the tasks. */
    private static void openList(Screen screen, String name) {
        screen.page()
                .locator(".task-filter", new Page.LocatorOptions().setHasText(name))
                .locator("a")
                .first()
                .click();
    }

    private static Page.GetByLabelOptions exactLabel() {
        return new Page.GetByLabelOptions().setExact(true);
    }

    @Test
    @Order(3)
    void should_offer_the_officer_the_next_case_after_a_decision() {
        List<String> submitted = List.of(
                renewals.submittedBy("w12", "浙B042023001204").number(),
                renewals.submittedBy("w11", "浙B012023001101").number());
        try (Screen officer = screen(DESKTOP)) {
            Page page = officer.logIn("o02").page();
            officer.visit("/camunda/app/tasklist/default/");
            Locator listed = page.locator("[cam-tasks] li.task .renewal-number");
            assertThat(listed).hasCount(2);
            // Both came in at the same moment of the test's clock: either can be on top.
            List<String> numbers = listed.allTextContents();
            assertThat(numbers).containsExactlyInAnyOrderElementsOf(submitted);
            page.getByText(numbers.get(0)).click();
            officer.sees("Task_AcceptApplication").press("领取并办理");
            page.locator("input[value=CORRECT]").check();
            page.locator(".rw-correction input").first().check();
            page.locator(".rw-correction textarea").first().fill("与继续教育记录不一致，请核对");
            officer.wholePicture("1400/officer-5-correct");
            page.locator("form [data-command=next]").click();
            Locator next = page.getByText("领取并办理下一件");
            assertThat(next).containsText(numbers.get(1));
            assertThat(listed).hasText(new String[] {numbers.get(1)});
            officer.picture("1400/officer-6-next");
            next.click();
            officer.sees("Task_AcceptApplication");
            assertThat(officer.form("Task_AcceptApplication").locator("[data-claim]"))
                    .isHidden();
            assertThat(page.locator("input[value=ACCEPT]")).isVisible();
            officer.wholePicture("1400/officer-7-findings");
        }
    }

    @Test
    @Order(4)
    void should_post_a_certificate() {
        var renewal = renewals.atForm("w02")
                .fillsTheForm("浙A022023000201")
                .choosesPost()
                .confirms()
                .signs();
        renewal.completes(
                "o02",
                Tasks.ACCEPT_APPLICATION,
                Direction.NEXT,
                new Acceptance(Acceptance.Answer.ACCEPT, null, null, null));
        await().atMost(PATIENCE).until(() -> renewal.task(Tasks.REVIEW_APPLICATION) != null);
        renewal.completes(
                "o02", Tasks.REVIEW_APPLICATION, Direction.NEXT, new Review(Review.Verdict.APPROVE, null, null));
        await().atMost(PATIENCE).until(() -> renewal.task(Tasks.POST_CERTIFICATE) != null);
        for (int width : new int[] {PHONE, DESKTOP}) {
            try (Screen clerk = screen(width)) {
                Page page = clerk.logIn("c01").page();
                clerk.visit("/camunda/app/tasklist/default/");
                page.locator("[cam-tasks] li.task").first().click();
                clerk.sees("Task_PostCertificate");
                clerk.wholePicture(width + "/clerk-1-post");
                if (width == DESKTOP) {
                    clerk.press("领取并办理");
                    page.locator("form [data-command=next]").click();
                    assertThat(clerk.summary()).isVisible();
                    page.locator("input[name=way][value=NUMBER]").check();
                    page.locator("#carrier").selectOption(new SelectOption().setIndex(1));
                    page.locator("#tracking-number").fill("EA123456789CN");
                    page.locator("form [data-command=next]").click();
                    assertThat(page.locator(".rw-closing")).isVisible();
                    clerk.picture(width + "/clerk-2-posted");
                }
            }
        }
        try (Screen worker = screen(PHONE)) {
            worker.logIn("w02").openTask(renewal.task(Tasks.COLLECT_CERTIFICATE).getId());
            worker.sees("Task_CollectCertificate").wholePicture("360/10-collect");
            assertThat(worker.form("Task_CollectCertificate")).containsText("EA123456789CN");
        }
    }

    @Test
    @Order(5)
    void should_let_the_analyst_see_the_way_but_no_person() {
        try (Screen analyst = screen(DESKTOP)) {
            Page page = analyst.logIn("a01").page();
            analyst.visit("/camunda/app/cockpit/default/#/processes");
            Locator process = page.getByText(SERVICE).first();
            assertThat(process).isVisible();
            analyst.picture("1400/analyst-1-processes");
            process.click();
            assertThat(page.locator(".djs-container").first()).isVisible();
            assertThat(page.getByText("流程实例").first()).isVisible();
            analyst.picture("1400/analyst-2-diagram");
            assertThat(page.locator("body")).not().containsText("王海生");
        }
        try (Screen admin = screen(DESKTOP)) {
            admin.logIn("admin").visit("/camunda/app/admin/default/");
            assertThat(admin.page().locator(".ce-eol-banner")).isVisible();
            admin.picture("1400/admin-1");
            admin.visit("/camunda/app/welcome/default/");
            assertThat(admin.page().getByText("个人中心").first()).isVisible();
            admin.picture("1400/admin-2-welcome");
        }
    }

    /** Comes last: the clock goes on by weeks. */
    @Test
    @Order(6)
    void should_give_the_supervisor_a_case_whose_period_ends() {
        String certificate = renewals.certificateOf("w16", TestClock.START.plusDays(160));
        var renewal = renewals.submittedBy("w16", certificate);
        renewal.completes(
                "o01",
                Tasks.ACCEPT_APPLICATION,
                Direction.NEXT,
                new Acceptance(Acceptance.Answer.ACCEPT, null, null, null));
        await().atMost(PATIENCE).until(() -> renewal.task(Tasks.REVIEW_APPLICATION) != null);
        TestClock.runFrom(TestClock.START.plusDays(45));
        await().atMost(PATIENCE.multipliedBy(2)).until(() -> renewal.task(Tasks.EXTEND_DECISION) != null);
        for (int width : new int[] {PHONE, DESKTOP}) {
            try (Screen supervisor = screen(width)) {
                Page page = supervisor.logIn("s01").page();
                supervisor.visit("/camunda/app/tasklist/default/");
                assertThat(page.locator("[cam-tasks] li.task").first()).isVisible();
                supervisor
                        .picture(width + "/supervisor-1-inbox")
                        .openTask(renewal.task(Tasks.EXTEND_DECISION).getId());
                supervisor.sees("Task_ExtendDecision");
                if (width == PHONE) {
                    supervisor.wholePicture(width + "/supervisor-2-extend");
                } else {
                    supervisor.press("领取并办理");
                    assertThat(page.locator("input[value=EXTEND]")).isDisabled();
                    page.locator("input[value=URGE]").check();
                    page.locator("#reasons").fill("需要向外省核实继续教育记录，尚未收到复函");
                    supervisor.wholePicture(width + "/supervisor-2-extend");
                    page.locator("form [data-command=next]").click();
                    assertThat(page.locator(".rw-closing")).isVisible();
                }
            }
        }
    }
}
