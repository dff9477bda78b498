package org.certrenewal.notices.outside;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.certrenewal.notices.outside.MailLayout.Part;
import org.certrenewal.registry.adapters.ReferenceFiles;
import org.certrenewal.registry.reference.Office;
import org.certrenewal.seeds.SeedFolder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Draws mails as readers show them, on a desk and on a telephone, and looks that nothing sticks out. */
@Tag("browser")
class MailPicturesTest {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path PICTURES = Path.of("target/mails");

    @Test
    void should_fit_a_desk_and_a_telephone() throws IOException {
        org.junit.jupiter.api.Assumptions.assumeTrue(Files.exists(CHROMIUM));
        Files.createDirectories(PICTURES);
        MailLayout layout = MessageTextsTest.layout();
        Office office =
                ReferenceFiles.offices(SeedFolder.packaged()).withCode("330200").orElseThrow();
        MailAddress to = new MailAddress("worker@example.com");
        Map<String, Mail> mails = Map.of(
                "letter",
                layout.lay(
                        "a",
                        to,
                        "letter",
                        List.of(layout.part("您的办件 R2026090100001 有新文书：行政许可受理通知书", "/my/cases#R2026090100001")),
                        "",
                        Optional.of(office)),
                "digest",
                layout.lay(
                        "b",
                        to,
                        "digest",
                        List.of(
                                layout.part("办件 R2026090100001 至2026年9月8日止应告知是否受理", "/camunda/app/tasklist/default/"),
                                layout.part("办件 R2026090100002 在受理期限内未答复，自收到申请之日起视为受理", "/office/tasks")),
                        "还有 3 条，请登录后查看",
                        Optional.empty()),
                "confirm",
                layout.lay(
                        "c",
                        to,
                        "confirm-mail",
                        List.of(new Part("有人在本系统把这个邮箱填作接收通知的地址。", "/my/notifications?code=" + "x".repeat(43), "确认邮箱")),
                        "",
                        Optional.empty()));
        try (Playwright playwright = Playwright.create(
                        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                com.microsoft.playwright.Browser browser = playwright
                        .chromium()
                        .launch(new BrowserType.LaunchOptions()
                                .setExecutablePath(CHROMIUM)
                                .setArgs(List.of("--no-sandbox")))) {
            for (int width : List.of(1400, 360)) {
                Page page = browser.newPage();
                page.setViewportSize(width, 800);
                for (Map.Entry<String, Mail> mail : mails.entrySet()) {
                    page.setContent(mail.getValue().html());
                    assertThat(page.evaluate("document.documentElement.scrollWidth"))
                            .as(mail.getKey() + " at " + width)
                            .isEqualTo(width);
                    page.screenshot(new Page.ScreenshotOptions()
                            .setFullPage(true)
                            .setPath(PICTURES.resolve(mail.getKey() + "-" + width + ".png")));
                }
                page.close();
            }
        }
    }
}
