package org.certrenewal.journey.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.certrenewal.casefile.CaseStatus;
import org.certrenewal.documents.seal.Pem;
import org.certrenewal.documents.seal.Pki;
import org.certrenewal.process.RenewalProcess.Tasks;
import org.certrenewal.testing.Renewals.Renewal;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Plays supervisors and administrators on their pages, on a desk and on a phone. */
class OfficeInBrowserTest extends BrowserTest {

    @Autowired
    private IdentityService identity;

    @Test
    void should_never_show_the_keys_of_words_that_come_late() {
        Screen officer = screen(DESKTOP).logIn("o01");
        List<Route> late = new ArrayList<>();
        officer.context().route("**/tasklist/locales/zh.json*", route -> {
            if ("xhr".equals(route.request().resourceType())) {
                late.add(route);
            } else {
                route.resume();
            }
        });
        officer.visit("/camunda/app/tasklist/default/");
        Locator list = officer.page().locator(".tasks-list");
        assertThat(list.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("创建时间")))
                .isVisible();
        late.forEach(Route::resume);
        assertThat(list).not().containsText("_DATE");
        assertThat(officer.page().locator("footer")).containsText("表单用北京时间");
    }

    @Test
    void should_hand_a_task_over_and_end_a_case() {
        Renewal renewal = renewals.submittedBy(
                "w01", renewals.certificateOf("w01", TestClock.today().plusDays(80)));
        String task = renewal.task(Tasks.ACCEPT_APPLICATION).getId();
        Screen ill = screen(DESKTOP).logIn("o01");
        ill.openTask(task).sees(Tasks.ACCEPT_APPLICATION).press("领取并办理");
        assertThat(ill.button("确认决定")).isVisible();

        Screen colleague = screen(DESKTOP).logIn("o02");
        colleague.openTask(task).sees(Tasks.ACCEPT_APPLICATION);
        assertThat(colleague.page().locator("[data-taken]")).containsText("o01");
        assertThat(colleague.page().locator("[data-command=claim]")).isHidden();
        assertThat(colleague.page().locator(".rw-decide")).isHidden();
        colleague.picture("1400/taken-by-a-colleague");

        for (int width : new int[] {PHONE, DESKTOP}) {
            Screen supervisor = screen(width).logIn("s01");
            supervisor.picture(width + "/home-supervisor");
            supervisor.visit("/office/tasks");
            supervisor.page().locator("details summary").first().click();
            looksWell(supervisor, width + "/office-tasks");
            supervisor.visit("/office/cases?number=" + renewal.number());
            looksWell(supervisor, width + "/office-cases");
        }
        Screen supervisor = screen(DESKTOP).logIn("s01");
        supervisor.visit("/office/tasks");
        Locator line = supervisor
                .page()
                .locator("li.rw-card")
                .filter(new Locator.FilterOptions().setHasText(renewal.number()));
        line.locator("summary").click();
        line.locator("select[name=to]").selectOption("o02");
        line.locator("select[name=reason]").first().selectOption("ILLNESS");
        line.getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName("移交").setExact(true))
                .click();
        confirm(supervisor, "移交");
        assertThat(supervisor.page().locator("[role=status]").first()).containsText("已移交");
        assertThat(renewal.task(Tasks.ACCEPT_APPLICATION).getAssignee()).isEqualTo("o02");

        supervisor.visit("/office/cases?number=" + renewal.number());
        supervisor.page().locator("input[value=FAILURE]").check();
        supervisor.page().locator("#reasons").fill("系统迁移时签名文件损坏，无法继续审查");
        supervisor.press("提出终止");
        assertThat(supervisor.page().locator("[role=status]").first()).containsText("等待另一位负责人复核");
        looksWell(supervisor, "1400/office-cases-waiting");
        Screen second = screen(DESKTOP).logIn("s02");
        second.visit("/office/cases?number=" + renewal.number());
        second.page()
                .locator("li")
                .filter(new Locator.FilterOptions().setHasText(renewal.number()))
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("复核同意"))
                .click();
        confirm(second, "同意");
        assertThat(second.page().locator("[role=status]").first()).containsText("办件已经终止");
        assertThat(renewal.file().status()).isEqualTo(CaseStatus.TERMINATED);
        Screen worker = screen(PHONE).logIn("w01");
        worker.visit("/my/cases#" + renewal.number());
        worker.wholePicture("360/my-cases-terminated");
        assertThat(ill.errors()).isEmpty();
    }

    @Test
    void should_give_a_role_by_two_administrators() {
        User fresh = identity.newUser("x-browser");
        fresh.setLastName("新来的人");
        fresh.setPassword("demo");
        identity.saveUser(fresh);
        try {
            Screen admin = screen(DESKTOP).logIn("admin");
            admin.picture("1400/home-admin");
            admin.visit("/admin/roles");
            admin.page().locator("#user").fill("x-browser");
            admin.page().locator("#group").selectOption("officers-330200");
            admin.press("提出");
            assertThat(admin.page().locator("[role=status]").first()).containsText("等待另一位系统管理员确认");
            looksWell(admin, "1400/admin-roles");
            Screen second = screen(PHONE).logIn("admin2");
            second.visit("/admin/roles");
            looksWell(second, "360/admin-roles");
            second.press("确认");
            confirm(second, "确认");
            assertThat(second.page().locator("[role=status]").first()).containsText("角色已经授予");
            assertThat(identity.createUserQuery()
                            .memberOfGroup("officers-330200")
                            .userId("x-browser")
                            .count())
                    .isEqualTo(1);
            Screen english = screen(DESKTOP, "en-US").logIn("admin");
            english.visit("/admin/roles").picture("1400/admin-roles-english");
        } finally {
            identity.deleteUser("x-browser");
        }
    }

    @Test
    void should_show_the_register_of_seals_and_take_a_proposal_by_two_administrators() {
        Pki authority = Pki.root("secp256r1", "CN=时间戳服务中心根证书,O=某某时间戳服务中心有限公司,C=CN", Instant.now());
        Screen admin = screen(DESKTOP).logIn("admin");
        admin.visit("/admin/seals");
        admin.page().locator("#purpose").selectOption("timestamp");
        admin.page().locator("#certificates").fill(Pem.write(authority.chain()));
        admin.press("提出");
        assertThat(admin.page().locator("[role=status]").first()).containsText("等待另一位系统管理员确认");
        looksWell(admin, "1400/admin-seals");
        Screen second = screen(PHONE).logIn("admin2");
        second.visit("/admin/seals");
        looksWell(second, "360/admin-seals");
        Screen english = screen(DESKTOP, "en-US").logIn("admin");
        english.visit("/admin/seals");
        looksWell(english, "1400/admin-seals-english");
        // A timestamping authority that counts would be demanded of everything that this class seals later.
        second.press("不同意");
        assertThat(second.page().locator("[role=status]").first()).containsText("已经终止");
        assertThat(second.page().locator("section[aria-labelledby=waiting-heading] li"))
                .hasCount(0);
    }

    @Test
    void should_show_anybody_how_to_check_offline() {
        for (int width : new int[] {DESKTOP, PHONE}) {
            Screen nobody = screen(width).visit("/verify");
            looksWell(nobody, width + "/verify");
            nobody.page().locator("a[href='/verify/offline']").click();
            assertThat(nobody.page().locator("h1")).hasText("脱机核验");
            looksWell(nobody, width + "/verify-offline");
        }
        Screen english = screen(DESKTOP, "en-US").visit("/verify/offline");
        looksWell(english, "1400/verify-offline-english");
    }

    private static void confirm(Screen screen, String yes) {
        screen.page()
                .locator("dialog")
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(yes).setExact(true))
                .click();
        screen.page().waitForLoadState();
    }

    private static void looksWell(Screen screen, String name) {
        Page page = screen.page();
        page.waitForLoadState();
        screen.wholePicture(name);
        ReachInBrowserTest.assertFits(screen, name);
        assertThat(ReachInBrowserTest.findings(screen, null)).as(name).isEmpty();
        assertThat(screen.errors()).isEmpty();
    }
}
