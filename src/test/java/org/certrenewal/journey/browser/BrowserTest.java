package org.certrenewal.journey.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.certrenewal.testing.Renewals;
import org.certrenewal.testing.TestClock;
import org.certrenewal.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;

/** Drives a real Chromium against the whole application; one server and one browser for the class. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "renewal.data=target/test-data-${renewal.test.fork:1}")
@ActiveProfiles("demo")
@AutoConfigureMockMvc
@Import(Renewals.class)
@ContextConfiguration(initializers = TestDatabase.class)
@NeedsChromium
@DirtiesContext
abstract class BrowserTest {

    static final int DESKTOP = 1400;
    static final int PHONE = 360;

    private static final List<String> FLAGS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private static Playwright playwright;
    private static Browser browser;

    @LocalServerPort
    int port;

    @Autowired
    Renewals renewals;

    private final List<Screen> screens = new ArrayList<>();

    @BeforeAll
    static void launch() {
        TestClock.runFromStart();
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Path chromium = NeedsChromium.Condition.chromium().orElse(Path.of("/usr/bin/chromium"));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium)
                        .setArgs(FLAGS));
        PlaywrightAssertions.setDefaultAssertionTimeout(120_000);
    }

    @AfterAll
    static void quit() {
        if (playwright != null) {
            playwright.close();
        }
    }

    @AfterEach
    void closeScreens() {
        screens.forEach(Screen::close);
        screens.clear();
    }

    /** Opens a browser of one's own. */
    Screen screen(int width) {
        return screen(width, "zh-CN");
    }

    Screen screen(int width, String language) {
        BrowserContext context = context(width, language);
        // What says "due in 3 days" must say so by the server's clock.
        context.clock().setSystemTime(ClockUtil.getCurrentTime());
        return screen(context);
    }

    /** Opens a browser with a clock of its own, which alone can tell how long a page takes. */
    Screen stopwatch() {
        return screen(context(DESKTOP, "zh-CN"));
    }

    private Screen screen(BrowserContext context) {
        Screen screen = new Screen(context, "http://localhost:" + port);
        screens.add(screen);
        return screen;
    }

    private static BrowserContext context(int width, String language) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setLocale(language)
                .setTimezoneId("Asia/Shanghai")
                .setAcceptDownloads(true)
                .setReducedMotion(ReducedMotion.REDUCE)
                .setHasTouch(width < 500)
                .setViewportSize(width, width < 500 ? 760 : 900));
        context.setDefaultTimeout(120_000);
        return context;
    }
}
