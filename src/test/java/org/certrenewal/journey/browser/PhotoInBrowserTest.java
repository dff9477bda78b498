package org.certrenewal.journey.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.FilePayload;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import org.certrenewal.process.RenewalProcess.Tasks;
import org.certrenewal.testing.Portraits;
import org.certrenewal.testing.Renewals.Renewal;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Gives a portrait by telephone and at a desk, and has an officer look at it. */
class PhotoInBrowserTest extends BrowserTest {

    private static final String HOLDER = "w13";

    private static FilePayload jpeg(int width, int height) {
        return new FilePayload("me.jpg", "image/jpeg", Portraits.file("jpg", width, height));
    }

    @ParameterizedTest
    @CsvSource({"1400, zh-CN, 选择照片, 使用这张照片", "360, en-US, Choose a photo, Use this photo"})
    void should_be_cut_in_the_browser_and_seen_by_the_officer(int width, String language, String choose, String use) {
        String certificate = renewals.certificateOf(HOLDER, TestClock.START.plusDays(80));
        Renewal renewal = renewals.atForm(HOLDER);
        Screen worker = screen(width, language).logIn(HOLDER);
        worker.openTask(renewal.task(Tasks.FILL_FORM).getId()).sees(Tasks.FILL_FORM);
        Locator part = worker.form(Tasks.FILL_FORM).locator("[data-part=photo]");
        Locator file = part.locator("input[data-photo=file]");

        file.setInputFiles(new FilePayload(
                "IMG_1.heic",
                "image/heic",
                ("\0\0\0\30ftypheic" + "\0".repeat(3000)).getBytes(StandardCharsets.ISO_8859_1)));
        assertThat(part.getByRole(com.microsoft.playwright.options.AriaRole.ALERT))
                .containsText("HEIC");

        BufferedImage dark = new BufferedImage(900, 900, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = dark.createGraphics();
        graphics.setColor(new Color(0x101418));
        graphics.fillRect(0, 0, 900, 900);
        graphics.dispose();
        file.setInputFiles(new FilePayload("dark.png", "image/png", Portraits.file("png", dark)));
        worker.press(use);
        assertThat(part.locator(".rw-note[data-kind=warning] li")).not().hasCount(0);

        file.setInputFiles(jpeg(1600, 1200));
        Locator zoom = part.locator("input[data-photo=zoom]");
        zoom.fill("1.2");
        part.locator("canvas").scrollIntoViewIfNeeded();
        worker.wholePicture(width + "/photo-cut-" + language);
        worker.press(use);
        assertThat(part.locator(".rw-photo img")).hasCount(1);
        assertThat(part.locator(".rw-note[data-kind=warning] li")).hasCount(0);
        assertThat(part.getByText(choose)).isVisible();
        worker.wholePicture(width + "/photo-given-" + language);
        assertThat(worker.errors()).isEmpty();

        assertThat(renewal.file().photo()).isPresent();
        renewal.fillsTheForm(certificate).choosesElectronic().confirms().signs();
        Screen officer = screen(width, language).logIn("o01");
        officer.openTask(renewal.task(Tasks.ACCEPT_APPLICATION).getId()).sees(Tasks.ACCEPT_APPLICATION);
        assertThat(officer.form(Tasks.ACCEPT_APPLICATION).locator("[data-part=photo] .rw-photo img"))
                .hasCount(1);
        officer.wholePicture(width + "/photo-officer-" + language);
        assertThat(officer.errors()).isEmpty();
    }

    @Test
    void should_not_be_wanted_from_who_has_none() {
        String certificate = renewals.certificateOf(HOLDER, TestClock.START.plusDays(80));
        Renewal renewal = renewals.atForm(HOLDER);
        Screen worker = screen(PHONE).logIn(HOLDER);
        worker.openTask(renewal.task(Tasks.FILL_FORM).getId()).sees(Tasks.FILL_FORM);
        worker.form(Tasks.FILL_FORM).locator("#certificate-number").fill(certificate);
        worker.form(Tasks.FILL_FORM).locator("#region-city").selectOption("330200");
        worker.form(Tasks.FILL_FORM).locator("#region-district").selectOption("330203");
        worker.form(Tasks.FILL_FORM).locator("input[name='undertaking.agreed']").check();
        worker.press("下一步").sees(Tasks.CHOOSE_PICKUP);
        assertThat(renewal.file().photo()).isEmpty();
        assertThat(worker.errors()).isEmpty();
    }
}
