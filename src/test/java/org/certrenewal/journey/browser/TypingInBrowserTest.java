package org.certrenewal.journey.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.certrenewal.process.RenewalProcess.Tasks;
import org.certrenewal.testing.Browser;
import org.certrenewal.testing.Renewals.Renewal;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.Test;

/** Types as people do: with input methods, from the clipboard, at length; draws, and turns the phone. */
class TypingInBrowserTest extends BrowserTest {

    private static final Pattern SAVED = Pattern.compile("已保存");
    private static final Pattern UNSIGNED = Pattern.compile("尚未签名");
    private static final int DARK = 384;

    @Test
    void should_leave_the_keys_of_an_input_method_to_it() {
        Renewal renewal = filled("w09").choosesElectronic().confirms();
        Screen worker = screen(DESKTOP)
                .logIn("w09")
                .openTask(taskOf(renewal, Tasks.SIGN_APPLICATION))
                .sees(Tasks.SIGN_APPLICATION);
        worker.page().getByText("不方便手写？").click();
        Locator name = worker.page().locator("#typed-name");
        Locator pad = worker.page().locator(".rw-pad canvas");

        composesAndEnds(worker, name, "tian");
        assertThat(name).hasValue("tian");
        assertThat(pad).hasAttribute("aria-label", UNSIGNED);
        assertThat(worker.page().locator(".rw-error")).hasCount(0);

        name.press("Enter");
        assertThat(worker.page().locator("[data-field='typedName'] .rw-error")).isVisible();
        assertThat(pad).hasAttribute("aria-label", UNSIGNED);
        worker.picture("1400/typing-name-of-another");

        name.fill(" " + worker.page().locator("[data-show='applicantName']").textContent() + "\u200B");
        name.press("Enter");
        assertThat(pad).hasAttribute("aria-label", Pattern.compile("已有签名"));
        assertThat(worker.page().locator(".rw-error")).hasCount(0);
        worker.press("提交");
        assertThat(worker.page().locator(".rw-closing")).containsText(renewal.number());
        assertThat(worker.errors()).isEmpty();
    }

    @Test
    void should_search_for_nothing_before_the_words_are_composed() {
        Screen worker = screen(DESKTOP)
                .logIn("w10")
                .openTask(taskOf(renewals.begunBy("w10"), Tasks.SEARCH_SERVICE))
                .sees(Tasks.SEARCH_SERVICE);
        Locator query = worker.page().locator("#search-query");
        Locator count = worker.page().locator("[data-services='count']");

        query.focus();
        composes(worker, "te zhong");
        assertThat(query).hasValue("te zhong");
        assertThat(count).isEmpty();
        sendsKeysOfTheMethod(query);
        assertThat(count).isEmpty();
        commits(worker, "特种作业");
        assertThat(count).containsText("找到");
    }

    @Test
    void should_neither_look_up_nor_complete_while_a_text_is_composed() {
        Renewal renewal = renewals.atForm("w14");
        Screen worker = screen(DESKTOP)
                .logIn("w14")
                .openTask(taskOf(renewal, Tasks.FILL_FORM))
                .sees(Tasks.FILL_FORM);
        List<String> asked = new ArrayList<>();
        worker.page().onRequest(request -> {
            if ("POST".equals(request.method())) {
                asked.add(request.url());
            }
        });
        Locator number = worker.page().locator("#certificate-number");

        composesAndEnds(worker, number, "zhe");
        assertThat(number).hasValue("zhe");
        assertThat(asked).noneMatch(url -> url.endsWith("/certificate") || url.endsWith("/completion"));
        assertThat(renewal.openTasks()).containsExactly(Tasks.FILL_FORM);

        Screen home = worker.window().visit("/");
        home.page().locator("#home-query").focus();
        composes(home, "gong ji");
        assertThat(home.page().locator("[data-service-count]")).not().containsText("没有找到");
    }

    @Test
    void should_say_how_much_may_still_be_written_and_cut_nothing() {
        Renewal renewal = filled("w02").choosesElectronic().confirms().signs();
        Screen officer = screen(PHONE)
                .logIn("o01")
                .openTask(taskOf(renewal, Tasks.ACCEPT_APPLICATION))
                .sees(Tasks.ACCEPT_APPLICATION);
        officer.press("领取并办理").sees(Tasks.ACCEPT_APPLICATION);
        officer.page().locator("input[value=REFUSE]").check();
        Locator reasons = officer.page().locator("#reasons");
        Locator count = officer.page().locator("#reasons ~ .rw-count");

        reasons.fill("不是本人申请".repeat(70));
        assertThat(count).isHidden();
        reasons.fill("不是本人申请的".repeat(70));
        assertThat(count).hasText("还可以写10个字");
        assertThat(officer.page().locator("#reasons ~ [role=status]")).hasText("还可以写10个字");
        String tooLong = "不是本人申请的".repeat(70) + "\uD873\uDD6C".repeat(11);
        reasons.fill(tooLong);
        assertThat(reasons).hasValue(tooLong);
        assertThat(count).hasText("超出1个字，请删减后再提交");
        officer.page().locator("#ground").selectOption(new com.microsoft.playwright.options.SelectOption().setIndex(1));
        count.scrollIntoViewIfNeeded();
        officer.picture("360/typing-too-long");
        officer.page().locator("form[data-element] [data-command=next]").click();
        assertThat(officer.page().locator("[data-field~='reasons'] .rw-error, .rw-field:has(#reasons) .rw-error"))
                .containsText("不能超过500个字");
        assertThat(reasons).hasValue(tooLong);
        assertThat(officer.errors()).isEmpty();
    }

    @Test
    void should_take_a_pasted_number_with_its_groups() {
        Screen stranger = screen(PHONE).visit("/lookup");
        Locator number = stranger.page().locator("#id-number");
        number.focus();
        stranger.page().keyboard().insertText("\u202D330302 19880111 9936\u202C");
        number.press("Enter");
        assertThat(stranger.page().getByText("浙C042024000311")).isVisible();

        Renewal renewal = filled("w12");
        Screen worker = screen(PHONE)
                .logIn("w12")
                .openTask(taskOf(renewal, Tasks.CHOOSE_PICKUP))
                .sees(Tasks.CHOOSE_PICKUP);
        worker.page().locator("input[name=letters][value=ELECTRONIC]").check();
        worker.page().locator("input[value=POST]").check();
        Locator phone = worker.page().locator("#address-phone");
        phone.focus();
        worker.page().keyboard().insertText("\u202D+86 (0574) 8765 4321 转 801\u202C");
        worker.page().locator("#address-recipient").fill("王海生");
        worker.page().locator("#address-city").selectOption("330200");
        worker.page().locator("#address-district").selectOption("330203");
        worker.page().locator("#address-detail").fill("中山东路1号");
        worker.page().locator("#payer").selectOption("RECIPIENT");
        worker.press("下一步").sees(Tasks.CONFIRM_INFORMATION);
        assertThat(worker.form(Tasks.CONFIRM_INFORMATION)).containsText("0574-87654321 转 801");
        worker.wholePicture("360/typing-confirm");
        worker.press("上一步").sees(Tasks.CHOOSE_PICKUP);
        assertThat(phone).hasValue("0574-87654321转801");
        worker.press("下一步").sees(Tasks.CONFIRM_INFORMATION);
    }

    @Test
    void should_keep_a_signature_whole_when_the_phone_is_turned() throws IOException {
        Renewal renewal = filled("w11").choosesElectronic().confirms();
        Screen worker = screen(PHONE).logIn("w11");
        List<String> drawings = new ArrayList<>();
        worker.page().onRequest(request -> {
            if (request.url().endsWith("/draft") || request.url().endsWith("/completion")) {
                JsonNode sent = Browser.tree(request.postData());
                drawings.add(sent.at("/section/drawing").asText(""));
            }
        });
        worker.page().setViewportSize(800, 420);
        worker.openTask(taskOf(renewal, Tasks.SIGN_APPLICATION)).sees(Tasks.SIGN_APPLICATION);
        worker.sign();
        assertThat(worker.saved()).hasText(SAVED);
        BufferedImage before = picture(drawings.get(drawings.size() - 1));

        worker.page().setViewportSize(360, 760);
        worker.page()
                .waitForFunction("() => document.querySelector('.rw-pad canvas').getBoundingClientRect().width < 350");
        worker.page().locator(".rw-pad").scrollIntoViewIfNeeded();
        worker.picture("360/typing-signature-turned");
        worker.page().setViewportSize(800, 420);
        worker.page().setViewportSize(360, 760);
        strikes(worker, 0.1, 0.9, 0.3, 0.9);
        assertThat(worker.saved()).hasText(SAVED);
        strikes(worker, 0.7, 0.1, 0.9, 0.1);
        worker.press("提交");
        assertThat(worker.page().locator(".rw-closing")).containsText(renewal.number());

        BufferedImage after = picture(drawings.get(drawings.size() - 1));
        assertThat(ink(after)).as("nothing of the strokes is lost").isGreaterThan(ink(before));
        assertThat(after.getWidth()).isLessThanOrEqualTo(1000);
        assertThat(after.getHeight()).isLessThanOrEqualTo(1000);
        for (BufferedImage one : List.of(before, after)) {
            assertThat(touchesTheEdge(one)).isFalse();
        }
        assertThat(worker.errors()).isEmpty();
    }

    private static void strikes(Screen worker, double x, double y, double toX, double toY) {
        Locator pad = worker.page().locator(".rw-pad canvas");
        pad.scrollIntoViewIfNeeded();
        var box = pad.boundingBox();
        worker.page().mouse().move(box.x + box.width * x, box.y + box.height * y);
        worker.page().mouse().down();
        worker.page()
                .mouse()
                .move(
                        box.x + box.width * toX,
                        box.y + box.height * toY,
                        new com.microsoft.playwright.Mouse.MoveOptions().setSteps(6));
        worker.page().mouse().up();
    }

    private static BufferedImage picture(String drawing) throws IOException {
        return ImageIO.read(
                new ByteArrayInputStream(Base64.getDecoder().decode(drawing.substring(drawing.indexOf(',') + 1))));
    }

    private static boolean isDark(BufferedImage picture, int x, int y) {
        int rgb = picture.getRGB(x, y);
        return (rgb >> 16 & 0xFF) + (rgb >> 8 & 0xFF) + (rgb & 0xFF) < DARK;
    }

    private static int ink(BufferedImage picture) {
        int count = 0;
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                count += isDark(picture, x, y) ? 1 : 0;
            }
        }
        return count;
    }

    private static boolean touchesTheEdge(BufferedImage picture) {
        for (int x = 0; x < picture.getWidth(); x++) {
            if (isDark(picture, x, 0) || isDark(picture, x, picture.getHeight() - 1)) {
                return true;
            }
        }
        for (int y = 0; y < picture.getHeight(); y++) {
            if (isDark(picture, 0, y) || isDark(picture, picture.getWidth() - 1, y)) {
                return true;
            }
        }
        return false;
    }

    /** Composes as an input method does, presses Enter in the middle of it, and takes what was typed. */
    private static void composesAndEnds(Screen screen, Locator field, String keys) {
        field.fill("");
        field.focus();
        composes(screen, keys);
        sendsKeysOfTheMethod(field);
        commits(screen, keys);
    }

    private static void composes(Screen screen, String keys) {
        JsonObject composition = new JsonObject();
        composition.addProperty("text", keys);
        composition.addProperty("selectionStart", keys.length());
        composition.addProperty("selectionEnd", keys.length());
        method(screen).send("Input.imeSetComposition", composition);
    }

    private static void commits(Screen screen, String text) {
        JsonObject inserted = new JsonObject();
        inserted.addProperty("text", text);
        method(screen).send("Input.insertText", inserted);
    }

    private static CDPSession method(Screen screen) {
        Page page = screen.page();
        return page.context().newCDPSession(page);
    }

    /** What Chromium sends during a composition, and Safari behind it; with Ctrl, Tasklist would complete. */
    private static void sendsKeysOfTheMethod(Locator field) {
        field.evaluate("""
                field => {
                  for (const type of ['keydown', 'keypress', 'keyup']) {
                    for (const how of [{isComposing: true}, {keyCode: 229}, {isComposing: true, ctrlKey: true}]) {
                      field.dispatchEvent(new KeyboardEvent(type, {key: 'Enter', code: 'Enter', bubbles: true, cancelable: true, ...how}));
                    }
                  }
                }
                """);
    }

    private Renewal filled(String applicant) {
        return renewals.atForm(applicant).fillsTheForm(renewals.certificateOf(applicant, TestClock.START.plusDays(80)));
    }

    private static String taskOf(Renewal renewal, String element) {
        return renewal.task(element).getId();
    }
}
