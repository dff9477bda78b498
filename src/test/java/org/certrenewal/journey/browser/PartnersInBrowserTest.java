package org.certrenewal.journey.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.time.Duration;
import java.util.regex.Pattern;
import org.certrenewal.process.RenewalProcess.Tasks;
import org.certrenewal.testing.SimulatedPartners;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * Goes the whole way with all real adapters, over HTTP and SMTP, against the simulators: log-in by OpenID Connect, a
 * face check that is called back signed, mails by STARTTLS, seals of a signing service with timestamps, the province's
 * receipt, a parcel that is followed until it is there.
 */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.DEFINED_PORT,
        properties = {"renewal.data=target/test-data", "renewal.courier.look=PT2S"})
@ActiveProfiles("partners")
@DirtiesContext
class PartnersInBrowserTest extends BrowserTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern HOME = Pattern.compile(".*:\\d+/(\\?continue)?$");
    private static final String CERTIFICATE = "浙B012024000901";

    @DynamicPropertySource
    static void ports(DynamicPropertyRegistry settings) {
        SimulatedPartners.settings(settings);
    }

    /** Parcels are asked about again when time has passed. */
    @BeforeEach
    void begin() {
        TestClock.runFromStart();
    }

    @Test
    void should_lead_from_the_log_in_to_the_parcel_through_all_partners() {
        Screen worker = enter("workers", "周小满");
        confirmMail(worker);
        String caseNumber = apply(worker);
        decide(caseNumber);
        isPublished(worker, caseNumber);
        isSealedByOthers();
        post(caseNumber);
        isFollowed(worker, caseNumber);
        hasMailed(caseNumber);
        looksWell(worker, "1400/partners-my-cases", "/my/cases");
        assertThat(worker.errors()).isEmpty();
    }

    @Test
    void should_be_played_with_on_a_desk_and_on_a_phone() {
        SimulatedPartners.set("sms", "HANGING");
        for (int width : new int[] {DESKTOP, PHONE}) {
            Screen operator = screen(width);
            operator.page().navigate(SimulatedPartners.address());
            Locator mail = operator.page().locator("#mail");
            assertThat(operator.page().locator(".label")).containsText("仅供演示和演练");
            assertThat(operator.page().locator("#sms")).containsText("现在：无响应");
            press(mail, "出错");
            assertThat(mail).containsText("现在：出错");
            operator.wholePicture(width + "/simulators");
            ReachInBrowserTest.assertFits(operator, width + "/simulators");
            assertThat(ReachInBrowserTest.findings(operator, null)).isEmpty();
            press(operator.page().locator("#mail"), "正常");
            assertThat(operator.page().locator("#mail")).containsText("现在：正常");
        }
        SimulatedPartners.set("sms", "WELL");
    }

    private Screen enter(String provider, String name) {
        Screen screen = screen(DESKTOP);
        screen.visit("/login");
        screen.page()
                .locator("a[href='/oauth2/authorization/" + provider + "']")
                .click();
        screen.page()
                .getByText(name, new Page.GetByTextOptions().setExact(true))
                .click();
        assertThat(screen.page()).hasURL(HOME);
        return screen;
    }

    private static void press(Locator within, String name) {
        within.getByText(name, new Locator.GetByTextOptions().setExact(true))
                .first()
                .click();
    }

    /** Has the code sent to the mail server, and opens the link in the mail. */
    private void confirmMail(Screen worker) {
        Page page = worker.page();
        worker.visit("/my/notifications");
        page.getByLabel("接收通知的邮箱：").fill("xiaoman@example.com");
        worker.press("发送确认邮件");
        await().pollInSameThread()
                .atMost(PATIENCE)
                .until(() -> taken("mail").toString().contains("/my/notifications?code="));
        Page simulators = worker.window().page();
        simulators.navigate(SimulatedPartners.address());
        simulators.locator("#mail details summary").first().click();
        String link =
                simulators.locator("#mail details a[href*='code=']").first().getAttribute("href");
        simulators.close();
        page.navigate(link);
        worker.press("确认这个邮箱");
        assertThat(page.locator("#mail")).containsText("接收通知");
    }

    private String apply(Screen worker) {
        Page page = worker.page();
        worker.visit("/");
        page.getByLabel("搜索服务事项").fill("特种作业");
        page.locator("[data-service-list] li:not([hidden]) form button").first().click();
        worker.sees(Tasks.SEARCH_SERVICE);
        page.getByLabel("我已仔细阅读并了解").check();
        page.getByLabel("我已阅读以上“个人信息处理告知”").check();
        worker.press("进入办事");
        worker.sees(Tasks.AUTHENTICATE_FACE).press("同意，进行人脸识别");
        Locator code = page.getByText("在本机打开手机认证页");
        assertThat(code).isVisible();
        Screen phone = screen(PHONE);
        phone.page().navigate(code.getAttribute("href"));
        phone.picture("360/partners-phone");
        press(phone.page().locator("main"), "确认认证");
        assertThat(phone.page().getByText("已确认认证")).isVisible();

        worker.sees(Tasks.FILL_FORM);
        page.getByLabel("市：", new Page.GetByLabelOptions().setExact(true)).selectOption("330200");
        page.getByLabel("区县：").selectOption("330200");
        page.getByLabel("特种作业操作资格证书编号：").fill(CERTIFICATE);
        worker.press("查询");
        assertThat(page.locator("[data-certificate-value=trade]")).not().isEmpty();
        page.getByLabel("同意（需勾选）").check();
        worker.press("下一步");

        worker.sees(Tasks.CHOOSE_PICKUP);
        page.locator("input[name=method][value=POST]").check();
        page.locator("#address-recipient").fill("周小满");
        page.locator("[name='address.phone']").fill("13800000101");
        page.locator("[name='address.city']").selectOption("330200");
        page.locator("[name='address.district']").selectOption("330203");
        page.locator("[name='address.detail']").fill("中山东路1号2单元301室");
        page.locator("#payer").selectOption("RECIPIENT");
        page.getByLabel("同意电子送达").check();
        worker.press("下一步");
        worker.sees(Tasks.CONFIRM_INFORMATION);
        page.locator("form [data-command=next]").click();
        worker.sees(Tasks.SIGN_APPLICATION).sign().press("提交");
        Locator number = page.locator(".rw-closing dd").first();
        assertThat(number).not().isEmpty();
        return number.textContent();
    }

    private void decide(String caseNumber) {
        Screen officer = enter("staff", "冯审核");
        open(officer, "待受理", caseNumber);
        officer.sees(Tasks.ACCEPT_APPLICATION).press("领取并办理");
        officer.page().locator("input[value=ACCEPT]").check();
        send(officer);
        open(officer, "待审核", caseNumber);
        officer.sees(Tasks.REVIEW_APPLICATION).press("领取并办理");
        officer.page().locator("input[value=APPROVE]").check();
        send(officer);
    }

    private static void open(Screen official, String list, String caseNumber) {
        official.visit("/camunda/app/tasklist/default/");
        Locator lists = official.page().locator(".task-filter", new Page.LocatorOptions().setHasText(list));
        lists.locator("a").first().click();
        official.page()
                .locator("[cam-tasks] li.task", new Page.LocatorOptions().setHasText(caseNumber))
                .first()
                .click();
    }

    private static void send(Screen official) {
        official.page().locator("form [data-command=next]").click();
        assertThat(official.page().locator(".rw-closing")).isVisible();
    }

    /** The province got operation 02 once, under the version's key, and its receipt stands with the case. */
    private void isPublished(Screen worker, String caseNumber) {
        String key = CERTIFICATE + "/v2";
        await().pollInSameThread()
                .atMost(PATIENCE)
                .until(() -> taken("registry").has(key));
        assertThat(SimulatedPartners.state("registry").path("times").path(key).asInt())
                .isEqualTo(1);
        String receipt = taken("registry").path(key).asText();
        await().pollInSameThread().atMost(PATIENCE).until(() -> {
            worker.visit("/my/cases");
            return worker.page()
                    .locator("[id='" + caseNumber + "']")
                    .textContent()
                    .contains("已办结");
        });
        assertThat(renewals.begunBefore("", caseNumber).eventKinds()).contains("published");
        assertThat(receipt).matches("SIM-[0-9]{6}");
        Page simulators = worker.window().page();
        simulators.navigate(SimulatedPartners.address());
        assertThat(simulators.locator("#registry")).containsText(CERTIFICATE + "　业务 02，接续上一版，第 2 版");
        simulators.close();
    }

    /** No key signed here, and nobody's own word says when. */
    private static void isSealedByOthers() {
        for (String partner : new String[] {"seals", "timestamps"}) {
            assertThat(SimulatedPartners.state(partner).path("times"))
                    .as("what %s has signed", partner)
                    .hasSizeGreaterThan(2);
        }
    }

    private void post(String caseNumber) {
        Screen clerk = enter("staff", "褚寄送");
        open(clerk, "待寄送", caseNumber);
        clerk.sees(Tasks.POST_CERTIFICATE).press("领取并办理");
        clerk.page().locator("input[name=way][value=COURIER]").check();
        send(clerk);
    }

    /** Each click on the simulator's page is seen on the worker's. */
    private void isFollowed(Screen worker, String caseNumber) {
        await().pollInSameThread()
                .atMost(PATIENCE)
                .until(() -> !taken("courier").isEmpty());
        String number = taken("courier").elements().next().asText();
        for (String[] step : new String[][] {{"运输", "运输途中"}, {"派送", "正在派送"}, {"签收", "已签收"}}) {
            Page simulators = worker.window().page();
            simulators.navigate(SimulatedPartners.address());
            press(simulators.locator("#courier li", new Page.LocatorOptions().setHasText(number)), step[0]);
            // The click has arrived when the page is there again.
            assertThat(simulators).hasURL(SimulatedPartners.address() + "#courier");
            simulators.close();
            await().pollInSameThread()
                    .atMost(PATIENCE)
                    .until(
                            () -> {
                                worker.visit("/my/cases");
                                return worker.page()
                                        .locator("[id='" + caseNumber + "']")
                                        .textContent();
                            },
                            own -> own.contains(number) && own.contains(step[1]));
        }
    }

    private void hasMailed(String caseNumber) {
        await().pollInSameThread()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(taken("mail"))
                        .anyMatch(mail -> mail.asText().startsWith("xiaoman@example.com 您的延续申请已办结"))
                        .anyMatch(mail -> mail.asText().contains("您的办件 " + caseNumber + "：纸质证书已签收")));
    }

    private static JsonNode taken(String id) {
        return SimulatedPartners.state(id).path("taken");
    }

    private static void looksWell(Screen screen, String name, String path) {
        screen.visit(path);
        screen.page().waitForLoadState();
        screen.wholePicture(name);
        ReachInBrowserTest.assertFits(screen, name);
        assertThat(ReachInBrowserTest.findings(screen, null)).as(name).isEmpty();
    }
}
