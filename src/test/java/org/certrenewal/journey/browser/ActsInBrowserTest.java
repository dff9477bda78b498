package org.certrenewal.journey.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.certrenewal.journey.browser.ReachInBrowserTest.assertFits;
import static org.certrenewal.journey.browser.ReachInBrowserTest.findings;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.certrenewal.casefile.People;
import org.certrenewal.registry.Certificate;
import org.certrenewal.registry.CertificateNumber;
import org.certrenewal.registry.CertificateStatus;
import org.certrenewal.registry.Certificates;
import org.certrenewal.registry.PersonName;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Suspends a certificate: notice, the holder's answer, its review, the decision, and how each of them sees it. */
class ActsInBrowserTest extends BrowserTest {

    private static final AtomicInteger SERIAL = new AtomicInteger(710_000);

    @Autowired
    private Certificates certificates;

    @Autowired
    private People people;

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
        openAct(holder, number);
        holder.page().locator("#statement").fill("事故与我无关，请调取塔吊的记录");
        inspected(holder, to + "5-statement");
        holder.page().locator("form[action$='/statement'] [type=submit]").click();
        assertThat(holder.page().locator(".rw-said").first()).containsText("请调取塔吊的记录");

        one.visit("/office/certificates?number=" + number);
        Locator weighing = waiting(one, number).locator("form[action$='/weighing']");
        weighing.locator("textarea").fill("记录显示由其操作，意见不予采纳");
        inspected(one, to + "6-weighing");
        weighing.locator("[type=submit]").click();

        Screen other = screen(width, language).logIn("s02").visit("/office/certificates?number=" + number);
        inspected(other, to + "7-waiting");
        confirm(other, number, to + "8-asked");
        assertThat(other.page().locator(".rw-note[data-kind=success]").first()).isVisible();
        inspected(other, to + "9-decided");
        holder.visit("/my/certificates/" + number);
        inspected(holder, to + "10-suspended");
        assertThat(holder.errors()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1400, zh-CN", "360, zh-CN", "1400, en-US"})
    void should_warn_a_holder_and_correct_a_name(int width, String language) {
        String to = width + "/warning-" + language + "-";
        String number = wrongCertificate();
        Screen one = screen(width, language).logIn("s01").visit("/office/certificates?number=" + number);
        Locator warn =
                one.page().locator("form:has(input[name=kind][value=WARN])").first();
        open(warn);
        warn.locator("[name=ground]").first().check();
        warn.locator("[name=reason]").fill("提交的培训证明系伪造");
        warn.locator("[name=underlying]").fill("浙建特延甬不准〔2026〕7号");
        inspected(one, to + "1-warning-proposed");
        warn.locator("[type=submit]").click();
        Screen holder = screen(width, language).logIn("w13").visit("/my/certificates");
        openAct(holder, number);
        inspected(holder, to + "2-warning-noticed");
        holder.page().locator("#statement").fill("证明是培训机构给我的，我不知情");
        holder.page().locator("form[action$='/statement'] [type=submit]").click();
        one.visit("/office/certificates?number=" + number);
        Locator weighing = waiting(one, number).locator("form[action$='/weighing']");
        weighing.locator("textarea").fill("经核实本人知情，不予采纳");
        weighing.locator("[type=submit]").click();
        Screen other = screen(width, language).logIn("s02").visit("/office/certificates?number=" + number);
        confirm(other, number, to + "3-warning-asked");
        assertThat(other.page().locator(".rw-note[data-kind=success]").first()).isVisible();
        holder.page().reload();
        holder.page().locator(".rw-papers a").last().click();
        inspected(holder, to + "4-warning-decided");

        one.visit("/office/certificates?number=" + number);
        Locator correct =
                one.page().locator("form:has(input[name=kind][value=CORRECT])").first();
        open(correct);
        correct.locator("[name=ground]").first().check();
        correct.locator("[name=reason]").fill("登记时误录姓名");
        correct.locator("[name=rightName]").fill("闫春山");
        correct.locator("[type=submit]").click();
        assertThat(one.page().locator(".rw-note[data-kind=error]").first()).isVisible();
        inspected(one, to + "5-correction-refused");
        correct.locator("[name=rightName]").fill(people.withUserId("w13").name().value());
        correct.locator("[type=submit]").click();
        assertThat(one.page().locator(".rw-note[data-kind=success]").first()).isVisible();
        inspected(one, to + "6-correction-proposed");
        other.visit("/office/certificates?number=" + number);
        confirm(other, number, to + "7-correction-asked");
        assertThat(other.page().locator(".rw-note[data-kind=success]").first()).isVisible();
        inspected(other, to + "8-corrected");
        holder.visit("/my/certificates/" + number);
        inspected(holder, to + "9-holder-corrected");
        assertThat(holder.errors()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1400, zh-CN", "360, zh-CN", "1400, en-US"})
    void should_appoint_the_hearing_that_a_holder_asks_for(int width, String language) {
        String to = width + "/hearing-" + language + "-";
        String number = renewals.certificateOf("w13", TestClock.START.plusDays(200));
        Screen one = screen(width, language).logIn("s01").visit("/office/certificates?number=" + number);
        Locator revoke =
                one.page().locator("form:has(input[name=kind][value=REVOKE])").first();
        open(revoke);
        revoke.locator("[name=ground]").first().check();
        revoke.locator("[name=reason]").fill("违章指挥造成较大事故，见调查报告");
        revoke.locator("[name=underlying]").fill("甬建罚决〔2026〕第12号");
        revoke.locator("[type=submit]").click();
        Screen holder = screen(width, language).logIn("w13").visit("/my/certificates");
        openAct(holder, number);
        holder.page().locator("#statement").fill("事故与我无关，要求听证");
        holder.page().locator("[name=hearing]").check();
        inspected(holder, to + "1-asked");
        holder.page().locator("form[action$='/statement'] [type=submit]").click();
        inspected(holder, to + "2-awaited");
        one.visit("/office/certificates?number=" + number);
        Locator appointment = waiting(one, number).locator("form[action$='/hearing-notice']");
        appointment.locator("[name=at]").fill("2026-09-25T09:00");
        appointment.locator("[name=place]").fill("本机关三楼会议室");
        appointment.locator("[name=presiding]").fill("李主持");
        inspected(one, to + "3-appointed");
        appointment.locator("[type=submit]").click();
        assertThat(one.page().locator(".rw-note[data-kind=success]").first()).isVisible();
        inspected(one, to + "4-to-be-held");
        assertThat(holder.errors()).isEmpty();
    }

    private String wrongCertificate() {
        People.Person holder = people.withUserId("w13");
        LocalDate end = TestClock.START.plusDays(200);
        CertificateNumber number = new CertificateNumber("浙B012024%06d".formatted(SERIAL.incrementAndGet()));
        certificates.add(new Certificate(
                number,
                holder.idNumber(),
                PersonName.of("闫春生"),
                holder.idNumber().gender(),
                "01",
                "建筑电工",
                LocalDate.of(2021, 7, 7),
                end.plusDays(1).minusYears(2),
                end,
                end.plusDays(1).minusYears(2),
                "浙江省住房和城乡建设厅",
                "113300000000000000",
                CertificateStatus.VALID,
                1,
                Optional.empty()));
        return number.value();
    }

    private static Locator waiting(Screen screen, String number) {
        return screen.page().locator(".rw-waiting > li", new Page.LocatorOptions().setHasText(number));
    }

    private static void openAct(Screen holder, String number) {
        holder.page()
                .locator("li.rw-card", new Page.LocatorOptions().setHasText(number))
                .locator("a[href^='/my/acts/']")
                .first()
                .click();
    }

    private static void confirm(Screen other, String number, String picture) {
        waiting(other, number)
                .locator("form[action$='/confirmation'] [type=submit]")
                .click();
        Locator yes = other.page().locator("dialog[open] button").last();
        assertThat(yes).isVisible();
        inspected(other, picture);
        yes.click();
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
