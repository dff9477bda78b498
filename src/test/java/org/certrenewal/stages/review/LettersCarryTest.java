package org.certrenewal.stages.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.util.Matrix;
import org.apache.pdfbox.util.Vector;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Job;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.CaseStatus;
import org.certrenewal.casefile.Direction;
import org.certrenewal.casefile.People;
import org.certrenewal.documents.ListedPaper;
import org.certrenewal.documents.PaperKind;
import org.certrenewal.documents.Papers;
import org.certrenewal.documents.Typeface;
import org.certrenewal.notices.Notices;
import org.certrenewal.process.RenewalProcess.Tasks;
import org.certrenewal.registry.PersonName;
import org.certrenewal.testing.Intruder;
import org.certrenewal.testing.RenewalTest;
import org.certrenewal.testing.Renewals;
import org.certrenewal.testing.Renewals.Renewal;
import org.certrenewal.testing.TestClock;
import org.certrenewal.typed.Prose;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** No decision is made that no letter can carry; and should a letter fail all the same, its words are mended. */
@RenewalTest
class LettersCarryTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OFFICER = "o01";
    private static final String SMILE = "\uD83D\uDE00";
    private static final String EXTENSION_G = "\uD883\uDEDE";
    private static final String ENGINE = "/camunda/api/engine/engine/default";
    private static final int IN_A_TEXT = 430;

    @LocalServerPort
    private int port;

    @Autowired
    private Renewals renewals;

    @Autowired
    private CaseFiles cases;

    @Autowired
    private People people;

    @Autowired
    private Papers papers;

    @Autowired
    private Notices notices;

    @Autowired
    private ManagementService management;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private IdentityService identity;

    @Autowired
    private JdbcClient jdbc;

    private final List<Renewal> begun = new ArrayList<>();
    private People.Person worker;

    @BeforeEach
    void begin() {
        TestClock.atStart();
        worker = people.withUserId("w01");
    }

    @AfterEach
    void end() {
        people.put(worker);
        begun.stream()
                .filter(renewal -> !renewal.isOver())
                .forEach(renewal -> runtime.deleteProcessInstance(renewal.instanceId(), "test"));
        TestClock.atStart();
    }

    private Renewal submitted() {
        Renewal renewal = renewals.submittedBy("w01", renewals.certificateOf("w01", TestClock.START.plusDays(80)));
        begun.add(renewal);
        return renewal;
    }

    private Renewal submittedBy(String name) {
        people.put(new People.Person("w01", PersonName.of(name), worker.idNumber()));
        return submitted();
    }

    private Intruder.Answer completes(Renewal renewal, String user, String element, Map<String, ?> section) {
        Intruder browser = Intruder.of(user, port);
        String task = "/api/tasks/" + renewal.task(element).getId();
        browser.post(task + "/claim", "");
        return browser.post(
                task + "/completion",
                json(Map.of("version", renewal.file().version(), "direction", "next", "section", section)));
    }

    private static String json(Object body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertRefused(Intruder.Answer answer, String field, String... words) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(422);
        try {
            JsonNode error = JSON.readTree(answer.body()).at("/errors/0");
            assertThat(error.get("field").asText()).isEqualTo(field);
            assertThat(error.get("message").asText()).contains(words);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads what stands in a stored letter, glyph by glyph. */
    private String letter(Renewal renewal, PaperKind kind) {
        ListedPaper paper = papers.of(renewal.number()).stream()
                .filter(it -> it.kind() == kind)
                .findFirst()
                .orElseThrow();
        StringBuilder written = new StringBuilder();
        try (PDDocument document =
                Loader.loadPDF(papers.find(paper.id()).orElseThrow().bytes())) {
            new PDFTextStripper() {
                @Override
                protected void showGlyph(Matrix matrix, PDFont font, int code, Vector displacement) throws IOException {
                    written.append(font.toUnicode(code));
                }
            }.getText(document);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return written.toString();
    }

    @Test
    void should_lay_out_what_was_typed_in_lines() {
        Renewal rejected = submitted().isAccepted(OFFICER);
        assertThat(completes(
                                rejected,
                                OFFICER,
                                Tasks.REVIEW_APPLICATION,
                                Map.of(
                                        "decision",
                                        "REJECT",
                                        "ground",
                                        "ground-education",
                                        "reasons",
                                        "\uFEFF查无本年度继续教育的合格记录。\r\n\t1.\u2009请补办\u200B；\r\n2. 再申请\uFE0F\n"))
                        .status())
                .isEqualTo(200);
        assertThat(cases.section(rejected.number(), Review.SECTION)
                        .orElseThrow()
                        .reasons())
                .isEqualTo("查无本年度继续教育的合格记录。\n 1. 请补办；\n2. 再申请");
        rejected.runsItsJobs();
        assertThat(letter(rejected, PaperKind.REJECTION)).contains("查无本年度继续教育的合格记录。1. 请补办；2. 再申请。");
        assertThat(rejected.isOver()).isTrue();

        Renewal corrected = submitted();
        assertThat(completes(
                                corrected,
                                OFFICER,
                                Tasks.ACCEPT_APPLICATION,
                                Map.of(
                                        "decision",
                                        "CORRECT",
                                        "corrections",
                                        List.of(Map.of("field", "pickup", "reason", "收件地址不完整：\n1. 请写明门牌号"))))
                        .status())
                .isEqualTo(200);
        corrected.runsItsJobs();
        assertThat(letter(corrected, PaperKind.CORRECTION)).contains("收件地址不完整：1. 请写明门牌号。");
        assertThat(corrected.openTasks()).containsExactly(Tasks.CORRECT_APPLICATION);
    }

    @Test
    void should_refuse_at_its_field_what_cannot_be_printed() {
        String reasons = "查无本年度继续教育的合格记录" + SMILE + "\uE000";
        Renewal renewal = submitted();
        assertRefused(
                completes(
                        renewal,
                        OFFICER,
                        Tasks.ACCEPT_APPLICATION,
                        Map.of("decision", "REFUSE", "ground", "holder-only", "reasons", reasons)),
                "reasons",
                SMILE + "(U+1F600)",
                "(U+E000)");
        assertRefused(
                completes(
                        renewal,
                        OFFICER,
                        Tasks.ACCEPT_APPLICATION,
                        Map.of(
                                "decision",
                                "CORRECT",
                                "corrections",
                                List.of(
                                        Map.of("field", "form.region", "reason", "与继续教育记录不一致，请核对后重新填写"),
                                        Map.of("field", "pickup", "reason", reasons)))),
                "corrections.1.reason",
                "(U+1F600)");
        assertThat(renewal.file().status()).isEqualTo(CaseStatus.SUBMITTED);

        renewal.isAccepted(OFFICER);
        assertRefused(
                completes(
                        renewal,
                        OFFICER,
                        Tasks.REVIEW_APPLICATION,
                        Map.of("decision", "REJECT", "ground", "ground-education", "reasons", reasons)),
                "reasons",
                "(U+1F600)");
        Intruder officer = Intruder.of(OFFICER, port);
        String task = "/api/tasks/" + renewal.task(Tasks.REVIEW_APPLICATION).getId();
        assertRefused(
                officer.post(
                        task + "/excluded-time",
                        json(Map.of(
                                "version",
                                renewal.file().version(),
                                "purpose",
                                "TEST",
                                "reason",
                                reasons,
                                "document",
                                "委托书〔2026〕7号",
                                "workingDays",
                                5))),
                "excludedReason",
                "(U+1F600)");
        // Each may be two UTF-16 units, and how long it takes is written behind it.
        assertThat(officer.post(
                                task + "/excluded-time",
                                json(Map.of(
                                        "version",
                                        renewal.file().version(),
                                        "purpose",
                                        "EXPERT_REVIEW",
                                        "reason",
                                        "需要请专家评审塔式起重机的操作记录".repeat(14),
                                        "document",
                                        "评审通知〔2026〕7号",
                                        "workingDays",
                                        5)))
                        .status())
                .isEqualTo(200);
        assertThat(renewal.file().status()).isEqualTo(CaseStatus.ACCEPTED);

        Renewal late = submitted()
                .isAccepted(OFFICER)
                .livesUntil(TestClock.START.plusDays(27))
                .proposesExtension(OFFICER);
        assertRefused(
                completes(late, "s01", Tasks.EXTEND_DECISION, Map.of("disposition", "EXTEND", "reasons", reasons)),
                "reasons",
                "(U+1F600)");
    }

    @Test
    void should_refuse_it_on_the_engines_own_way_too() {
        Renewal renewal = submitted().isAccepted(OFFICER);
        Intruder officer = Intruder.of(OFFICER, port);
        String task = renewal.task(Tasks.REVIEW_APPLICATION).getId();
        officer.post("/api/tasks/" + task + "/claim", "");
        assertThat(officer.put(
                                "/api/tasks/" + task + "/draft",
                                json(Map.of(
                                        "version",
                                        renewal.file().version(),
                                        "section",
                                        Map.of(
                                                "decision",
                                                "REJECT",
                                                "ground",
                                                "ground-education",
                                                "reasons",
                                                "查无本年度继续教育的合格记录" + SMILE))))
                        .status())
                .isEqualTo(200);
        Intruder.Answer answer = officer.post(ENGINE + "/task/" + task + "/submit-form", "{\"variables\":{}}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("(U+1F600)");
        assertThat(renewal.file().status()).isEqualTo(CaseStatus.ACCEPTED);

        // What an older version took as a draft: lines, and what nobody sees.
        cases.save(
                renewal.number(),
                Review.SECTION,
                new Review(Review.Verdict.REJECT, "ground-education", "查无本年度继续教育的合格记录。\r\n\u200B请补办"),
                false);
        assertThat(officer.post(ENGINE + "/task/" + task + "/submit-form", "{\"variables\":{}}")
                        .status())
                .isEqualTo(204);
        renewal.runsItsJobs();
        assertThat(letter(renewal, PaperKind.REJECTION)).contains("查无本年度继续教育的合格记录。请补办。");
    }

    @Test
    void should_print_a_name_of_extension_B() {
        Renewal renewal = submittedBy("田\uD849\uDE50");
        assertThat(completes(renewal, OFFICER, Tasks.ACCEPT_APPLICATION, Map.of("decision", "ACCEPT"))
                        .status())
                .isEqualTo(200);
        renewal.runsItsJobs();
        assertThat(letter(renewal, PaperKind.ACCEPTANCE)).contains("田\uD849\uDE50（公民身份号码");
        assertThat(renewal.openTasks()).containsExactly(Tasks.REVIEW_APPLICATION);
        renewal.isApproved(OFFICER);
        assertThat(letter(renewal, PaperKind.CERTIFICATE_PDF)).contains("田\uD849\uDE50");
    }

    @Test
    void should_stop_a_name_that_no_font_holds_before_it_is_accepted() {
        Renewal renewal = submittedBy("田" + EXTENSION_G);
        assertRefused(
                completes(renewal, OFFICER, Tasks.ACCEPT_APPLICATION, Map.of("decision", "ACCEPT")),
                "decision",
                EXTENSION_G + "(U+30EDE)",
                "renewal.fonts");
        assertThat(renewal.openTasks()).containsExactly(Tasks.ACCEPT_APPLICATION);

        // Silence accepts all the same, and renews; only the certificate waits for a font.
        renewal.livesUntil(TestClock.START.plusDays(14));
        assertThat(renewal.openTasks()).containsExactly(Tasks.REVIEW_APPLICATION);
        assertThat(letter(renewal, PaperKind.ACCEPTANCE)).contains("田〔U+30EDE〕（公民身份号码", "视为受理");
        assertThatThrownBy(() -> renewal.livesUntil(TestClock.START.plusDays(81)))
                .hasMessageContaining("姓名中有1个无法打印的字符");
        assertThat(renewal.file().decision()).hasValue(CaseFile.Decision.DEEMED_RENEWED);
        assertThat(letter(renewal, PaperKind.APPROVAL)).contains("田〔U+30EDE〕", "视为准予延续");
        TestClock.pass(Duration.ofHours(2));
        renewal.isHeldBy("田野").runsItsJobs();
        assertThat(renewal.file().issuedOn()).isPresent();
    }

    @Test
    void should_have_the_words_mended_while_the_decision_stands() {
        Renewal renewal = stuck("查无本年度继续教育的合格记录" + SMILE);
        assertThat(notices.of(List.of("officers-330200"), 100_000))
                .anyMatch(notice -> notice.text().contains(renewal.number())
                        && notice.text().contains("不予延续决定书有打印不了的字")
                        && "/office/letters".equals(notice.href()));

        // The applicant sees that it comes.
        assertThat(Intruder.of("w01", port).get("/my/cases").body()).contains("文书正在制作");

        // Others don't see it.
        String path = "/office/letters/" + renewal.number();
        Map<String, String> good = Map.of(
                "letter", "Task_IssueDecisionLetter",
                "field", "review.reasons",
                "words", "\u200B查无本年度继续教育的合格记录。\r\n请补办后再申请");
        for (String foreign : List.of("o11", "s11")) {
            Intruder other = Intruder.of(foreign, port);
            assertThat(other.get("/office/letters").body()).doesNotContain(renewal.number());
            assertThat(other.form(path, good).status()).as(foreign).isEqualTo(404);
        }
        identity.createMembership("w01", "officers-330200");
        try {
            Intruder own = Intruder.of("w01", port);
            assertThat(own.get("/office/letters").body()).doesNotContain(renewal.number());
            assertThat(own.form(path, good).status()).as("the own case").isEqualTo(404);
        } finally {
            identity.deleteMembership("w01", "officers-330200");
        }
        for (String nobody : List.of("w01", "c01", "a01", "admin")) {
            assertThat(Intruder.of(nobody, port).form(path, good).status())
                    .as(nobody)
                    .isEqualTo(403);
        }
        assertThat(versions(renewal)).isZero();

        // An officer mends it, at the second try.
        Intruder officer = Intruder.of("o02", port);
        assertThat(officer.get("/office/letters").body())
                .contains(renewal.number(), "不予延续决定书", "文书中无法打印：" + SMILE + "(U+1F600)");
        Intruder.Answer refused = officer.form(
                path,
                Map.of(
                        "letter",
                        "Task_IssueDecisionLetter",
                        "field",
                        "review.reasons",
                        "words",
                        "查无本年度继续教育的合格记录\uD83D\uDE01"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).contains("(U+1F601)", "合格记录\uD83D\uDE01</textarea>");
        assertThat(officer.form(path, Map.of("letter", "Task_IssueDecisionLetter", "field", "x", "words", "一二三四五六七八九十"))
                        .status())
                .isEqualTo(404);
        Intruder.Answer mended = officer.form(path, good);
        assertThat(mended.status()).isEqualTo(302);

        renewal.runsItsJobs();
        assertThat(letter(renewal, PaperKind.REJECTION)).contains("查无本年度继续教育的合格记录。请补办后再申请。");
        assertThat(renewal.isOver()).isTrue();
        assertThat(renewal.file().status()).isEqualTo(CaseStatus.REJECTED);
        assertThat(cases.section(renewal.number(), Review.SECTION).orElseThrow().reasons())
                .as("the decided words")
                .endsWith(SMILE);
        assertThat(versions(renewal)).isOne();
        assertThat(jdbc.sql("select content from letter_text where case_number = ?")
                        .param(renewal.number())
                        .query(String.class)
                        .single())
                .as("sealed")
                .doesNotContain("合格记录");
        assertThat(cases.events(renewal.number()))
                .anyMatch(event ->
                        event.kind().equals("letter-mended") && event.actor().equals("o02"));
        assertThat(jdbc.sql("select detail from audit_entry where chain = ? and deed = 'wrote-anew'")
                        .param(renewal.number())
                        .query(String.class)
                        .single())
                .isEqualTo("review.reasons");
        assertThat(officer.get("/office/letters").body()).doesNotContain(renewal.number());
        assertThat(Intruder.of("w01", port).get("/my/cases").body()).doesNotContain("文书正在制作");
    }

    @Test
    void should_mend_each_reason_of_a_correction_and_show_the_applicant_the_new_words() {
        Renewal renewal = submitted();
        renewal.completes(
                OFFICER, Tasks.ACCEPT_APPLICATION, Direction.NEXT, correction("与继续教育记录不一致，请核对后重新填写", "收件地址不完整，请写明门牌号"));
        cases.save(
                renewal.number(),
                Acceptance.SECTION,
                correction("与继续教育记录不一致，请核对后重新填写" + SMILE, "收件地址不完整，请写明门牌号\uE000"),
                true);
        failsForGood(renewal);
        Intruder officer = Intruder.of(OFFICER, port);
        for (Map.Entry<String, String> words : Map.of(
                        "form.region", "与继续教育记录不一致：\n1. 请核对；\n2. 重新填写",
                        "pickup", "收件地址不完整，请写明门牌号和楼层")
                .entrySet()) {
            assertThat(renewal.openTasks()).isEmpty();
            assertThat(officer.form(
                                    "/office/letters/" + renewal.number(),
                                    Map.of(
                                            "letter",
                                            "Task_IssueCorrectionNotice",
                                            "field",
                                            "acceptance.corrections." + words.getKey(),
                                            "words",
                                            words.getValue()))
                            .status())
                    .isEqualTo(302);
        }
        renewal.runsItsJobs();
        assertThat(letter(renewal, PaperKind.CORRECTION)).contains("1. 请核对；2. 重新填写。", "请写明门牌号和楼层。");
        assertThat(Intruder.of("w01", port)
                        .get("/api/tasks/"
                                + renewal.task(Tasks.CORRECT_APPLICATION).getId())
                        .body())
                .contains("请写明门牌号和楼层")
                .doesNotContain(SMILE);
    }

    private static Acceptance correction(String region, String pickup) {
        return new Acceptance(
                Acceptance.Answer.CORRECT,
                List.of(new Acceptance.Missing("form.region", region), new Acceptance.Missing("pickup", pickup)),
                null,
                null);
    }

    /** Rejects, and lets an older version have taken other words; the letter fails until it is given up. */
    private Renewal stuck(String reasons) {
        Renewal renewal = submitted().isAccepted(OFFICER);
        Review decided = new Review(Review.Verdict.REJECT, "ground-education", "查无本年度继续教育的合格记录");
        renewal.completes(OFFICER, Tasks.REVIEW_APPLICATION, Direction.NEXT, decided);
        cases.save(renewal.number(), Review.SECTION, new Review(decided.decision(), decided.ground(), reasons), true);
        failsForGood(renewal);
        return renewal;
    }

    private void failsForGood(Renewal renewal) {
        for (Job job = job(renewal); job.getRetries() > 0; job = job(renewal)) {
            String id = job.getId();
            assertThatThrownBy(() -> management.executeJob(id)).hasMessageContaining("无法打印");
        }
    }

    private Job job(Renewal renewal) {
        return management
                .createJobQuery()
                .processInstanceId(renewal.instanceId())
                .messages()
                .singleResult();
    }

    private int versions(Renewal renewal) {
        return jdbc.sql("select count(*) from letter_text where case_number = ?")
                .param(renewal.number())
                .query(Integer.class)
                .single();
    }

    @Test
    void should_carry_or_name_some_of_all_characters() {
        carryOrName(character -> character % 301 == 0, character -> character % 997 == 0);
    }

    @Tag("full")
    @Test
    void should_carry_or_name_all_characters() {
        carryOrName(character -> true, character -> true);
    }

    /**
     * Sends every assigned code point through {@code /api}: what is taken stands in the letter, what isn't is named.
     */
    private void carryOrName(IntPredicate printable, IntPredicate others) {
        List<String> taken = texts(character -> printable.test(character) && canPrint(character));
        for (int at = 0; at < taken.size(); at += 3) {
            List<String> words = taken.subList(at, Math.min(taken.size(), at + 3));
            Renewal renewal = submitted();
            List<String> fields = List.of("form.region", "form.certificate.number", "pickup");
            Intruder.Answer answer = completes(
                    renewal,
                    OFFICER,
                    Tasks.ACCEPT_APPLICATION,
                    Map.of(
                            "decision",
                            "CORRECT",
                            "corrections",
                            IntStream.range(0, words.size())
                                    .mapToObj(i -> Map.of("field", fields.get(i), "reason", words.get(i)))
                                    .toList()));
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            renewal.runsItsJobs();
            String letter = letter(renewal, PaperKind.CORRECTION);
            words.forEach(text -> assertThat(letter)
                    .contains(Prose.paragraphs(text)
                            .codePoints()
                            // A line of the reasons is a line of the letter, not a character in it.
                            .filter(character -> character != '\n')
                            .mapToObj(Character::toString)
                            .toList()));
        }
        Renewal renewal = submitted().isAccepted(OFFICER);
        for (String text : texts(character -> others.test(character) && !canPrint(character))) {
            long named = Prose.paragraphs(text)
                    .codePoints()
                    .filter(character -> !Typeface.official().canPrint(Character.toString(character)))
                    .count();
            assertRefused(
                    completes(
                            renewal,
                            OFFICER,
                            Tasks.REVIEW_APPLICATION,
                            Map.of("decision", "REJECT", "ground", "ground-education", "reasons", text)),
                    "reasons",
                    named > 10 ? "等" + named + "个字符" : "无法打印");
        }
        assertThat(renewal.openTasks()).containsExactly(Tasks.REVIEW_APPLICATION);
    }

    private static boolean canPrint(int character) {
        return Typeface.official().canPrint(Prose.line("甲" + Character.toString(character) + "乙"));
    }

    /** Packs code points into texts that have substance. */
    private static List<String> texts(IntPredicate wanted) {
        List<Integer> characters = IntStream.rangeClosed(1, Character.MAX_CODE_POINT)
                .filter(wanted)
                .filter(Character::isDefined)
                .filter(character -> Character.getType(character) != Character.SURROGATE)
                .boxed()
                .toList();
        List<String> texts = new ArrayList<>();
        for (int at = 0, end; at < characters.size(); at = end) {
            StringBuilder text = new StringBuilder("请核对后重新填写下列字样：");
            for (end = at; end < characters.size() && text.length() < IN_A_TEXT; end++) {
                text.appendCodePoint(characters.get(end));
            }
            texts.add(text.append("完").toString());
        }
        return texts;
    }
}
