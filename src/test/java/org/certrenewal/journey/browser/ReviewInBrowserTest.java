package org.certrenewal.journey.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.awaitility.Awaitility;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.Direction;
import org.certrenewal.casefile.Section;
import org.certrenewal.law.LawBook;
import org.certrenewal.law.RuleKey;
import org.certrenewal.law.adapters.Laws;
import org.certrenewal.process.RenewalProcess.Tasks;
import org.certrenewal.stages.review.Acceptance;
import org.certrenewal.stages.review.Review;
import org.certrenewal.testing.Renewals.Renewal;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Clicks what an officer meets at 审核 beside the decision itself. */
class ReviewInBrowserTest extends BrowserTest {

    @Autowired
    private CaseFiles cases;

    @Autowired
    private LawBook law;

    private Renewal underReview(String worker) {
        Renewal renewal = renewals.submittedBy(worker, renewals.certificateOf(worker, TestClock.START.plusDays(70)));
        renewal.completes(
                "o01",
                Tasks.ACCEPT_APPLICATION,
                Direction.NEXT,
                new Acceptance(Acceptance.Answer.ACCEPT, null, null, null));
        Awaitility.await().until(() -> renewal.task(Tasks.REVIEW_APPLICATION) != null);
        return renewal;
    }

    private Screen opens(Renewal renewal) {
        Screen officer = screen(DESKTOP).logIn("o01");
        officer.openTask(renewal.task(Tasks.REVIEW_APPLICATION).getId())
                .sees(Tasks.REVIEW_APPLICATION)
                .press("领取并办理");
        assertThat(officer.button("确认决定")).isVisible();
        return officer;
    }

    @Test
    void should_stop_the_clock_and_let_it_run_again() {
        Renewal renewal = underReview("w05");
        Screen officer = opens(renewal);
        Page page = officer.page();
        page.getByText("提请负责人延长办理期限").click();
        assertThat(page.getByText("还不能提请，最早提请日：")).isVisible();
        page.locator("summary", new Page.LocatorOptions().setHasText("暂停计算")).click();
        page.locator("[data-excluded=start]").click();
        assertThat(officer.summary()).containsText("请选择需要进行的程序");
        assertThat(officer.summary()).containsText("请写明具体理由");
        assertThat(officer.summary()).containsText("文件名称和编号");
        officer.wholePicture("1400/officer-stop-refused");

        page.locator("#excluded-purpose").selectOption("EXPERT_REVIEW");
        page.locator("#excluded-reason").fill("需要请专家评审塔式起重机的操作记录");
        page.locator("#excluded-document").fill("评审通知〔2026〕7号");
        page.locator("#excluded-days").fill("５");
        page.locator("[data-excluded=start]").click();
        Locator stopped = page.locator(".rw-tag", new Page.LocatorOptions().setHasText("正在暂停"));
        assertThat(stopped).isVisible();
        officer.wholePicture("1400/officer-stopped");
        onThePhone("o01", renewal, Tasks.REVIEW_APPLICATION).wholePicture("360/officer-stopped");
        page.locator("[data-excluded=stop]").click();
        assertThat(stopped).isHidden();
        assertThat(officer.errors()).isEmpty();
    }

    @Test
    void should_ask_why_a_ground_counts_that_the_check_disproves() {
        Renewal renewal = underReview("w05");
        Screen officer = opens(renewal);
        Page page = officer.page();
        page.locator("input[name=decision][value=REJECT]").check();
        Locator ground = page.locator("[name=ground]");
        ground.selectOption("violation-count");
        page.locator("[name=reasons]").fill("经查阅现场记录，申请人两年内违章操作三次");
        officer.button("确认决定").click();
        assertThat(officer.summary()).containsText("系统核查的结果与所选依据不符");
        Locator confirmation = page.locator("[name=confirmation]");
        assertThat(confirmation).isVisible();
        officer.wholePicture("1400/officer-against-findings");

        confirmation.fill("登记库尚未收到本市监督站九月报送的三次记录");
        officer.button("确认决定").click();
        page.waitForCondition(() -> renewal.file().decision().isPresent());
        assertThat(cases.section(renewal.number(), Review.SECTION).orElseThrow().confirmation())
                .isEqualTo("登记库尚未收到本市监督站九月报送的三次记录");
        assertThat(officer.errors()).isEmpty();
    }

    /** Outside the demonstration nobody can choose what no decision can stand on. */
    @Test
    void should_show_a_ground_that_nobody_has_verified_and_not_let_it_be_chosen() {
        Screen officer = opens(underReview("w05"));
        Page page = officer.page();
        page.locator("input[name=decision][value=REJECT]").check();
        page.evaluate("""
                async () => (await import('/renewal/binding.js')).fillOptions(document.querySelector('[name=ground]'), [
                  {code: 'true-statements', text: '隐瞒有关情况', article: '《中华人民共和国行政许可法》第七十八条', usable: true},
                  {code: 'ground-age', text: '超过年龄', article: '', usable: false}])
                """);
        assertThat(page.locator("[name=ground] option[value=true-statements]")).isEnabled();
        Locator unverified = page.locator("[name=ground] option[value=ground-age]");
        assertThat(unverified).isDisabled();
        assertThat(unverified).hasText("超过年龄　条文尚未核实，不能选用");
    }

    @Test
    void should_ask_the_supervisor_for_more_time_who_approves() {
        Renewal renewal = underReview("w05");
        TestClock.at(renewal.file().received().accepted().orElseThrow().plusDays(24));
        Screen officer = opens(renewal);
        Page page = officer.page();
        page.getByText("提请负责人延长办理期限").click();
        page.locator("[name='extension.reasons'], #extension-reasons").first().fill("需要向外省核实继续教育记录，尚未收到复函");
        officer.wholePicture("1400/officer-extension");
        page.getByText("提请延长，转交负责人").click();
        Awaitility.await().until(() -> renewal.task(Tasks.EXTEND_DECISION) != null);

        Screen supervisor = screen(DESKTOP).logIn("s01");
        supervisor
                .openTask(renewal.task(Tasks.EXTEND_DECISION).getId())
                .sees(Tasks.EXTEND_DECISION)
                .press("领取并办理");
        supervisor.page().locator("input[name=disposition][value=EXTEND]").check();
        Locator reasons = supervisor.page().locator("[name=reasons]");
        if (reasons.inputValue().isBlank()) {
            reasons.fill("需要向外省核实继续教育记录，尚未收到复函");
        }
        supervisor.wholePicture("1400/supervisor-extension");
        onThePhone("s01", renewal, Tasks.EXTEND_DECISION).wholePicture("360/supervisor-extension");
        supervisor.page().locator("[data-command=next]").click();
        Awaitility.await().until(() -> renewal.file().received().extended().isPresent());
        assertThat(officer.errors()).isEmpty();
        assertThat(supervisor.errors()).isEmpty();
    }

    /** Whoever is as old as the rules say enters this year's check-up; here they say so of everybody. */
    @Test
    void should_ask_for_the_check_up_where_the_rules_want_one() {
        LawBook.Edition shipped = law.inForce();
        law.replace(new LawBook.Edition(Laws.with(law.rules(), RuleKey.CHECKUP_AGE, "20"), law.calendar()));
        try {
            Renewal renewal = renewals.atForm("w05");
            String certificate = renewals.certificateOf("w05", TestClock.START.plusDays(70));
            Screen worker = screen(PHONE).logIn("w05");
            worker.openTask(renewal.task(Tasks.FILL_FORM).getId()).sees(Tasks.FILL_FORM);
            Page page = worker.page();
            assertThat(page.getByText("您的年龄需要每年体检一次，请填写最近一次体检。")).isVisible();
            worker.wholePicture("360/worker-check-up");
            worker.button("下一步").click();
            assertThat(worker.summary()).containsText("请填写最近一次体检的日期");
            assertThat(worker.summary()).containsText("请填写体检医院的全称");
            assertThat(certificate).isNotBlank();

            page.locator("[name='checkup.date']").fill("2026-03-02");
            page.locator("[name='checkup.hospital']").fill("宁波市第一医院");
            worker.button("保存草稿").click();
            Awaitility.await()
                    .untilAsserted(() -> assertThat(cases.section(renewal.number(), Section.FORM)
                                    .map(Section.RenewalForm::checkup))
                            .contains(new Section.RenewalForm.Checkup("2026-03-02", "宁波市第一医院")));
            assertThat(worker.errors()).isEmpty();
            renewal.withdraws();
        } finally {
            law.replace(shipped);
        }
    }

    private Screen onThePhone(String user, Renewal renewal, String element) {
        Screen phone = screen(PHONE).logIn(user);
        phone.openTask(renewal.task(element).getId()).sees(element);
        return phone;
    }
}
