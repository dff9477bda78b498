package org.certrenewal.journey.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.CheckedNode;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.certrenewal.process.RenewalProcess.Tasks;
import org.certrenewal.testing.Renewals.Renewal;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at every page as axe does, at 200 % zoom, in large type and in English, and takes the time that pages need. */
class ReachInBrowserTest extends BrowserTest {

    private static final Logger log = LoggerFactory.getLogger(ReachInBrowserTest.class);

    /** What Tasklist itself does wrong and neither style nor script can mend: a rule and a selector a line. */
    private static final Path REVIEWED = Path.of("src/test/resources/accessibility/tasklist-findings.txt");

    private static final List<String> WCAG =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");
    private static final Set<String> SERIOUS = Set.of("serious", "critical");

    /** Nothing slides or fades any more: in the middle of a movement targets cover each other. */
    private static final String STILL = "() => document.getAnimations().every(animation => "
            + "animation.playState !== 'running' || animation.effect.getComputedTiming().endTime === Infinity)";

    /** Visits that warm the server up, and visits that count. */
    private static final int UNCOUNTED = 3;

    private static final int ROUNDS = 5;

    /** Twice as large on a window of 1400 px. */
    private static final int ZOOMED = 700;

    @Test
    void should_have_no_serious_finding_on_our_own_pages() {
        renewals.atForm("w02");
        Screen nobody = screen(DESKTOP);
        for (String path : List.of("/login", "/login?error", "/lookup")) {
            nobody.visit(path);
            assertThat(findings(nobody, null)).as(path).isEmpty();
        }
        for (int width : new int[] {DESKTOP, PHONE}) {
            Screen worker = screen(width).logIn("w02");
            for (String path :
                    List.of("/", "/my/cases", "/my/certificates", "/my/certificates/浙A022023000201", "/nowhere")) {
                worker.visit(path);
                assertThat(findings(worker, null)).as(path).isEmpty();
                assertFits(worker, path);
            }
        }
    }

    @Test
    void should_have_no_serious_finding_on_any_form() throws IOException {
        Set<String> shell = new TreeSet<>();
        Renewal applied = renewals.begunBy("w01");
        Screen worker = screen(DESKTOP).logIn("w01");
        inspect(worker, applied, Tasks.SEARCH_SERVICE, shell);
        applied.choosesTheService();
        inspect(worker, applied, Tasks.AUTHENTICATE_FACE, shell);
        applied.confirmsTheFace();
        inspect(worker, applied, Tasks.FILL_FORM, shell);
        applied.fillsTheForm("浙B012023000123");
        inspect(worker, applied, Tasks.CHOOSE_PICKUP, shell);
        worker.page().locator("input[value=POST]").check();
        worker.page().locator("form [data-command=next]").click();
        assertThat(worker.summary()).isVisible();
        assertThat(findings(worker, "form.renewal-form")).as("refused").isEmpty();
        applied.choosesPost();
        inspect(worker, applied, Tasks.CONFIRM_INFORMATION, shell);
        applied.confirms();
        inspect(worker, applied, Tasks.SIGN_APPLICATION, shell);
        worker.sign().press("提交");
        assertThat(worker.page().locator(".rw-closing")).isVisible();
        assertThat(findings(worker, ".rw-closing")).isEmpty();

        Screen officer = screen(DESKTOP).logIn("o01");
        officer.visit("/camunda/app/tasklist/default/");
        assertThat(officer.page().locator("[cam-tasks] li.task").first()).isVisible();
        shell.addAll(findings(officer, null));
        inspect(officer, applied, Tasks.ACCEPT_APPLICATION, shell);
        officer.press("领取并办理");
        officer.page().locator("input[value=CORRECT]").check();
        officer.page().locator(".rw-correction input").first().check();
        assertThat(findings(officer, "form.renewal-form")).as("correct").isEmpty();
        officer.page().locator(".rw-correction textarea").first().fill("与继续教育记录不一致，请核对后重新填写");
        officer.page().locator("form [data-command=next]").click();
        assertThat(officer.page().locator(".rw-closing")).isVisible();
        org.awaitility.Awaitility.await().until(() -> applied.task(Tasks.CORRECT_APPLICATION) != null);
        inspect(worker, applied, Tasks.CORRECT_APPLICATION, shell);
        worker.wholePicture("1400/07-correct");

        List<String> reviewed = Files.readAllLines(REVIEWED).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
        assertThat(shell).isSubsetOf(reviewed);
    }

    @Test
    void should_stay_usable_at_twice_the_size() {
        Renewal renewal = renewals.atForm("w12");
        Screen worker = screen(ZOOMED).logIn("w12");
        worker.openTask(renewal.task(Tasks.FILL_FORM).getId()).sees(Tasks.FILL_FORM);
        assertFits(worker, "form at 200 %");
        worker.wholePicture("zoom-200-form");
        worker.press("大字版");
        assertThat(worker.page().locator("html[data-type=large]")).hasCount(1);
        assertFits(worker, "large type at 200 %");
        worker.picture("zoom-200-large-type");
        Screen phone = screen(PHONE).logIn("w12");
        phone.openTask(renewal.task(Tasks.FILL_FORM).getId()).sees(Tasks.FILL_FORM);
        assertFits(phone, "form on a phone");
        phone.press("大字版");
        phone.wholePicture("360/large-type");
        assertFits(phone, "large type on a phone");
    }

    @Test
    void should_speak_English_to_who_asks_for_it() {
        Renewal renewal = renewals.atForm("w16");
        Screen worker = screen(DESKTOP, "en-US").logIn("w16");
        worker.openTask(renewal.task(Tasks.FILL_FORM).getId()).sees(Tasks.FILL_FORM);
        assertThat(worker.button("Next")).isVisible();
        assertThat(worker.button("Save draft")).isVisible();
        worker.picture("1400/english");
    }

    @Test
    void should_tell_how_long_pages_take() {
        Renewal renewal = renewals.atForm("w11");
        String form = "/camunda/app/tasklist/default/#/?task="
                + renewal.task(Tasks.FILL_FORM).getId();
        Map<String, List<Long>> times = new LinkedHashMap<>();
        for (int round = -UNCOUNTED; round < ROUNDS; round++) {
            Screen worker = stopwatch().logIn("w11");
            for (String path : List.of("/my/cases", "/my/certificates", form, "/")) {
                for (String visit : List.of("first", "again")) {
                    long time = load(worker, path);
                    if (round >= 0) {
                        times.computeIfAbsent(
                                        path.replaceFirst("=.*", "=…") + " opened " + visit, key -> new ArrayList<>())
                                .add(time);
                    }
                }
            }
            worker.close();
        }
        times.forEach((visit, taken) -> log.info(
                "measured: {}, {} times: median {} ms, longest {} ms (at most 1500)",
                visit,
                ROUNDS,
                taken.stream().sorted().toList().get(ROUNDS / 2),
                Collections.max(taken)));
    }

    /** Returns how long a page takes until a person can use it, in milliseconds, by the browser's own timing. */
    private static long load(Screen screen, String path) {
        screen.visit("/verify").visit(path);
        String ready = "() => performance.getEntriesByType('navigation')[0].loadEventEnd";
        if (path.contains("/tasklist/")) {
            screen.sees(Tasks.FILL_FORM);
            ready = "() => performance.getEntriesByName('renewal-form-ready')[0].startTime";
        }
        return ((Number) screen.page().evaluate(ready)).longValue();
    }

    /** Inspects the form alone, where nothing is forgiven, then all of Tasklist around it. */
    private static void inspect(Screen screen, Renewal renewal, String element, Set<String> shell) {
        screen.openTask(renewal.task(element).getId()).sees(element);
        assertThat(findings(screen, "form.renewal-form")).as(element).isEmpty();
        shell.addAll(findings(screen, null));
    }

    static void assertFits(Screen screen, String what) {
        Object widest = screen.page().evaluate("() => document.documentElement.scrollWidth - innerWidth");
        assertThat((int) widest).as("pixels too wide: " + what).isLessThanOrEqualTo(1);
    }

    /** Returns the serious findings, each as its rule and the place. */
    static List<String> findings(Screen screen, String within) {
        Page page = screen.page();
        page.waitForLoadState();
        page.waitForFunction(STILL);
        AxeBuilder axe = new AxeBuilder(page).withTags(WCAG).setLegacyMode(true);
        if (within != null) {
            axe.include(within);
        }
        return axe.analyze().getViolations().stream()
                .filter(rule -> SERIOUS.contains(rule.getImpact()))
                .flatMap(ReachInBrowserTest::places)
                .distinct()
                .toList();
    }

    private static Stream<String> places(Rule rule) {
        return rule.getNodes().stream().map(CheckedNode::getTarget).map(target -> rule.getId() + " " + target);
    }
}
