package org.certrenewal.journey.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.certrenewal.process.RenewalProcess.Tasks;
import org.certrenewal.testing.Renewals.Renewal;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.Test;

/** Does what happens to people: they leave, come back elsewhere, press twice, lose the network or the login. */
class TroubleInBrowserTest extends BrowserTest {

    private static final Pattern SAVED = Pattern.compile("已保存");

    @Test
    void should_find_the_draft_in_another_browser() {
        String task = taskOf(renewals.atForm("w02"), Tasks.FILL_FORM);
        Screen here = screen(DESKTOP).logIn("w02").openTask(task).sees(Tasks.FILL_FORM);
        here.page().locator("[name='region.city']").selectOption("330100");
        number(here).fill("浙A0220");
        assertThat(here.saved()).hasText(SAVED);
        assertThat((int) here.page()
                        .evaluate("() => Object.keys(localStorage).filter(key => key.startsWith('camForm')).length"))
                .isZero();

        Screen elsewhere = screen(PHONE).logIn("w02").openTask(task).sees(Tasks.FILL_FORM);
        assertThat(number(elsewhere)).hasValue("浙A0220");
        assertThat(elsewhere.page().locator("[name='region.city']")).hasValue("330100");
    }

    @Test
    void should_save_what_was_entered_when_the_page_is_left_at_once() {
        String task = taskOf(renewals.atForm("w12"), Tasks.FILL_FORM);
        Screen worker = screen(DESKTOP).logIn("w12").openTask(task).sees(Tasks.FILL_FORM);
        number(worker).fill("浙B04");
        worker.visit("/my/cases");
        worker.openTask(task).sees(Tasks.FILL_FORM);
        assertThat(number(worker)).hasValue("浙B04");
        number(worker).press("Enter");
        assertThat(worker.form(Tasks.FILL_FORM)).isVisible();
        number(worker).press("Control+Enter");
        assertThat(worker.form(Tasks.FILL_FORM)).isVisible();
        worker.page().getByText("任务列表").first().click();
        assertThat(worker.form(Tasks.FILL_FORM)).hasCount(0);
        worker.page().locator("[cam-tasks] li.task").first().click();
        worker.sees(Tasks.FILL_FORM);
        assertThat(number(worker)).hasValue("浙B04");
    }

    @Test
    void should_lose_nothing_when_the_session_ends_on_the_last_page() {
        Renewal renewal = atForm("w09").choosesElectronic().confirms();
        Screen worker = screen(DESKTOP)
                .logIn("w09")
                .openTask(taskOf(renewal, Tasks.SIGN_APPLICATION))
                .sees(Tasks.SIGN_APPLICATION)
                .sign();
        worker.context().clearCookies();
        worker.press("提交");
        Locator dialog = worker.page().getByRole(AriaRole.DIALOG);
        assertThat(dialog).containsText("登录已失效");
        worker.picture("1400/trouble-session-lost");
        assertThat(dialog.getByLabel("用户名")).hasValue("w09");
        Locator password = dialog.getByLabel("密码");
        password.fill("wrong");
        dialog.getByText("登录并继续").click();
        assertThat(dialog.getByRole(AriaRole.ALERT)).containsText("没有登录成功");
        password.fill("demo");
        dialog.getByText("登录并继续").click();
        assertThat(worker.page().locator(".rw-closing")).containsText(renewal.number());
    }

    @Test
    void should_say_at_once_that_another_account_is_at_work_in_another_tab() {
        String task = taskOf(renewals.atForm("w10"), Tasks.FILL_FORM);
        Screen worker = screen(DESKTOP).logIn("w10").openTask(task).sees(Tasks.FILL_FORM);
        worker.context().clearCookies();
        worker.window().logIn("w09").visit("/camunda/app/tasklist/default/");
        Locator dialog = worker.page().getByRole(AriaRole.DIALOG);
        assertThat(dialog).containsText("您在另一个标签页登录了别的账号");
        dialog.getByText("留在本页").click();
        assertThat(dialog).isHidden();
        assertThat(number(worker)).isVisible();
    }

    @Test
    void should_go_back_and_forth_without_losing_anything() {
        Renewal renewal = atForm("w10");
        Screen worker = screen(DESKTOP)
                .logIn("w10")
                .openTask(taskOf(renewal, Tasks.CHOOSE_PICKUP))
                .sees(Tasks.CHOOSE_PICKUP);
        worker.page().locator("input[value=POST]").check();
        worker.page().getByLabel("详细地址：").fill("中山东路1号");
        worker.press("上一步").sees(Tasks.FILL_FORM);
        assertThat(number(worker)).not().hasValue("");
        assertThat(worker.page().locator("[name='undertaking.agreed']")).isChecked();
        worker.press("下一步").sees(Tasks.CHOOSE_PICKUP);
        assertThat(worker.page().getByLabel("详细地址：")).hasValue("中山东路1号");
        assertThat(worker.errors()).isEmpty();
    }

    @Test
    void should_take_a_double_click_as_one() {
        Renewal renewal = atForm("w14");
        Screen worker = screen(PHONE)
                .logIn("w14")
                .openTask(taskOf(renewal, Tasks.CHOOSE_PICKUP))
                .sees(Tasks.CHOOSE_PICKUP);
        worker.page().locator("input[name=method][value=ELECTRONIC]").check();
        worker.page().locator("input[name=letters][value=ELECTRONIC]").check();
        worker.button("下一步").dblclick();
        worker.sees(Tasks.CONFIRM_INFORMATION);
        assertThat(renewal.openTasks()).containsExactly(Tasks.CONFIRM_INFORMATION);
    }

    @Test
    void should_say_in_the_other_window_that_the_step_is_done() {
        // Chosen before, so that neither window has anything to save: two drafts at once are another test.
        Renewal renewal = atForm("w11").choosesElectronic().goesBackFrom(Tasks.CONFIRM_INFORMATION);
        String task = taskOf(renewal, Tasks.CHOOSE_PICKUP);
        Screen first = screen(DESKTOP).logIn("w11").openTask(task).sees(Tasks.CHOOSE_PICKUP);
        Screen second = first.window().openTask(task).sees(Tasks.CHOOSE_PICKUP);
        first.press("下一步").sees(Tasks.CONFIRM_INFORMATION);
        second.press("下一步");
        Locator dialog = second.page().getByRole(AriaRole.DIALOG);
        assertThat(dialog).containsText("已经在另一个窗口办完了");
        second.picture("1400/trouble-two-windows");
        dialog.getByText("打开下一步").click();
        second.sees(Tasks.CONFIRM_INFORMATION);
        renewal.withdraws();
        second.page().locator("form [data-command=next]").click();
        assertThat(second.page().getByRole(AriaRole.DIALOG).or(second.summary()).first())
                .containsText(Pattern.compile("已经|已办完"));
        assertThat(renewal.isOver()).isTrue();
    }

    @Test
    void should_ask_which_of_two_drafts_counts() {
        String task = taskOf(renewals.atForm("w03"), Tasks.FILL_FORM);
        Screen first = screen(DESKTOP).logIn("w03").openTask(task).sees(Tasks.FILL_FORM);
        Screen second = first.window().openTask(task).sees(Tasks.FILL_FORM);
        number(first).fill("浙C01");
        first.press("保存草稿");
        assertThat(first.saved()).hasText(SAVED);
        number(second).fill("浙C02");
        second.press("保存草稿");
        Locator dialog = second.page().getByRole(AriaRole.DIALOG);
        assertThat(dialog).containsText("另一个窗口保存了更新的内容");
        dialog.getByText("载入服务器上的内容").click();
        assertThat(number(second)).hasValue("浙C01");
    }

    @Test
    void should_go_on_when_the_network_is_back() {
        Renewal renewal = atForm("w16");
        Screen worker = screen(PHONE)
                .logIn("w16")
                .openTask(taskOf(renewal, Tasks.CHOOSE_PICKUP))
                .sees(Tasks.CHOOSE_PICKUP);
        worker.context().setOffline(true);
        worker.page().locator("input[name=method][value=ELECTRONIC]").check();
        worker.page().locator("input[name=letters][value=ELECTRONIC]").check();
        assertThat(worker.saved()).containsText("网络不通");
        worker.press("下一步");
        assertThat(worker.page().getByRole(AriaRole.DIALOG)).containsText("还没有提交");
        worker.picture("360/trouble-offline");
        worker.context().setOffline(false);
        worker.sees(Tasks.CONFIRM_INFORMATION);
        assertThat(renewal.openTasks()).containsExactly(Tasks.CONFIRM_INFORMATION);
    }

    @Test
    void should_be_possible_with_the_keyboard_alone() {
        String certificate = renewals.certificateOf("w13", TestClock.today().plusDays(100));
        Screen worker = screen(DESKTOP).visit("/login");
        Keys keys = new Keys(worker.page());
        keys.to("用户名").type("w13");
        keys.to("密码").type("demo");
        keys.to("登录").press("Enter");
        assertThat(worker.page().locator("[data-service-list]")).isVisible();
        keys.to("在线办理").press("Enter");
        worker.sees(Tasks.SEARCH_SERVICE);
        keys.to("重新查找服务事项").press("Enter");
        keys.to("搜索服务事项").type("特种作业人员职业资格认定（延续）");
        assertThat(worker.page().locator("[data-services=list] li").first()).isVisible();
        keys.to("在线办理：建筑施工特种作业人员职业资格认定（延续）").press("Enter");
        keys.to("我已仔细阅读并了解").press("Space");
        keys.to("我已阅读以上“个人信息处理告知”").press("Space");
        keys.to("进入办事").press("Enter");
        worker.sees(Tasks.AUTHENTICATE_FACE);
        keys.to("同意，进行人脸识别").press("Enter");
        Locator phone = worker.page().getByText("在本机打开手机认证页");
        assertThat(phone).isVisible();
        Screen scanned = screen(PHONE)
                .visit(java.net.URI.create(phone.getAttribute("href")).getPath());
        new Keys(scanned.page()).to("确认认证").press("Enter");
        worker.sees(Tasks.FILL_FORM);
        keys.to("市：").choose("330200");
        keys.to("区县：").choose("330203");
        keys.to("特种作业操作资格证书编号：").type(certificate);
        keys.press("Enter");
        assertThat(worker.page().locator("[data-certificate-value=trade]"))
                .not()
                .isEmpty();
        keys.to("同意").press("Space");
        keys.to("下一步").press("Enter");
        worker.sees(Tasks.CHOOSE_PICKUP);
        keys.to("电子证件").press("Space");
        keys.to("同意电子送达").press("Space");
        keys.to("下一步").press("Enter");
        worker.sees(Tasks.CONFIRM_INFORMATION);
        keys.to("获取电子签名").press("Enter");
        worker.sees(Tasks.SIGN_APPLICATION);
        keys.to("不方便手写").press("Enter");
        keys.to("签名人姓名").type("闰春生");
        keys.to("生成签名").press("Enter");
        worker.picture("1400/keyboard-signature");
        keys.to("提交").press("Enter");
        assertThat(worker.page().locator(".rw-closing h1")).isFocused();
    }

    private Renewal atForm(String worker) {
        return renewals.atForm(worker)
                .fillsTheForm(renewals.certificateOf(worker, TestClock.today().plusDays(120)));
    }

    private static String taskOf(Renewal renewal, String element) {
        return renewal.task(element).getId();
    }

    private static Locator number(Screen screen) {
        return screen.page().locator("[name='certificate.number']");
    }

    /** Moves by Tab alone, as far as what is named so. */
    private record Keys(Page page) {

        private static final int FAR = 80;
        private static final String FOCUSED = """
                () => {
                  const it = document.activeElement;
                  const label = it.labels?.[0]?.textContent ?? '';
                  return [it.getAttribute('aria-label') ?? '', label, it.textContent ?? ''].map(text => text.trim()).join('|');
                }
                """;

        Keys to(String name) {
            for (int i = 0; i < FAR; i++) {
                String focused = (String) page.evaluate(FOCUSED);
                if (java.util.Arrays.stream(focused.split("\\|")).anyMatch(it -> it.startsWith(name) || it.equals(name))
                        && !"BODY FORM HTML MAIN"
                                .contains((String) page.evaluate("() => document.activeElement.tagName"))) {
                    return this;
                }
                page.keyboard().press("Tab");
            }
            throw new AssertionError("no way by keyboard to " + name);
        }

        /** Goes down a list of choices. */
        Keys choose(String value) {
            for (int i = 0; i < FAR; i++) {
                if (value.equals(page.evaluate("() => document.activeElement.value"))) {
                    return this;
                }
                page.keyboard().press("ArrowDown");
            }
            throw new AssertionError("no way by keyboard to " + value);
        }

        Keys type(String text) {
            page.keyboard().type(text);
            return this;
        }

        Keys press(String key) {
            page.keyboard().press(key);
            return this;
        }
    }
}
