package org.certrenewal.journey.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.regex.Pattern;
import org.certrenewal.registry.CertificateNumber;
import org.certrenewal.registry.CertificateStatus;
import org.certrenewal.registry.Certificates;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Plays two administrators who bring a register in, and the supervisor who looks at a difference. */
class ImportInBrowserTest extends BrowserTest {

    private static final String HEADS = "证书编号,身份证号,姓名,操作类别,初次领证日期,使用期起,使用期止,发证日期,证书状态,备注\n";

    @Autowired
    private Certificates certificates;

    private static String line(String number, String holder, String name, String trade) {
        LocalDate from = TestClock.START.minusDays(200);
        return String.join(
                        ",",
                        number,
                        holder,
                        name,
                        trade,
                        from.minusYears(2).toString(),
                        from.toString(),
                        from.plusYears(2).minusDays(1).toString(),
                        from.minusDays(2).toString(),
                        "有效",
                        "x")
                + "\n";
    }

    private static void send(Screen screen, String text) {
        screen.visit("/admin/import");
        screen.page()
                .locator("#register")
                .setInputFiles(new FilePayload("register.csv", "text/csv", text.getBytes(StandardCharsets.UTF_8)));
        screen.press("上传并试导");
        screen.page().waitForURL(Pattern.compile(".*/admin/import/[0-9a-f]{32}$"));
        assertThat(screen.page().locator("[data-import-live] .rw-tag")).hasText(Pattern.compile("试导完成.*"));
    }

    private String address(Screen screen) {
        return screen.page().url().replaceFirst("^https?://[^/]+", "");
    }

    @Test
    void should_bring_a_register_in_by_two_administrators_and_ask_the_supervisor() {
        Screen first = screen(DESKTOP).logIn("admin");
        send(
                first,
                HEADS
                        + line("浙B012024600001", "330203198503159914", "王海生", "建筑电工")
                        + line("浙B012024600002", "330203198503159913", "王海生", "建筑电工")
                        + line("浙B012024600003", "330106199008249929", "李?兰", "电工")
                        + line("浙B012024600004", "330106199008249929 ", "李秀兰", "建筑电工"));
        String run = address(first);
        looksWell(first, "1400/import-tried");
        assertThat(first.button("确认导入")).isHidden();
        for (int width : new int[] {PHONE, DESKTOP}) {
            Screen second = screen(width).logIn("admin2");
            second.visit("/admin/import");
            looksWell(second, width + "/import");
            second.visit(run);
            looksWell(second, width + "/import-run");
        }
        Screen second = screen(DESKTOP).logIn("admin2");
        second.visit(run);
        second.press("确认导入");
        confirm(second, "确认导入");
        assertThat(second.page().locator("[data-import-live] .rw-tag")).hasText("已导入");
        assertThat(certificates.withNumber(new CertificateNumber("浙B012024600001")))
                .isPresent();
        assertThat(certificates.withNumber(new CertificateNumber("浙B012024600002")))
                .isEmpty();

        String number = renewals.certificateOf("w01", TestClock.START.plusDays(80));
        renewals.submittedBy("w01", number);
        send(first, "证书编号,变更类型,变更日期\n" + number + ",暂扣," + TestClock.START + "\n");
        second.visit(address(first));
        second.press("确认导入");
        confirm(second, "确认导入");
        assertThat(second.page().locator("[data-import-live] .rw-tag")).hasText("已导入");
        for (int width : new int[] {PHONE, DESKTOP}) {
            Screen supervisor = screen(width).logIn("s01");
            supervisor.visit("/office/register");
            looksWell(supervisor, width + "/office-register");
        }
        Screen supervisor = screen(DESKTOP).logIn("s01");
        supervisor.visit("/office/register");
        supervisor.press("按导入的数据更新");
        confirm(supervisor, "更新");
        assertThat(supervisor.page().locator("[role=status]").first()).containsText("已按来源更新登记");
        assertThat(certificates
                        .withNumber(new CertificateNumber(number))
                        .orElseThrow()
                        .status())
                .isEqualTo(CertificateStatus.SUSPENDED);

        second.visit(run);
        second.press("收回这一批次");
        confirm(second, "收回");
        assertThat(second.page().locator("[data-import-live] .rw-tag")).hasText("已收回");
        assertThat(certificates.withNumber(new CertificateNumber("浙B012024600001")))
                .isEmpty();
        assertThat(first.errors()).isEmpty();
        assertThat(second.errors()).isEmpty();
    }

    private static void confirm(Screen screen, String yes) {
        screen.page()
                .locator("dialog")
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(yes).setExact(true))
                .click();
        screen.page().waitForLoadState();
    }

    private static void looksWell(Screen screen, String name) {
        screen.page().waitForLoadState();
        screen.wholePicture(name);
        ReachInBrowserTest.assertFits(screen, name);
        assertThat(ReachInBrowserTest.findings(screen, null)).as(name).isEmpty();
        assertThat(screen.errors()).isEmpty();
    }
}
