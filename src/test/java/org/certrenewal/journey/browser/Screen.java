package org.certrenewal.journey.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Is one person's browser window, used as people use it: by labels and buttons, with mouse and keyboard. */
final class Screen implements AutoCloseable {

    private static final Path PICTURES = Path.of("target/screenshots");

    private final BrowserContext context;
    private final Page page;
    private final String base;
    private final List<String> errors = new ArrayList<>();

    Screen(BrowserContext context, String base) {
        this.context = context;
        this.base = base;
        this.page = context.newPage();
        page.onPageError(errors::add);
    }

    Page page() {
        return page;
    }

    BrowserContext context() {
        return context;
    }

    /** Returns what scripts threw. */
    List<String> errors() {
        return errors;
    }

    /** Opens a second window of the same browser. */
    Screen window() {
        return new Screen(context, base);
    }

    Screen visit(String path) {
        page.navigate(base + path);
        return this;
    }

    Screen logIn(String user) {
        visit("/login");
        page.locator("#username").fill(user);
        page.locator("#password").fill("demo");
        page.locator("form[data-login] button[type=submit]").click();
        assertThat(page).hasURL(Pattern.compile(".*/(\\?continue)?$"));
        return this;
    }

    Screen press(String name) {
        button(name).click();
        return this;
    }

    /** Finds a button of a page or form; the cards of Tasklist's list have some of the same name. */
    Locator button(String name) {
        return page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(name).setExact(true))
                .and(page.locator(":not([cam-tasks] *)"))
                .first();
    }

    Locator form(String element) {
        return page.locator("form[data-element=" + element + "]");
    }

    /** Waits until a form stands open and filled. */
    Screen sees(String element) {
        try {
            assertThat(form(element).locator("[data-body]")).isVisible();
        } catch (AssertionError unseen) {
            picture("failed-" + element);
            throw new AssertionError("at " + page.url() + ", scripts threw " + errors, unseen);
        }
        return this;
    }

    Screen openTask(String taskId) {
        visit("/camunda/app/tasklist/default/#/?task=" + taskId);
        return this;
    }

    Locator saved() {
        return page.locator("[data-saved]");
    }

    Locator summary() {
        return page.locator("[data-problems] [role=alert]");
    }

    /** Draws a signature with the mouse. */
    Screen sign() {
        Locator pad = page.locator(".rw-pad canvas");
        pad.scrollIntoViewIfNeeded();
        BoundingBox box = pad.boundingBox();
        double[][] strokes = {
            {0.2, 0.35, 0.5, 0.3}, {0.35, 0.2, 0.32, 0.75}, {0.55, 0.4, 0.8, 0.35}, {0.66, 0.25, 0.6, 0.8}
        };
        for (double[] stroke : strokes) {
            page.mouse().move(box.x + box.width * stroke[0], box.y + box.height * stroke[1]);
            page.mouse().down();
            page.mouse()
                    .move(
                            box.x + box.width * stroke[2],
                            box.y + box.height * stroke[3],
                            new com.microsoft.playwright.Mouse.MoveOptions().setSteps(6));
            page.mouse().up();
        }
        return this;
    }

    /** Keeps a picture of the window, once its images are there. */
    Screen picture(String name) {
        page.waitForFunction("() => [...document.images].every(image => image.complete)");
        page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
        return this;
    }

    /** Keeps a picture of all that can be scrolled to. */
    Screen wholePicture(String name) {
        var size = page.viewportSize();
        int height = (int) page.evaluate("""
                () => {
                  const scrolls = it => /auto|scroll/.test(getComputedStyle(it).overflowY)
                    && it.clientHeight > 200 && !it.closest('.rw');
                  const hidden = [...document.querySelectorAll('body *')].filter(scrolls)
                    .map(it => it.scrollHeight - it.clientHeight);
                  window.scrollTo(0, 0);
                  return Math.max(document.documentElement.scrollHeight, innerHeight + Math.max(0, ...hidden));
                }
                """);
        if (height > size.height) {
            page.setViewportSize(size.width, Math.min(height, 5000));
            page.evaluate("() => document.querySelectorAll('*').forEach(it => (it.scrollTop = 0))");
        }
        picture(name);
        if (height > size.height) {
            page.setViewportSize(size.width, size.height);
        }
        return this;
    }

    @Override
    public void close() {
        context.close();
    }
}
