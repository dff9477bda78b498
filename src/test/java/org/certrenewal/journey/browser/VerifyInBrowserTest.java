package org.certrenewal.journey.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.certrenewal.casefile.Direction;
import org.certrenewal.documents.PaperKind;
import org.certrenewal.documents.Papers;
import org.certrenewal.process.RenewalProcess.Tasks;
import org.certrenewal.stages.review.Acceptance;
import org.certrenewal.stages.review.Review;
import org.certrenewal.testing.PrintedCode;
import org.certrenewal.testing.Renewals;
import org.certrenewal.testing.Renewals.Renewal;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Scans a code, believes nothing, and compares; the holder has both papers on hand. */
class VerifyInBrowserTest extends BrowserTest {

    private static final String HOLDER = "w05";

    @Autowired
    private Papers papers;

    /** Returns the content of the printed code of a renewal that was just issued. */
    private URI issued() {
        Renewal renewal = renewals.submittedBy(HOLDER, renewals.certificateOf(HOLDER, TestClock.START.plusDays(80)));
        renewal.completes(
                "o01",
                Tasks.ACCEPT_APPLICATION,
                Direction.NEXT,
                new Acceptance(Acceptance.Answer.ACCEPT, null, null, null));
        Awaitility.await().until(() -> renewal.task(Tasks.REVIEW_APPLICATION) != null);
        renewal.completes(
                "o01",
                Tasks.REVIEW_APPLICATION,
                Direction.NEXT,
                new Review(Review.Verdict.APPROVE, null, null, Renewals.CONFIRMED));
        var pdf = Awaitility.await()
                .until(
                        () -> papers.of(renewal.number()).stream()
                                .filter(it -> it.kind() == PaperKind.CERTIFICATE_PDF)
                                .findFirst(),
                        java.util.Optional::isPresent)
                .orElseThrow();
        try {
            return URI.create(PrintedCode.on(papers.find(pdf.id()).orElseThrow().bytes()));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void should_check_the_signed_part_without_sending_it_and_say_when_it_disagrees() {
        URI code = issued();
        URI other = issued();
        Screen checker = screen(DESKTOP);
        Page page = checker.page();
        List<String> sent = new CopyOnWriteArrayList<>();
        page.onRequest(request -> sent.add(request.url() + " " + request.headers() + " " + request.postData()));

        checker.visit(code.getPath() + "#" + code.getFragment());
        assertThat(page.locator("[data-signed-part]")).containsText("由发证机关签发，证书编号和使用期与登记的一致");
        checker.wholePicture("1400/verify-signed");

        page.locator("#holder").fill("某某某");
        checker.press("核对");
        assertThat(page.locator("#holder-answer")).containsText("谨防假证");
        assertThat(page.locator("[data-signed-part]")).containsText("由发证机关签发");
        checker.wholePicture("1400/verify-differs");

        String signed = code.getFragment();
        for (String forged : List.of(
                signed.substring(0, signed.length() - 4) + "AAAA",
                signed.replace(".", ".A"),
                "CR1.abc",
                "CR9." + signed.substring(4))) {
            page.navigate("about:blank");
            checker.visit(code.getPath() + "#" + forged);
            assertThat(page.locator("[data-signed-part] [data-kind=error]")).containsText("谨防假证");
        }
        page.navigate("about:blank");
        checker.visit(code.getPath() + "#" + other.getFragment());
        assertThat(page.locator("[data-signed-part] [data-kind=error]")).containsText("与本页登记的不一致");
        page.navigate("about:blank");
        checker.visit("/verify/AAAAAAAAAAAAAAAAAAAAAA#" + signed);
        assertThat(page.locator("[data-signed-part] [data-kind=error]")).containsText("核验地址查不到");

        assertThat(sent).isNotEmpty().noneMatch(it -> it.split("#")[0].contains("CR1."));
        assertThat(sent).noneMatch(it -> it.replaceFirst("^\\S+", "").contains("CR1."));
        assertThat(checker.errors()).isEmpty();

        Screen phone = screen(PHONE, "en");
        phone.visit(code.getPath() + "#" + code.getFragment());
        assertThat(phone.page().locator("[data-signed-part]")).containsText("signed by the authority");
        phone.wholePicture("360/verify-signed-en");
    }

    @Test
    void should_have_both_papers_on_hand() {
        URI code = issued();
        Screen holder = screen(PHONE).logIn(HOLDER);
        holder.visit("/my/certificates");
        assertThat(holder.page().getByText("现行有效").first()).isVisible();
        assertThat(holder.page().getByText("已准予延续").first()).isVisible();
        holder.wholePicture("360/my-certificates-both");
        Page page = holder.page();
        page.setViewportSize(DESKTOP, 900);
        holder.wholePicture("1400/my-certificates-both");
        holder.visit(code.getPath());
        assertThat(page.locator(".rw-verdict")).containsText("接续原使用期");
    }
}
