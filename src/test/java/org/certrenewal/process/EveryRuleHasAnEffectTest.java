package org.certrenewal.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.certrenewal.testing.LoggedInAs.person;
import static org.certrenewal.testing.Tokens.token;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.certrenewal.casefile.CaseFindings;
import org.certrenewal.casefile.FormContext;
import org.certrenewal.casefile.LegalDates;
import org.certrenewal.casefile.People;
import org.certrenewal.documents.PaperKind;
import org.certrenewal.documents.Papers;
import org.certrenewal.law.Eligibility;
import org.certrenewal.law.Finding;
import org.certrenewal.law.LawBook;
import org.certrenewal.law.Mark;
import org.certrenewal.law.Rule;
import org.certrenewal.law.RuleBook;
import org.certrenewal.law.RuleKey;
import org.certrenewal.law.RuleSet;
import org.certrenewal.law.RuleSets;
import org.certrenewal.law.adapters.Laws;
import org.certrenewal.notices.ExpiryService;
import org.certrenewal.notices.Notices;
import org.certrenewal.process.RenewalProcess.Events;
import org.certrenewal.process.RenewalProcess.Tasks;
import org.certrenewal.process.tasks.Claims;
import org.certrenewal.registry.Certificate;
import org.certrenewal.registry.CertificateNumber;
import org.certrenewal.registry.CertificateStatus;
import org.certrenewal.registry.Certificates;
import org.certrenewal.registry.RegistryFacts;
import org.certrenewal.registry.RegistryFacts.Entry;
import org.certrenewal.registry.RegistryFacts.Kind;
import org.certrenewal.registry.Renewability;
import org.certrenewal.stages.review.Acceptance;
import org.certrenewal.stages.review.Correction;
import org.certrenewal.stages.review.Review;
import org.certrenewal.testing.RenewalTest;
import org.certrenewal.testing.Renewals;
import org.certrenewal.testing.Renewals.Renewal;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/**
 * Changes each rule in the running application, and expects that the outcome named beside it changes. A rule that
 * decides nothing is a fault, and so is a new key without its line here.
 */
@RenewalTest
class EveryRuleHasAnEffectTest {

    /** More than one person is told by all tests together. */
    private static final int ALL = 100_000;

    private static final String OFFICER = "o01";
    private static final String WANG = "w01";
    private static final LocalDate START = TestClock.START;
    private static final LocalDate END = START.plusDays(80);

    @Autowired
    private Renewals renewals;

    @Autowired
    private LawBook law;

    @Autowired
    private LegalDates dates;

    @Autowired
    private CaseSummaries summaries;

    @Autowired
    private FormContext contexts;

    @Autowired
    private Renewability renewability;

    @Autowired
    private Eligibility eligibility;

    @Autowired
    private People people;

    @Autowired
    private Certificates certificates;

    @Autowired
    private ExpiryService expiries;

    @Autowired
    private Notices notices;

    @Autowired
    private CaseFindings found;

    @Autowired
    private Papers papers;

    @Autowired
    private ManagementService management;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private Claims claims;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private MockMvc web;

    private LawBook.Edition shipped;
    private Renewal renewal;
    private String certificate;

    /**
     * Names how to see that a rule counts.
     *
     * @param value another value than the shipped one; the article alone is changed where the key has one value only
     * @param outcome what is to differ
     */
    private record Probe(String value, Outcome outcome) {}

    @FunctionalInterface
    private interface Outcome {
        Object see() throws Exception;
    }

    private Map<RuleKey, Probe> probes() {
        Map<RuleKey, Probe> probes = new EnumMap<>(RuleKey.class);
        probes.put(RuleKey.TERM_YEARS, new Probe("5", () -> termOf(accepted().isApproved(OFFICER))));
        probes.put(RuleKey.WINDOW_OPENS_MONTHS, new Probe("1", () -> findings(END)));
        probes.put(RuleKey.WINDOW_IN_TIME_WORKING_DAYS, new Probe("70", () -> findings(END)));
        probes.put(RuleKey.LATE_APPLICATION, new Probe("refuse", () -> findings(START.plusDays(9))));
        probes.put(RuleKey.GRACE_MONTHS, new Probe("3", () -> findings(START.minusDays(19))));
        probes.put(
                RuleKey.TERM_AFTER_EXPIRY,
                new Probe(
                        "from-old-end",
                        () -> termOf(accepted(START.plusDays(9))
                                .livesUntil(START.plusDays(20))
                                .isApproved(OFFICER))));
        probes.put(
                RuleKey.SILENCE_UNTIL_EXPIRY,
                new Probe(
                        "alarm",
                        () -> accepted().livesUntil(END.plusDays(1)).file().decision()));
        probes.put(RuleKey.ACCEPTANCE_WORKING_DAYS, new Probe("3", () -> due(submitted(), Tasks.ACCEPT_APPLICATION)));
        probes.put(RuleKey.DECISION_WORKING_DAYS, new Probe("7", () -> due(accepted(), Tasks.REVIEW_APPLICATION)));
        probes.put(
                RuleKey.PROMISED_DECISION_WORKING_DAYS,
                new Probe("5", () -> summaries.dueText(accepted().file())));
        probes.put(
                RuleKey.REFUSAL_WORKING_DAYS,
                new Probe("7", () -> dates.ledger(accepted().file())));
        probes.put(
                RuleKey.REFUSAL_COUNTS_FROM,
                new Probe("receipt", () -> dates.ledger(accepted().file())));
        probes.put(RuleKey.EXTENSION_WORKING_DAYS, new Probe("5", () -> {
            accepted().livesUntil(LocalDate.of(2026, 9, 28)).proposesExtension(OFFICER);
            return dates.decision(renewal.isExtended("s01").file());
        }));
        probes.put(
                RuleKey.EXTENSION_PROPOSAL_WORKING_DAYS,
                new Probe("15", () -> dates.extensionFrom(accepted().file())));
        probes.put(
                RuleKey.DELIVERY_WORKING_DAYS,
                new Probe(
                        "5", () -> dates.delivery(accepted().isApproved(OFFICER).file())));
        probes.put(RuleKey.EXCLUDED_TIME, new Probe(null, this::articleOfAStop));
        probes.put(RuleKey.CORRECTION_CLOCK, new Probe("resume", () -> {
            submitted().livesUntil(START.plusDays(3));
            renewal.isToBeCorrected(OFFICER, "form.region")
                    .corrects(new Correction(renewals.form("330212", null), null))
                    .confirms()
                    .confirmsTheFace()
                    .signs();
            return dates.acceptance(renewal.file());
        }));
        probes.put(
                RuleKey.CORRECTION_ANSWER_WORKING_DAYS,
                new Probe(
                        "7",
                        () -> dates.correction(submitted()
                                .isToBeCorrected(OFFICER, "form.region")
                                .file())));
        probes.put(
                RuleKey.REMINDER_WORKING_DAYS,
                new Probe("4", () -> timer(submitted(), Events.ACCEPTANCE_REMINDER_DUE)));
        probes.put(RuleKey.EXPIRY_NOTICE_FIRST_DAYS, new Probe("50", () -> told(0)));
        probes.put(RuleKey.EXPIRY_NOTICE_SECOND_DAYS, new Probe("45", () -> told(0, 15)));
        probes.put(RuleKey.EXPIRY_NOTICE_LAST_DAYS, new Probe("25", () -> told(0, 28, 35)));
        probes.put(RuleKey.FLAGGED_NOTICE_WORKING_DAYS, new Probe("55", this::toldOfFindings));
        probes.put(
                RuleKey.PERSON_REQUEST_WORKING_DAYS,
                new Probe("10", () -> law.clock().personRequestDue(START)));
        probes.put(RuleKey.DRAFT_DAYS, new Probe("10", () -> timer(draft(), Events.APPLICATION_ABANDONED)));
        probes.put(RuleKey.DRAFT_NOTICE_DAYS, new Probe("9", () -> timer(draft(), Events.DRAFT_REMINDER_DUE)));
        probes.put(RuleKey.RECONSIDERATION_DAYS, new Probe("30", this::rejectionLetter));
        probes.put(RuleKey.LAWSUIT_MONTHS, new Probe("3", this::rejectionLetter));
        probes.put(RuleKey.FALSE_PAPERS_BAR_YEARS, new Probe("2", this::barAfterFalsePapers));
        probes.put(RuleKey.FRAUD_BAR_YEARS, new Probe("5", this::barsInTheNotice));
        probes.put(RuleKey.VIOLATION_COUNT, new Probe("1", () -> findings(END, known(Kind.VIOLATION, 10))));
        probes.put(RuleKey.VIOLATION_YEARS, new Probe("3", () -> findings(END, known(Kind.VIOLATION, 10, 20, 800))));
        probes.put(RuleKey.GROUND_AGE, new Probe("officer", () -> grounds()));
        probes.put(
                RuleKey.CHECKUP_AGE,
                new Probe("20", () -> contexts.of(draft().file()).checkupWanted()));
        probes.put(RuleKey.GROUND_HEALTH, new Probe("off", () -> findings(END, known(Kind.HEALTH_UNFIT, 10))));
        probes.put(
                RuleKey.GROUND_ACCIDENT,
                new Probe("off", () -> findings(END, known(Kind.ACCIDENT_RESPONSIBILITY, 10))));
        probes.put(RuleKey.GROUND_EDUCATION, new Probe("off", () -> findings(END, known(Kind.EDUCATION_MISSED, 10))));
        probes.put(RuleKey.GROUND_OTHER, new Probe("off", this::grounds));
        probes.put(RuleKey.TRADE_RECOGNISED, new Probe("off", () -> eligibility.findings(unknownTrade(), rules())));
        probes.put(
                RuleKey.HOLDER_ONLY,
                new Probe(
                        null,
                        () -> eligibility.findings(
                                facts("w02", Optional.of(certificate(END)), RegistryFacts.none(), false), rules())));
        probes.put(
                RuleKey.CERTIFICATE_VALID,
                new Probe(
                        null,
                        () -> eligibility.findings(
                                facts(WANG, Optional.empty(), RegistryFacts.none(), false), rules())));
        probes.put(
                RuleKey.ONE_OPEN_RENEWAL,
                new Probe(
                        null,
                        () -> eligibility.findings(
                                facts(WANG, Optional.of(certificate(END)), RegistryFacts.none(), true), rules())));
        probes.put(RuleKey.TRUE_STATEMENTS, new Probe(null, () -> eligibility.findings(otherName(), rules())));
        probes.put(RuleKey.NOT_COMPETENT, new Probe(null, () -> nonAcceptanceLetter(RuleKey.NOT_COMPETENT)));
        probes.put(RuleKey.NO_PERMIT_NEEDED, new Probe(null, () -> nonAcceptanceLetter(RuleKey.NO_PERMIT_NEEDED)));
        for (RuleKey ground : List.of(
                RuleKey.ACT_SUSPEND_PENALTY,
                RuleKey.ACT_REVOKE_PENALTY,
                RuleKey.ACT_RESCIND_FRAUD,
                RuleKey.ACT_RESCIND_UNLAWFUL,
                RuleKey.ACT_CANCEL_EXPIRED,
                RuleKey.ACT_CANCEL_DEATH,
                RuleKey.ACT_CANCEL_INCAPACITY,
                RuleKey.ACT_CANCEL_TAKEN,
                RuleKey.ACT_CANCEL_REQUEST,
                RuleKey.ACT_WARN_FALSE,
                RuleKey.ACT_CORRECT_ERROR,
                RuleKey.ACT_CORRECT_CHANGED)) {
            probes.put(ground, new Probe("off", () -> officePage(CertificateStatus.VALID)));
        }
        probes.put(RuleKey.ACT_SUSPEND_URGENT, new Probe("afterwards", () -> officePage(CertificateStatus.VALID)));
        probes.put(RuleKey.ACT_RESCIND_FORGED, new Probe("statement", () -> officePage(CertificateStatus.VALID)));
        probes.put(RuleKey.ACT_LIFT_TERM, new Probe("off", () -> officePage(CertificateStatus.SUSPENDED)));
        probes.put(RuleKey.ACT_LIFT_CHANGED, new Probe("off", () -> officePage(CertificateStatus.SUSPENDED)));
        probes.put(RuleKey.ACT_STATEMENT_WORKING_DAYS, new Probe("5", this::termOfANotice));
        probes.put(RuleKey.HEARING_NOTICE_WORKING_DAYS, new Probe("3", this::earliestHearing));
        return probes;
    }

    @BeforeEach
    void begin() {
        TestClock.atStart();
        shipped = law.inForce();
    }

    @AfterEach
    void end() {
        law.replace(shipped);
        stop();
    }

    @Test
    void should_name_an_outcome_for_every_rule() {
        assertThat(probes()).containsOnlyKeys(RuleKey.values());
    }

    @ParameterizedTest
    @EnumSource(RuleKey.class)
    void should_change_its_outcome_when_the_rule_changes(RuleKey key) throws Exception {
        Probe probe = probes().get(key);
        String before = String.valueOf(probe.outcome().see());
        stop();
        TestClock.atStart();
        law.replace(new LawBook.Edition(
                probe.value() == null ? withArticle(key) : Laws.with(law.rules(), key, probe.value()), law.calendar()));
        String after = String.valueOf(probe.outcome().see());

        assertThat(neutral(after)).isNotEqualTo(neutral(before));
    }

    /** Numbers of cases, certificates and letters differ anyway, whatever the rules. */
    private static String neutral(String outcome) {
        return outcome.replaceAll("浙B\\d{12}", "")
                .replaceAll("33\\d{6}[0-9A-Z]{8}", "")
                .replaceAll("〕\\d+号", "");
    }

    private RuleSets withArticle(RuleKey key) {
        return new RuleSets(law.rules().books().stream()
                .map(book -> {
                    Rule old = book.rules().get(key);
                    Map<RuleKey, Rule> rules = new EnumMap<>(book.rules());
                    if (old != null) {
                        rules.put(
                                key, new Rule(key, old.value(), "另一部法第一条", old.source(), Mark.SURE, "", old.origin()));
                    }
                    return new RuleBook(
                            book.id(), book.title(), book.layer(), book.from(), book.until(), rules, book.origin());
                })
                .toList());
    }

    private void stop() {
        if (renewal != null && !renewal.isOver()) {
            runtime.deleteProcessInstance(renewal.instanceId(), "test");
        }
        renewal = null;
    }

    private RuleSet rules() {
        return law.rules().inForce(START);
    }

    private Renewal draft() {
        renewal = renewals.atForm(WANG);
        return renewal;
    }

    private Renewal submitted() {
        certificate = renewals.certificateOf(WANG, END);
        renewal = renewals.submittedBy(WANG, certificate);
        return renewal;
    }

    private Renewal accepted() {
        return submitted().isAccepted(OFFICER);
    }

    private Renewal accepted(LocalDate end) {
        certificate = renewals.certificateOf(WANG, end);
        renewal = renewals.submittedBy(WANG, certificate);
        return renewal.isAccepted(OFFICER);
    }

    /** Shows a supervisor a certificate in a state, with the acts that can be proposed. */
    private String officePage(CertificateStatus status) throws Exception {
        certificate = renewals.certificateOf(WANG, END);
        if (status != CertificateStatus.VALID) {
            certificates.changeStatus(new CertificateNumber(certificate), status, START, "");
        }
        return choices();
    }

    private String choices() throws Exception {
        return words(web.perform(
                        get("/office/certificates").param("number", certificate).with(person("s01")))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8));
    }

    private static String words(String page) {
        return page.substring(page.indexOf("查找证书")).replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ");
    }

    /** Proposes a revocation, and returns the act's id. */
    private String noticed() throws Exception {
        certificate = renewals.certificateOf(WANG, END);
        web.perform(post("/office/certificates/" + certificate + "/acts")
                .param("kind", "REVOKE")
                .param("ground", RuleKey.ACT_REVOKE_PENALTY.id())
                .param("reason", "违章指挥造成事故")
                .param("underlying", "甬建罚决〔2026〕第12号")
                .with(token())
                .with(person("s01")));
        return jdbc.sql("select id from certificate_act where certificate_number = ?")
                .param(certificate)
                .query(String.class)
                .single();
    }

    private Object termOfANotice() throws Exception {
        return jdbc.sql("select answer_due from certificate_act where id = ?")
                .param(noticed())
                .query(LocalDate.class)
                .single();
    }

    private Object earliestHearing() throws Exception {
        String act = noticed();
        web.perform(post("/my/acts/" + act + "/statement")
                .param("statement", "事故与我无关，要求听证")
                .param("hearing", "true")
                .with(token())
                .with(person(WANG)));
        return web.perform(post("/office/acts/" + act + "/hearing-notice")
                        .param("at", START + "T09:00")
                        .param("place", "三楼会议室")
                        .param("presiding", "李主持")
                        .with(token())
                        .with(person("s01")))
                .andReturn()
                .getFlashMap()
                .get("problem");
    }

    private Object termOf(Renewal approved) {
        Certificate renewed =
                certificates.withNumber(new CertificateNumber(certificate)).orElseThrow();
        return approved.file().status() + " " + renewed.validFrom() + " " + renewed.validTo();
    }

    private Object due(Renewal of, String element) {
        return of.task(element).getDueDate();
    }

    private Object timer(Renewal of, String element) {
        return management
                .createJobQuery()
                .processInstanceId(of.instanceId())
                .activityId(element)
                .singleResult()
                .getDuedate();
    }

    private Certificate certificate(LocalDate end) {
        return certificates
                .withNumber(new CertificateNumber(renewals.certificateOf(WANG, end)))
                .orElseThrow();
    }

    private Object findings(LocalDate end) {
        return findings(end, RegistryFacts.none());
    }

    private Object findings(LocalDate end, RegistryFacts known) {
        return eligibility.findings(facts(WANG, Optional.of(certificate(end)), known, false), rules());
    }

    private org.certrenewal.law.EligibilityFacts facts(
            String applicant, Optional<Certificate> of, RegistryFacts known, boolean open) {
        People.Person person = people.withUserId(applicant);
        return renewability.facts(START, rules(), person.idNumber(), person.name(), of, known, open);
    }

    private org.certrenewal.law.EligibilityFacts otherName() {
        return with(false, true);
    }

    private org.certrenewal.law.EligibilityFacts unknownTrade() {
        return with(true, false);
    }

    private org.certrenewal.law.EligibilityFacts with(boolean nameMatches, boolean tradeRecognised) {
        org.certrenewal.law.EligibilityFacts known =
                facts(WANG, Optional.of(certificate(END)), RegistryFacts.none(), false);
        org.certrenewal.law.EligibilityFacts.OfCertificate of =
                known.certificate().orElseThrow();
        return new org.certrenewal.law.EligibilityFacts(
                known.today(),
                Optional.of(new org.certrenewal.law.EligibilityFacts.OfCertificate(
                        of.own(),
                        nameMatches,
                        of.genderMatches(),
                        of.statusCode(),
                        of.window(),
                        tradeRecognised,
                        of.ageLimit())),
                known.openRenewal(),
                known.person());
    }

    private static RegistryFacts known(Kind kind, int... daysAgo) {
        return new RegistryFacts(java.util.Arrays.stream(daysAgo)
                .mapToObj(days -> new Entry(kind, START.minusDays(days), Optional.empty(), ""))
                .toList());
    }

    /** Returns how often the holder is told on some days; at the start 55 days are left to apply in time. */
    private Object told(int... days) {
        certificate = renewals.certificateOf(WANG, LocalDate.of(2026, 12, 7));
        for (int day : days) {
            TestClock.at(START.plusDays(day));
            expiries.run();
        }
        return notices.of(List.of(WANG), ALL).stream()
                .filter(notice -> notice.text().contains(certificate))
                .count();
    }

    /** Returns how often supervisors are told of a case that the check has flagged, 80 days before the end. */
    private Object toldOfFindings() {
        accepted();
        found.replaceFindings(
                renewal.number(),
                List.of(new Finding("name-differs", Finding.Severity.OFFICER, "姓名不一致", "", "certificate.number")));
        expiries.run();
        return notices.of(List.of("supervisors-330200"), ALL).stream()
                .filter(notice -> renewal.number().equals(notice.caseNumber()))
                .count();
    }

    private String grounds() throws Exception {
        accepted();
        String task = renewal.task(Tasks.REVIEW_APPLICATION).getId();
        return body(get("/api/tasks/{id}", task), OFFICER).replaceAll("(?s).*\"grounds\":(\\[.*?\\]).*", "$1");
    }

    private String nonAcceptanceLetter(RuleKey ground) throws Exception {
        submitted();
        renewal.completes(
                OFFICER,
                Tasks.ACCEPT_APPLICATION,
                org.certrenewal.casefile.Direction.NEXT,
                new Acceptance(
                        Acceptance.Answer.REFUSE, null, ground.id(), "证书由其他省份颁发，持证人从未在本省登记从业", "江苏省住房和城乡建设厅", null));
        renewal.runsItsJobs();
        return words(PaperKind.NON_ACCEPTANCE);
    }

    private String rejectionLetter() throws Exception {
        accepted().isRejected(OFFICER);
        return words(PaperKind.REJECTION);
    }

    private String words(PaperKind kind) throws Exception {
        byte[] pdf =
                papers.find(renewal.number(), kind, "1").orElseThrow().content().bytes();
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document).replaceAll("\\s", "");
        }
    }

    /** Takes the bar away again, as the other tests' applicants are these. */
    private Object barAfterFalsePapers() {
        accepted();
        renewal.completes(
                OFFICER,
                Tasks.REVIEW_APPLICATION,
                org.certrenewal.casefile.Direction.NEXT,
                new Review(Review.Verdict.REJECT, "true-statements", "提交的继续教育证明经核实系伪造，培训机构无此记录"));
        Object until = certificates
                .factsAbout(people.withUserId(WANG).idNumber())
                .barOn(START)
                .flatMap(Entry::until);
        jdbc.sql("delete from holder_record where kind = 'FALSE_PAPERS_BAR' and happened_on = ?")
                .param(START)
                .update();
        return until;
    }

    /** Returns for how many years 用户须知 says that nobody can apply again. */
    private Object barsInTheNotice() throws Exception {
        renewal = renewals.begunBy(WANG);
        String task = renewal.task(Tasks.SEARCH_SERVICE).getId();
        return Pattern.compile("(\\d+)年内不得再次申请")
                .matcher(body(get("/api/tasks/{id}", task), WANG))
                .results()
                .map(MatchResult::group)
                .toList();
    }

    private Object articleOfAStop() throws Exception {
        accepted();
        String task = renewal.task(Tasks.REVIEW_APPLICATION).getId();
        renewals.as(OFFICER, () -> {
            claims.claim(task, OFFICER);
            return null;
        });
        body(
                post("/api/tasks/{id}/excluded-time", task)
                        .with(token())
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"version\":" + renewal.file().version()
                                + ",\"purpose\":\"EXPERT_REVIEW\",\"reason\":\"需要组织专家评审操作记录\","
                                + "\"document\":\"评审通知〔2026〕7号\",\"workingDays\":5}"),
                OFFICER);
        return notices.of(List.of(WANG), ALL).stream()
                .filter(notice -> renewal.number().equals(notice.caseNumber())
                        && notice.kind().equals("excluded-time"))
                .map(Notices.Notice::text)
                .toList();
    }

    private String body(MockHttpServletRequestBuilder request, String user) throws Exception {
        return web.perform(request.with(person(user)))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }
}
