package org.certrenewal.journey.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.certrenewal.journey.browser.ReachInBrowserTest.assertFits;
import static org.certrenewal.journey.browser.ReachInBrowserTest.findings;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Suspends a certificate: notice, the holder's answer, its review, the decision, and how each of them sees it. */
class ActsInBrowserTest extends BrowserTest {

    @ParameterizedTest
    @CsvSource({"1400, zh-CN", "360, zh-CN", "1400, en-US"})
    void should_hear_the_holder_before_a_suspension(int width, String language) {
        String to = width + "/acts-" + language + "-";
        String number = renewals.certificateOf("w13", TestClock.START.plusDays(200));
        Screen one = screen(width, language).logIn("s01").visit("/office/certificates?number=" + number);
        inspected(one, to + "1-offered");
        Locator suspend =
                one.page().locator("form:has(input[name=kind][value=SUSPEND])").first();
        open(suspend);
        suspend.locator("[name=ground][value=act-suspend-penalty]").check();
        suspend.locator("[name=reason]").fill("违章指挥造成一般事故\n见调查报告");
        suspend.locator("[name=underlying]").fill("甬建罚决〔2026〕第12号");
        suspend.locator("[name=endsOn]").fill("2027-03-31");
        inspected(one, to + "2-proposed");
        suspend.locator("[type=submit]").click();
        assertThat(one.page().locator(".rw-note[data-kind=success]").first()).isVisible();
        inspected(one, to + "3-noticed");

        Screen holder = screen(width, language).logIn("w13").visit("/my/certificates");
        inspected(holder, to + "4-holder");
        holder.page().locator("a[href^='/my/acts/']").first().click();
        holder.page().locator("#statement").fill("事故与我无关，请调取塔吊的记录");
        inspected(holder, to + "5-statement");
        holder.page().locator("form[action$='/statement'] [type=submit]").click();
        assertThat(holder.page().locator(".rw-said").first()).containsText("请调取塔吊的记录");

        one.visit("/office/certificates?number=" + number);
        Locator weighing = one.page().locator("form[action$='/weighing']").first();
        weighing.locator("textarea").fill("记录显示由其操作，意见不予采纳");
        inspected(one, to + "6-weighing");
        weighing.locator("[type=submit]").click();

        Screen other = screen(width, language).logIn("s02").visit("/office/certificates?number=" + number);
        inspected(other, to + "7-waiting");
        other.page().onDialog(dialog -> dialog.accept());
        other.page()
                .locator("form[action$='/confirmation'] [type=submit]")
                .first()
                .click();
        Locator yes = other.page().locator("dialog[open] .rw-primary, dialog[open] .rw-danger");
        if (yes.count() > 0) {
            yes.first().click();
        }
        assertThat(other.page().locator(".rw-note[data-kind=success]").first()).isVisible();
        inspected(other, to + "8-decided");
        holder.visit("/my/certificates/" + number);
        inspected(holder, to + "9-suspended");
        assertThat(holder.errors()).isEmpty();
    }

    /** Choices may lie folded. */
    private static void open(Locator form) {
        Locator folded = form.locator("xpath=ancestor::details[not(@open)]/summary");
        if (folded.count() > 0) {
            folded.first().click();
        }
    }

    private static void inspected(Screen screen, String name) {
        Page page = screen.page();
        page.waitForLoadState();
        screen.wholePicture(name);
        assertThat(findings(screen, null)).as(name).isEmpty();
        assertFits(screen, name);
    }
}
