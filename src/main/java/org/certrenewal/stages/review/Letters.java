package org.certrenewal.stages.review;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.certrenewal.access.Role;
import org.certrenewal.casefile.CaseEvent;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.People;
import org.certrenewal.documents.ClockLetters;
import org.certrenewal.documents.IssuingOffice;
import org.certrenewal.documents.Letter;
import org.certrenewal.documents.LetterHead;
import org.certrenewal.documents.LetterKind;
import org.certrenewal.documents.Paper;
import org.certrenewal.documents.PaperDesk;
import org.certrenewal.documents.PaperKind;
import org.certrenewal.documents.Papers;
import org.certrenewal.documents.Typeface;
import org.certrenewal.documents.UnprintableTextException;
import org.certrenewal.law.CaseEvents;
import org.certrenewal.law.DueDate;
import org.certrenewal.law.ExcludedTime;
import org.certrenewal.law.LawBook;
import org.certrenewal.law.LetterGrounds;
import org.certrenewal.law.LetterGrounds.Kind;
import org.certrenewal.law.RuleKey;
import org.certrenewal.law.RuleSet;
import org.certrenewal.law.Term;
import org.certrenewal.law.Window;
import org.certrenewal.notices.Note;
import org.certrenewal.notices.Notices;
import org.certrenewal.privacy.LetterPost;
import org.certrenewal.process.DayMoved;
import org.certrenewal.registry.Certificate;
import org.certrenewal.registry.CertificateNumber;
import org.certrenewal.registry.Certificates;
import org.certrenewal.registry.reference.Office;
import org.certrenewal.registry.reference.Offices;
import org.certrenewal.registry.reference.ServiceCatalogue;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Issues the office's letters: numbered, sealed, stored once, and told to the applicant. */
@Component
class Letters {

    private static final String SERIES = "浙建特延";
    private static final String ONLY = "1";

    private final CaseFiles cases;
    private final LetterTexts texts;
    private final People people;
    private final Certificates certificates;
    private final Offices offices;
    private final ServiceCatalogue catalogue;
    private final LawBook law;
    private final Grounds grounds;
    private final LetterGrounds citations;
    private final Bars bars;
    private final Papers letters;
    private final PaperDesk papers;
    private final Notices notices;
    private final LetterPost post;
    private final Clock clock;
    private final TransactionTemplate apart;

    Letters(
            CaseFiles cases,
            LetterTexts texts,
            People people,
            Certificates certificates,
            Offices offices,
            ServiceCatalogue catalogue,
            LawBook law,
            Grounds grounds,
            LetterGrounds citations,
            Bars bars,
            Papers letters,
            PaperDesk papers,
            Notices notices,
            LetterPost post,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.post = post;
        this.cases = cases;
        this.texts = texts;
        this.people = people;
        this.certificates = certificates;
        this.offices = offices;
        this.catalogue = catalogue;
        this.law = law;
        this.grounds = grounds;
        this.citations = citations;
        this.bars = bars;
        this.letters = letters;
        this.papers = papers;
        this.notices = notices;
        this.clock = clock;
        this.apart = new TransactionTemplate(transactions);
        this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    void issueAcceptanceNotice(String caseNumber) {
        CaseFile file = cases.lock(caseNumber);
        CaseEvents dates = file.received();
        RuleSet rules = law.clock().rulesOf(dates);
        issue(
                file,
                LetterKind.ACCEPTANCE,
                head -> ClockLetters.promisingNoPastDay(
                        org.certrenewal.documents.Letters.acceptance(
                                head,
                                dates.lastReceived(),
                                dates.accepted().orElseThrow(),
                                rules.number(RuleKey.DECISION_WORKING_DAYS),
                                decisionDue(dates),
                                file.deemedAccepted(),
                                cited(file.deemedAccepted() ? Kind.DEEMED_ACCEPTANCE : Kind.ACCEPTANCE, rules)),
                        decisionDue(dates),
                        LocalDate.now(clock)));
    }

    void issueCorrectionNotice(String caseNumber) {
        CaseFile file = cases.lock(caseNumber);
        CaseEvents dates = file.received();
        RuleSet rules = law.clock().rulesOf(dates);
        List<Letter.Item> missing = texts.acceptance(caseNumber).corrections().stream()
                .map(it ->
                        new Letter.Item(Correctable.of(it.field()).orElseThrow().label(), it.reason()))
                .toList();
        issue(
                file,
                LetterKind.CORRECTION,
                head -> org.certrenewal.documents.Letters.correction(
                        head,
                        dates.received(),
                        missing,
                        law.clock().correctionAnswerDue(dates).orElseThrow(),
                        Window.closes(certificate(file).validTo(), rules),
                        cited(Kind.CORRECTION, rules)));
    }

    void issueNonAcceptanceDecision(String caseNumber) {
        CaseFile file = cases.lock(caseNumber);
        Acceptance answer = texts.acceptance(caseNumber);
        LocalDate today = LocalDate.now(clock);
        Grounds.Ground ground = Grounds.find(grounds.forNonAcceptance(file.received()), answer.ground())
                .orElseThrow();
        issue(
                file,
                LetterKind.NON_ACCEPTANCE,
                head -> org.certrenewal.documents.Letters.nonAcceptance(
                        head,
                        file.received().lastReceived(),
                        List.of(new Letter.Item(spelt(ground.text()), answer.reasons())),
                        List.of(spelt(grounds.cited(Kind.NON_ACCEPTANCE, ground, file.received()))),
                        again(file, ground, answer, today),
                        contest(today)));
    }

    /** Whoever turned to the wrong authority is told the right one (行政许可法 Art 32(1)(2)). */
    private String again(CaseFile file, Grounds.Ground ground, Acceptance answer, LocalDate today) {
        return switch (RuleKey.of(ground.code()).orElseThrow()) {
            case NOT_COMPETENT -> "请向有权受理的行政机关申请：%s。".formatted(spelt(answer.authority()));
            case NO_PERMIT_NEEDED -> "从事所申请的事项，您不需要取得本项行政许可。";
            default -> bars.again(file, today);
        };
    }

    void issueExtensionNotice(String caseNumber) {
        CaseFile file = cases.lock(caseNumber);
        CaseEvents dates = file.received();
        RuleSet rules = law.clock().rulesOf(dates);
        CaseEvents before = new CaseEvents(
                dates.received(),
                dates.correctionAsked(),
                dates.resubmitted(),
                dates.accepted(),
                dates.excluded(),
                Optional.empty(),
                dates.decided(),
                dates.delivered(),
                dates.certificateEnd());
        String reasons = texts.extension(caseNumber).reasons();
        issue(
                file,
                LetterKind.EXTENSION,
                head -> ClockLetters.promisingNoPastDay(
                        org.certrenewal.documents.Letters.extension(
                                head,
                                dates.accepted().orElseThrow(),
                                decisionDue(before),
                                rules.number(RuleKey.EXTENSION_WORKING_DAYS),
                                decisionDue(dates),
                                reasons,
                                cited(Kind.EXTENSION, rules)),
                        decisionDue(dates),
                        LocalDate.now(clock)));
    }

    /** Tells in writing that the clock stands still from its last stop on (行政许可法 Art 45). */
    void issueClockStopped(String caseNumber, ClockLetters.Stop stop) {
        CaseFile file = cases.lock(caseNumber);
        CaseEvents dates = file.received();
        ExcludedTime time = lastExcluded(dates);
        issue(
                file,
                LetterKind.CLOCK_STOPPED,
                String.valueOf(dates.excluded().size()),
                head -> ClockLetters.stopped(
                        head, dates.accepted().orElseThrow(), time.from(), stop, clockArticle(dates)));
    }

    /** Tells in writing that the clock runs again, and until when the decision is due. */
    void issueClockResumed(String caseNumber) {
        CaseFile file = cases.lock(caseNumber);
        CaseEvents dates = file.received();
        ExcludedTime time = lastExcluded(dates);
        DueDate due = law.clock().decisionDue(dates).orElseThrow();
        issue(
                file,
                LetterKind.CLOCK_RESUMED,
                String.valueOf(dates.excluded().size()),
                head -> ClockLetters.resumed(
                        head,
                        dates.accepted().orElseThrow(),
                        time.from(),
                        time.to().orElseThrow().plusDays(1),
                        due,
                        clockArticle(dates)));
    }

    /** Tells in writing that a day has moved, where a letter had named it. */
    void issueDeadlineMoved(DayMoved moved) {
        CaseFile file = cases.withNumber(moved.caseNumber());
        List<PaperKind> naming = switch (moved.kind()) {
            case DECISION, EXTENSION -> List.of(PaperKind.ACCEPTANCE, PaperKind.EXTENSION, PaperKind.CLOCK_RESUMED);
            case CORRECTION -> List.of(PaperKind.CORRECTION);
            case DELIVERY -> List.of(PaperKind.APPROVAL);
            default -> List.of();
        };
        List<PaperKind> issued = letters.written(file.number()).stream()
                .map(Papers.Written::kind)
                .toList();
        if (issued.stream().noneMatch(naming::contains)) {
            return;
        }
        long before = issued.stream().filter(PaperKind.DEADLINE_MOVED::equals).count();
        issue(
                file,
                LetterKind.DEADLINE_MOVED,
                String.valueOf(before + 1),
                head -> ClockLetters.moved(
                        head,
                        moved.kind().label(),
                        moved.before(),
                        new DueDate(moved.after(), moved.provisional()),
                        cited(Kind.MOVED_DAY, law.clock().rulesOf(file.received()))
                                .get(0)));
    }

    private static ExcludedTime lastExcluded(CaseEvents dates) {
        return dates.excluded().get(dates.excluded().size() - 1);
    }

    void issueTermination(String caseNumber, ClosingGround ground, String reasons) {
        CaseFile file = cases.lock(caseNumber);
        issue(
                file,
                LetterKind.TERMINATION,
                head -> org.certrenewal.documents.Letters.termination(
                        head,
                        file.received().lastReceived(),
                        new Letter.Item(ground.text(), reasons),
                        ground.isForNow() ? bars.again(file, LocalDate.now(clock)) : "所涉证书的效力以证书登记为准。",
                        contest(LocalDate.now(clock))));
    }

    /** Tells in writing that what was granted isn't issued, as the certificate was taken away for good meanwhile. */
    void issueNoIssuance(String caseNumber) {
        CaseFile file = cases.lock(caseNumber);
        CaseEvents dates = file.received();
        issue(
                file,
                LetterKind.TERMINATION,
                head -> org.certrenewal.documents.Letters.noIssuance(
                        head,
                        dates.lastReceived(),
                        dates.decided().orElseThrow(),
                        certificate(file).status().label(),
                        contest(LocalDate.now(clock))));
    }

    void issueDecisionLetter(String caseNumber) {
        CaseFile file = cases.lock(caseNumber);
        if (file.decision().orElseThrow() == CaseFile.Decision.REJECTED) {
            issueRejection(file);
        } else {
            issueApproval(file);
        }
    }

    private void issueApproval(CaseFile file) {
        CaseEvents dates = file.received();
        RuleSet rules = law.clock().rulesOf(dates);
        boolean deemed = file.decision().orElseThrow() == CaseFile.Decision.DEEMED_RENEWED;
        LocalDate oldEnd = certificate(file).validTo();
        Term term = law.clock().granted(dates, oldEnd, deemed);
        issue(
                file,
                LetterKind.APPROVAL,
                head -> ClockLetters.sayingTheGap(
                        org.certrenewal.documents.Letters.approval(
                                head,
                                dates.accepted().orElseThrow(),
                                term.from(),
                                term.to(),
                                law.clock().deliveryDue(dates).orElseThrow(),
                                deemed,
                                cited(deemed ? Kind.DEEMED_RENEWAL : Kind.APPROVAL, rules)),
                        oldEnd,
                        term.from()));
    }

    private void issueRejection(CaseFile file) {
        Review review = texts.review(file.number());
        CaseEvents dates = file.received();
        Grounds.Ground ground =
                Grounds.find(grounds.forRejection(dates), review.ground()).orElseThrow();
        issue(
                file,
                LetterKind.REJECTION,
                head -> org.certrenewal.documents.Letters.rejection(
                        head,
                        dates.accepted().orElseThrow(),
                        List.of(new Letter.Item(spelt(ground.text()), review.reasons())),
                        List.of(spelt(grounds.cited(Kind.REJECTION, ground, dates))),
                        bars.again(file, dates.decided().orElseThrow()),
                        contest(dates.decided().orElseThrow())));
    }

    private org.certrenewal.documents.Letters.Contest contest(LocalDate decided) {
        RuleSet rules = law.rules().inForce(decided);
        return new org.certrenewal.documents.Letters.Contest(
                rules.number(RuleKey.RECONSIDERATION_DAYS), rules.number(RuleKey.LAWSUIT_MONTHS));
    }

    private void issue(CaseFile file, LetterKind kind, Function<LetterHead, Letter> write) {
        issue(file, kind, ONLY, write);
    }

    private void issue(CaseFile file, LetterKind kind, String occurrence, Function<LetterHead, Letter> write) {
        // Before the number, for which other cases wait.
        cases.hold(List.of(file.number()));
        Paper paper = made(file, kind, occurrence, write);
        cases.record(file.number(), CaseEvent.SYSTEM, "letter", "出具" + paper.title() + " " + paper.number());
        boolean onPaper = post.isWanted(file);
        if (onPaper) {
            post.list(paper.id(), file.number(), file.office().orElseThrow());
        }
        notices.tell(Note.to(file.applicant())
                .about(file.number())
                .once("letter", kind.name() + (occurrence.equals(ONLY) ? "" : "-" + occurrence) + ":" + file.number())
                .saying("您的办件 " + file.number() + " 有新文书：" + paper.title() + (onPaper ? "，将按您的选择纸质送达" : ""))
                .at(onPaper ? "/my/cases#" + file.number() : "/api/papers/" + paper.id()));
    }

    private Paper made(CaseFile file, LetterKind kind, String occurrence, Function<LetterHead, Letter> write) {
        String office = file.office().orElseThrow();
        try {
            return papers.issue(
                    file.number(),
                    kind,
                    occurrence,
                    new PaperDesk.Series(
                            SERIES + offices.withCode(office).orElseThrow().sign(), office),
                    number -> write.apply(head(file, number)));
        } catch (UnprintableTextException unprintable) {
            tellTheOffice(file, kind, office);
            throw unprintable;
        }
    }

    /** In a transaction of its own, as that of the letter comes to nothing. */
    private void tellTheOffice(CaseFile file, LetterKind kind, String office) {
        apart.executeWithoutResult(status -> List.of(Role.OFFICER, Role.SUPERVISOR)
                .forEach(role -> notices.tell(Note.to(role.group() + office)
                        .about(file.number())
                        .once("letter-stuck", "letter-stuck:" + kind.name() + ":" + file.number() + ":" + role.name())
                        .saying("办件 " + file.number() + " 的" + kind.title() + "有打印不了的字，没有制作成功，请更正文字")
                        .at("/office/letters"))));
    }

    private LetterHead head(CaseFile file, String number) {
        People.Person person = people.withUserId(file.applicant());
        Office office = offices.withCode(file.office().orElseThrow()).orElseThrow();
        return new LetterHead(
                number,
                LocalDate.now(clock),
                person.name().value(),
                person.idNumber().masked(),
                file.number(),
                spelt(catalogue.handledHere().name()),
                file.certificateNumber().orElseThrow(),
                spelt(certificate(file).tradeName()),
                new IssuingOffice(
                        spelt(office.authority()),
                        spelt(office.name()),
                        spelt(office.reconsiderationBody()),
                        spelt(office.reconsiderationChannel()),
                        spelt(office.court()),
                        spelt("地址：" + office.address() + "　电话：" + office.telephone() + "　办公时间：" + office.hours())));
    }

    /** No officer wrote this, and no officer can mend it: it mustn't hold a letter up either. */
    private static String spelt(String text) {
        return Typeface.official().spelt(text);
    }

    private Certificate certificate(CaseFile file) {
        return certificates
                .withNumber(new CertificateNumber(file.certificateNumber().orElseThrow()))
                .orElseThrow();
    }

    private DueDate decisionDue(CaseEvents dates) {
        return law.clock().decisionDue(dates).orElseThrow();
    }

    private List<String> cited(Kind letter, RuleSet rules) {
        return List.of(spelt(citations.cited(letter, rules)));
    }

    private String clockArticle(CaseEvents dates) {
        return cited(Kind.CLOCK, law.clock().rulesOf(dates)).get(0);
    }
}
