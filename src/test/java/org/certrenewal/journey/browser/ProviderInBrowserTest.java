package org.certrenewal.journey.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.certrenewal.access.oidc.Providers;
import org.certrenewal.process.RenewalProcess.Tasks;
import org.certrenewal.registry.IdNumber;
import org.certrenewal.testing.OidcServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Logs a worker and an officer in by their providers, and out again, on a desk and on a phone. */
class ProviderInBrowserTest extends BrowserTest {

    private static final OidcServer PROVIDER = OidcServer.start();
    private static final String WORKER = "33020319940203991";
    private static final Pattern HOME = Pattern.compile(".*:\\d+/(\\?continue)?$");

    @Autowired
    private Providers providers;

    @DynamicPropertySource
    static void providers(DynamicPropertyRegistry settings) {
        String name = "renewal.login.providers.";
        provider(settings, "zwfw", "浙江政务服务网", "Zhejiang Government Services", "applicants");
        settings.add(name + "zwfw.acr", () -> "high");
        settings.add(name + "zwfw.claims.document-number", () -> "number");
        provider(settings, "staff", "省建设厅统一身份认证", "Department of Construction", "staff");
        settings.add(name + "staff.roles.authoritative", () -> "true");
        settings.add(name + "staff.roles.claim", () -> "duties");
        settings.add(name + "staff.roles.groups.review", () -> "officers-330200");
    }

    private static void provider(
            DynamicPropertyRegistry settings, String id, String label, String english, String people) {
        String name = "renewal.login.providers." + id + ".";
        settings.add(name + "label", () -> label);
        settings.add(name + "label-en", () -> english);
        settings.add(name + "people", () -> people);
        settings.add(name + "issuer", () -> PROVIDER.issuer(id));
        settings.add(name + "client-id", () -> OidcServer.CLIENT);
        settings.add(name + "client-secret", () -> OidcServer.SECRET);
        settings.add(name + "claims.name", () -> "name");
    }

    @AfterAll
    static void stop() {
        PROVIDER.close();
    }

    @BeforeEach
    void begin() {
        PROVIDER.reset();
        PROVIDER.person(
                "worker", Map.of("name", "周小满", "acr", "high", "number", WORKER + IdNumber.checkCharacter(WORKER)));
        PROVIDER.person("officer", Map.of("name", "郑审核", "duties", List.of("review")));
        providers.look();
    }

    private static Screen enter(Screen screen, String provider, String subject) {
        screen.visit("/login");
        screen.page()
                .locator("a[href='/oauth2/authorization/" + provider + "']")
                .click();
        screen.page()
                .getByText(subject, new Page.GetByTextOptions().setExact(true))
                .click();
        return screen;
    }

    @Test
    void should_lead_a_worker_to_tasklist_and_out_at_both_sides() {
        Screen worker = enter(screen(DESKTOP), "zwfw", "worker");
        assertThat(worker.page()).hasURL(HOME);
        assertThat(worker.page().locator(".rw-top-name")).hasText("周小满");
        worker.picture("1400/home-by-provider");
        worker.page().locator("#start button").click();
        worker.sees(Tasks.SEARCH_SERVICE);
        assertThat(worker.page().locator(".task")).not().hasCount(0);
        worker.picture("1400/tasklist-by-provider");

        worker.page().locator(".account .dropdown-toggle").first().click();
        worker.page().locator(".account .logout a, .account a.logout").first().click();
        isOut(worker, "worker");
        assertThat(PROVIDER.farewells()).hasSize(1);
        worker.visit("/my/cases");
        assertThat(worker.page()).hasURL(Pattern.compile(".*/login.*"));
        assertThat(worker.errors()).isEmpty();
    }

    /** The page that says so comes after the provider. */
    private static void isOut(Screen screen, String who) {
        try {
            assertThat(screen.page().locator("[role=status][data-kind=success]"))
                    .containsText("您已安全退出");
        } catch (AssertionError stays) {
            screen.picture("failed-log-out-" + who);
            throw new AssertionError("at " + screen.page().url(), stays);
        }
    }

    @Test
    void should_lead_an_officer_to_tasklist_on_a_phone() {
        Screen officer = enter(screen(PHONE), "staff", "officer");
        assertThat(officer.page()).hasURL(HOME);
        officer.picture("360/home-officer-by-provider");
        officer.visit("/camunda/app/tasklist/default/");
        assertThat(officer.page().locator("body")).containsText("待受理");

        officer.visit("/");
        officer.press("退出");
        isOut(officer, "officer");
        assertThat(PROVIDER.farewells()).hasSize(1);
        officer.wholePicture("360/login-after-log-out");
        assertThat(officer.errors()).isEmpty();
    }

    @Test
    void should_show_the_ways_in_and_what_went_wrong() {
        for (int width : new int[] {PHONE, DESKTOP}) {
            Screen stranger = screen(width);
            stranger.visit("/login");
            looksWell(stranger, width + "/login-providers");
            PROVIDER.person("poor", Map.of("name", "周小满", "acr", "low", "number", WORKER + "X"));
            enter(stranger, "zwfw", "poor");
            assertThat(stranger.page().locator("[role=alert]").first()).containsText("实名认证等级不够");
            looksWell(stranger, width + "/login-refused");
            PROVIDER.brokenWith(503);
            providers.look();
            stranger.visit("/login");
            looksWell(stranger, width + "/login-providers-away");
            PROVIDER.brokenWith(0);
            providers.look();
        }
        Screen english = screen(DESKTOP, "en-US");
        english.visit("/login");
        assertThat(english.page().locator(".rw-providers")).containsText("Zhejiang Government Services");
        looksWell(english, "1400/login-providers-english");
    }

    private static void looksWell(Screen screen, String name) {
        screen.page().waitForLoadState();
        screen.wholePicture(name);
        ReachInBrowserTest.assertFits(screen, name);
        assertThat(ReachInBrowserTest.findings(screen, null)).as(name).isEmpty();
        assertThat(screen.errors()).isEmpty();
    }
}
