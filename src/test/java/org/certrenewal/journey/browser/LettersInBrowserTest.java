package org.certrenewal.journey.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.awaitility.Awaitility;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.Direction;
import org.certrenewal.process.RenewalProcess.Tasks;
import org.certrenewal.stages.review.Acceptance;
import org.certrenewal.stages.review.Review;
import org.certrenewal.testing.Renewals.Renewal;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** Mends the words of a letter that an older version took, while the applicant sees that it comes. */
class LettersInBrowserTest extends BrowserTest {

    private static final String SMILE = "\uD83D\uDE00";

    @Autowired
    private CaseFiles cases;

    @Autowired
    private TransactionTemplate transaction;

    private Renewal underReview() {
        Renewal renewal = renewals.submittedBy("w05", renewals.certificateOf("w05", TestClock.START.plusDays(70)));
        renewal.completes(
                "o01",
                Tasks.ACCEPT_APPLICATION,
                Direction.NEXT,
                new Acceptance(Acceptance.Answer.ACCEPT, null, null, null));
        Awaitility.await().until(() -> renewal.task(Tasks.REVIEW_APPLICATION) != null);
        return renewal;
    }

    @Test
    void should_have_the_words_of_a_letter_mended() {
        Renewal renewal = underReview();
        Review decided = new Review(Review.Verdict.REJECT, "ground-education", "查无本年度继续教育的合格记录");
        transaction.executeWithoutResult(status -> {
            renewal.completes("o01", Tasks.REVIEW_APPLICATION, Direction.NEXT, decided);
            cases.save(
                    renewal.number(),
                    Review.SECTION,
                    new Review(decided.decision(), decided.ground(), decided.reasons() + SMILE),
                    true);
        });
        Screen officer = screen(DESKTOP).logIn("o02");
        Page page = officer.page();
        Locator letter = page.locator("article", new Page.LocatorOptions().setHasText(renewal.number()));
        page.waitForCondition(() -> {
            officer.visit("/office/letters");
            return letter.count() > 0;
        });
        assertThat(letter).containsText("不予延续决定书");
        assertThat(letter).containsText("文书中无法打印：" + SMILE + "(U+1F600)");
        officer.wholePicture("1400/office-letters");
        page.setViewportSize(PHONE, 760);
        officer.wholePicture("360/office-letters");
        page.setViewportSize(DESKTOP, 900);

        Screen worker = screen(DESKTOP).logIn("w05");
        worker.visit("/my/cases#" + renewal.number());
        Locator ofCase = worker.page().locator("#" + idOf(renewal));
        assertThat(ofCase).containsText("文书正在制作");
        worker.wholePicture("1400/letter-on-its-way");

        officer.visit("/");
        page.getByText("没有制作成功，请更正文字").first().click();
        letter.locator("textarea").fill("查无本年度继续教育的合格记录。\n请补办后再申请");
        letter.getByText("更正并重新制作").click();
        assertThat(page.getByText("已更正，决定不变")).isVisible();
        worker.page().waitForCondition(() -> {
            worker.page().reload();
            return ofCase.locator(".rw-papers").getByText("不予延续决定书").count() > 0;
        });
        assertThat(ofCase).not().containsText("文书正在制作");
        assertThat(officer.errors()).isEmpty();
        assertThat(worker.errors()).isEmpty();
    }

    /** A selector can't begin with a digit. */
    private static String idOf(Renewal renewal) {
        return "\\3" + renewal.number().charAt(0) + " " + renewal.number().substring(1);
    }
}
