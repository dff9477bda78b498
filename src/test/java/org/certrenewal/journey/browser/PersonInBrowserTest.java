package org.certrenewal.journey.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.certrenewal.journey.browser.ReachInBrowserTest.assertFits;
import static org.certrenewal.journey.browser.ReachInBrowserTest.findings;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import org.certrenewal.casefile.Direction;
import org.certrenewal.process.RenewalProcess.Tasks;
import org.certrenewal.stages.review.Acceptance;
import org.certrenewal.testing.Renewals.Renewal;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Reads the notice, goes to a counter instead of the face check, wants letters on paper, and asks about the own data.
 */
class PersonInBrowserTest extends BrowserTest {

    @ParameterizedTest
    @CsvSource({"1400, zh-CN, w03", "360, zh-CN, w04", "1400, en-US, w05", "360, en-US, w06"})
    void should_know_choose_and_ask(int width, String language, String user) {
        String to = width + "/person-" + language + "-";
        boolean english = language.startsWith("en");
        Renewal renewal = renewals.begunBy(user);
        Screen worker = screen(width, language).logIn(user);
        Page page = worker.page();

        worker.openTask(renewal.task(Tasks.SEARCH_SERVICE).getId()).sees(Tasks.SEARCH_SERVICE);
        page.getByRole(AriaRole.SEARCHBOX).fill("特种作业");
        page.locator("[data-services=list] .rw-primary").first().click();
        page.locator("[name=noticeRead]").check();
        page.locator("form [data-command=next]").click();
        assertThat(worker.summary()).isVisible();
        page.locator("[data-services=privacy-read]").check();
        inspected(worker, to + "1-notice", true);
        page.locator("form [data-command=next]").click();

        worker.sees(Tasks.AUTHENTICATE_FACE);
        assertThat(page.locator("[data-face=picture]")).isHidden();
        worker.press(english ? "I do not agree" : "不同意人脸识别");
        inspected(worker, to + "2-consent", true);
        page.locator("[data-face=office]").selectOption("330200");
        worker.press(english ? "Come to a counter" : "到窗口核验身份");
        assertThat(page.getByText("宁波市住房和城乡建设局窗口核验身份。地址：")).isVisible();
        inspected(worker, to + "3-counter", true);

        Screen clerk = screen(width, language).logIn("c01").visit("/office/counter");
        inspected(clerk, to + "4-clerk", false);
        Locator card = clerk.page().locator("article").filter(new Locator.FilterOptions().setHasText(renewal.number()));
        card.locator("[name=document]").selectOption("IDENTITY_CARD");
        card.locator("[name=compared]").check();
        card.locator(".rw-primary").click();
        worker.sees(Tasks.FILL_FORM);

        Renewal other =
                renewals.atForm("w01").fillsTheForm(renewals.certificateOf("w01", TestClock.START.plusDays(80)));
        Screen chooser = screen(width, language).logIn("w01");
        chooser.openTask(other.task(Tasks.CHOOSE_PICKUP).getId()).sees(Tasks.CHOOSE_PICKUP);
        chooser.page().locator("input[name=method][value=ELECTRONIC]").check();
        assertThat(chooser.page().locator("[data-pickup=address]")).isHidden();
        chooser.page().locator("input[name=letters][value=PAPER]").check();
        assertThat(chooser.page().locator("[data-pickup=address]")).isVisible();
        assertThat(chooser.page().locator("#payer")).isHidden();
        inspected(chooser, to + "5-letters", true);
        other.choosesLettersOnPaper().confirms().signs();
        // Its job is the application's own to run.
        other.completes(
                "o01",
                Tasks.ACCEPT_APPLICATION,
                Direction.NEXT,
                new Acceptance(Acceptance.Answer.ACCEPT, null, null, null));
        await().atMost(Duration.ofSeconds(40)).until(() -> other.eventKinds().contains("letter"));
        clerk.visit("/office/post");
        inspected(clerk, to + "6-post", false);

        chooser.visit("/my/information");
        chooser.page().locator("#held-cases summary").click();
        inspected(chooser, to + "7-information", false);
        chooser.page().locator("#subject").selectOption("OTHER");
        chooser.page().locator("#office").selectOption("330200");
        chooser.page().locator("#text").fill("登记的性别有误，请核对后更正");
        chooser.page().locator("#ask .rw-primary").click();
        assertThat(chooser.page().locator("[role=status]").first()).containsText("PI2026");
        Screen officer = screen(width, language).logIn("o01").visit("/office/requests");
        inspected(officer, to + "8-requests", false);
        officer.page().locator("textarea").first().fill("经核对，登记的性别与档案一致，没有错误");
        officer.page().locator("button[value=REFUSE]").first().click();
        assertThat(officer.page().locator("[role=status]").first()).isVisible();
        chooser.visit("/privacy");
        inspected(chooser, to + "9-privacy", false);
        assertThat(worker.errors()).isEmpty();
        assertThat(chooser.errors()).isEmpty();
        renewal.withdraws();
        other.withdraws();
    }

    private static void inspected(Screen screen, String name, boolean form) {
        screen.wholePicture(name);
        assertThat(findings(screen, form ? "form.renewal-form" : null)).as(name).isEmpty();
        assertFits(screen, name);
    }
}
