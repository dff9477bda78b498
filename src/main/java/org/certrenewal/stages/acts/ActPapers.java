package org.certrenewal.stages.acts;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.certrenewal.casefile.People;
import org.certrenewal.documents.ActLetters;
import org.certrenewal.documents.IssuingOffice;
import org.certrenewal.documents.Letter;
import org.certrenewal.documents.LetterHead;
import org.certrenewal.documents.LetterKind;
import org.certrenewal.documents.Letters;
import org.certrenewal.documents.ListedPaper;
import org.certrenewal.documents.Paper;
import org.certrenewal.documents.PaperDesk;
import org.certrenewal.documents.PaperKind;
import org.certrenewal.documents.Papers;
import org.certrenewal.documents.Typeface;
import org.certrenewal.law.DueDate;
import org.certrenewal.law.LawBook;
import org.certrenewal.law.RuleKey;
import org.certrenewal.law.RuleKey.Precedes;
import org.certrenewal.law.RuleSet;
import org.certrenewal.privacy.LetterPost;
import org.certrenewal.registry.Certificate;
import org.certrenewal.registry.reference.Office;
import org.certrenewal.registry.reference.Offices;
import org.certrenewal.registry.reference.ServiceCatalogue;
import org.springframework.stereotype.Component;

/** Issues the papers of acts: numbered, sealed, stored once, in the transaction of the step that needs them. */
@Component
class ActPapers {

    private static final String SERIES = "浙建特处";
    private static final String ONLY = "1";

    private final Acts acts;
    private final ActGrounds grounds;
    private final Offices offices;
    private final ServiceCatalogue catalogue;
    private final LawBook law;
    private final Papers papers;
    private final PaperDesk desk;
    private final People people;
    private final LetterPost post;
    private final Clock clock;

    ActPapers(
            Acts acts,
            ActGrounds grounds,
            Offices offices,
            ServiceCatalogue catalogue,
            LawBook law,
            Papers papers,
            PaperDesk desk,
            People people,
            LetterPost post,
            Clock clock) {
        this.acts = acts;
        this.grounds = grounds;
        this.offices = offices;
        this.catalogue = catalogue;
        this.law = law;
        this.papers = papers;
        this.desk = desk;
        this.people = people;
        this.post = post;
        this.clock = clock;
    }

    /** Returns the letters of an act, the oldest first. */
    List<ListedPaper> of(Act act) {
        return papers.of(act.id()).stream()
                .filter(paper -> paper.kind().letter().isPresent())
                .toList();
    }

    /** Tells how many letters of an act were written, sealed or not yet. */
    int count(Act act) {
        return letters(act).size();
    }

    /** What was written is told, whether it has its seal already or not. */
    private List<Papers.Written> letters(Act act) {
        return papers.written(act.id()).stream()
                .filter(paper -> paper.kind().letter().isPresent())
                .toList();
    }

    /** Issues 处置事先告知书. */
    Paper notice(Act act, Certificate certificate, String intended, DueDate due) {
        LocalDate today = LocalDate.now(clock);
        RuleKey ground = act.basis().rule().orElseThrow();
        Optional<String> hearing = act.notice().precedes() == Precedes.HEARING
                ? Optional.of(spelt(grounds.rightToHearing(ground, today)))
                : Optional.empty();
        return issue(
                act,
                certificate,
                LetterKind.ACT_NOTICE,
                head -> ActLetters.notice(
                        head, basis(act, today), intended, spelt(grounds.rightToAnswer(ground, today)), hearing, due));
    }

    /** Issues 听证通知书. */
    Paper hearing(Act act, Certificate certificate, Hearing hearing) {
        String notice = noticeOf(act).orElseThrow().number();
        return issue(
                act,
                certificate,
                LetterKind.HEARING_NOTICE,
                head -> ActLetters.hearing(head, notice, hearing.at(), hearing.place(), hearing.presiding()));
    }

    /** Issues the decision. */
    Paper decision(Act act, Certificate certificate, List<String> decides) {
        LocalDate today = LocalDate.now(clock);
        RuleSet rules = law.rules().inForce(today);
        return issue(
                act,
                certificate,
                act.kind().paper().letter(),
                head -> ActLetters.decision(
                        head,
                        act.kind().paper().letter(),
                        basis(act, today),
                        heard(act),
                        decides,
                        act.kind().paper().contestable()
                                ? Optional.of(new Letters.Contest(
                                        rules.number(RuleKey.RECONSIDERATION_DAYS),
                                        rules.number(RuleKey.LAWSUIT_MONTHS)))
                                : Optional.empty()));
    }

    /** Issues the paper about a suspension that is over by its last day. */
    Paper givenBack(Act suspension, Certificate certificate) {
        LocalDate today = LocalDate.now(clock);
        RuleKey over = RuleKey.ACT_LIFT_TERM;
        String decision = letters(suspension).stream()
                .filter(paper -> paper.kind() == PaperKind.SUSPENSION)
                .map(Papers.Written::number)
                .findFirst()
                .orElse(suspension.basis().underlying());
        String end = ActLetters.day(suspension.basis().endsOn().orElseThrow());
        ActLetters.Basis basis = new ActLetters.Basis(
                ActKind.LIFT.label(),
                over.label(),
                "上述证书的暂扣期限至%s止，已经届满。".formatted(end),
                decision,
                spelt(grounds.cited(over, today)));
        return issue(
                suspension,
                certificate,
                LetterKind.RETURN,
                head -> ActLetters.decision(
                        head,
                        LetterKind.RETURN,
                        basis,
                        Optional.empty(),
                        List.of(
                                certificate.validTo().isBefore(today)
                                        ? "发还上述证书；证书使用期已于%s届满".formatted(ActLetters.day(certificate.validTo()))
                                        : "发还上述证书，自%s起恢复有效".formatted(ActLetters.day(today)),
                                "证书编号和使用期不变"),
                        Optional.empty()));
    }

    /** Issues 不予处置告知书, if the holder had got a notice. */
    Optional<Paper> dropped(Act act, Certificate certificate) {
        return noticeOf(act)
                .map(notice -> issue(
                        act,
                        certificate,
                        LetterKind.ACT_DROPPED,
                        head -> ActLetters.dropped(
                                head,
                                notice.number(),
                                act.notice().on().orElseThrow(),
                                act.kind().label())));
    }

    private Optional<Papers.Written> noticeOf(Act act) {
        return letters(act).stream()
                .filter(paper -> paper.kind() == PaperKind.ACT_NOTICE)
                .findFirst();
    }

    /** Says in the decision what the holder was told and answered, and how it was weighed (行政处罚法 Art 45). */
    private Optional<String> heard(Act act) {
        if (act.notice().precedes() == Precedes.AFTERWARDS) {
            return act.notice()
                    .due()
                    .map(due -> "情况紧急，本决定先行作出并生效。您有权陈述和申辩，请在期限内（至%s止）在“我的证照”中书面提出，本机关将及时复核并告知结果。"
                            .formatted(ActLetters.day(due)));
        }
        return noticeOf(act).map(notice -> {
            String told = "本机关于%s以%s告知您拟作出的决定及其事实、理由、依据和您享有的权利。"
                    .formatted(ActLetters.day(act.notice().on().orElseThrow()), notice.number());
            Optional<Acts.Word> statement = acts.word(act.id(), Acts.WordKind.STATEMENT);
            if (statement.isEmpty()) {
                return told + "您在期限内未提出陈述、申辩。";
            }
            String held = acts.word(act.id(), Acts.WordKind.HEARING)
                    .map(hearing -> "本机关依法举行了听证：" + hearing.text() + "。")
                    .orElse("");
            return told + "您于%s提出陈述、申辩。".formatted(ActLetters.day(day(statement.get()))) + held + "经复核："
                    + acts.word(act.id(), Acts.WordKind.WEIGHING).orElseThrow().text();
        });
    }

    private LocalDate day(Acts.Word word) {
        return word.at().atZone(clock.getZone()).toLocalDate();
    }

    private ActLetters.Basis basis(Act act, LocalDate day) {
        return new ActLetters.Basis(
                act.kind().label(),
                spelt(ground(act)),
                act.basis().facts(),
                act.basis().underlying(),
                spelt(act.basis().rule().map(rule -> grounds.cited(rule, day)).orElse("")));
    }

    /** Grounds from before they were rules had an article before their words, which nobody may have verified. */
    private static String ground(Act act) {
        String text = act.basis().ground();
        return act.basis().rule().isPresent() ? text : text.substring(text.indexOf('：') + 1);
    }

    private Paper issue(Act act, Certificate certificate, LetterKind kind, Function<LetterHead, Letter> write) {
        Office office = offices.withCode(act.office().orElseThrow()).orElseThrow();
        Paper paper = desk.issue(
                act.id(),
                kind,
                ONLY,
                new PaperDesk.Series(SERIES + office.sign(), office.code()),
                number -> write.apply(head(act, certificate, office, number)));
        if (goesOnPaper(certificate)) {
            post.list(paper.id(), act.id(), office.code());
        }
        return paper;
    }

    /** Tells whether a holder is served on paper: by choice, or because there is no login to be told at. */
    boolean goesOnPaper(Certificate certificate) {
        return people.withIdNumber(certificate.holder())
                .map(holder -> post.isWanted(holder.userId()))
                .orElse(true);
    }

    private LetterHead head(Act act, Certificate certificate, Office office, String number) {
        return new LetterHead(
                number,
                LocalDate.now(clock),
                act.basis().rightName().orElse(certificate.holderName()).value(),
                certificate.holder().masked(),
                spelt(act.reference()),
                spelt(catalogue.handledHere().name()),
                certificate.number().value(),
                spelt(certificate.tradeName()),
                new IssuingOffice(
                        spelt(office.authority()),
                        spelt(office.name()),
                        spelt(office.reconsiderationBody()),
                        spelt(office.reconsiderationChannel()),
                        spelt(office.court()),
                        spelt("地址：" + office.address() + "　电话：" + office.telephone() + "　办公时间：" + office.hours())));
    }

    /** No supervisor wrote this: it mustn't hold a letter up. */
    private static String spelt(String text) {
        return Typeface.official().spelt(text);
    }
}
