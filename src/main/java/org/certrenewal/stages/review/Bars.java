package org.certrenewal.stages.review;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.People;
import org.certrenewal.law.LawBook;
import org.certrenewal.law.LetterGrounds;
import org.certrenewal.law.RuleKey;
import org.certrenewal.law.Window;
import org.certrenewal.notices.CaseNotices;
import org.certrenewal.registry.Certificates;
import org.certrenewal.registry.RegistryFacts;
import org.springframework.stereotype.Component;

/** Says when somebody who was rejected can apply again, and bars those who gave false papers (行政许可法 Art 78). */
@Component
class Bars {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy年M月d日", Locale.CHINA);

    private final People people;
    private final Certificates certificates;
    private final LawBook law;
    private final LetterGrounds citations;
    private final CaseNotices notices;

    Bars(People people, Certificates certificates, LawBook law, LetterGrounds citations, CaseNotices notices) {
        this.citations = citations;
        this.people = people;
        this.certificates = certificates;
        this.law = law;
        this.notices = notices;
    }

    /**
     * Records what a rejection entails, and tells the applicant.
     *
     * @param ground code of the ground
     */
    void follow(CaseFile file, String ground, LocalDate decided) {
        bar(file, ground, decided, "不予延续");
        notices.reapplication(file, again(file, decided));
        warn(file, ground, "不予延续");
    }

    /** Records what it entails that falsehood was found before acceptance: the bar and the warning are the same. */
    void followNonAcceptance(CaseFile file, String ground, LocalDate decided) {
        bar(file, ground, decided, "不予受理");
        warn(file, ground, "不予受理");
    }

    private void bar(CaseFile file, String ground, LocalDate decided, String outcome) {
        if (RuleKey.TRUE_STATEMENTS.id().equals(ground)) {
            certificates.record(
                    people.withUserId(file.applicant()).idNumber(),
                    new RegistryFacts.Entry(
                            RegistryFacts.Kind.FALSE_PAPERS_BAR,
                            decided,
                            Optional.of(law.clock().barredUntil(decided, RuleKey.FALSE_PAPERS_BAR_YEARS)),
                            "办件 " + file.number() + " 因隐瞒有关情况或者提供虚假材料" + outcome));
        }
    }

    private void warn(CaseFile file, String ground, String outcome) {
        if (RuleKey.TRUE_STATEMENTS.id().equals(ground)) {
            notices.warningWanted(file, outcome);
        }
    }

    /** Says in a sentence until when the applicant can't apply again, or until when they can. */
    String again(CaseFile file, LocalDate decided) {
        return certificates
                .factsAbout(people.withUserId(file.applicant()).idNumber())
                .barOn(decided)
                .map(bar -> by(law.rules().inForce(decided).article(rule(bar.kind())))
                        + "至%s止，您不得再次申请。".formatted(DAY.format(bar.until().orElseThrow())))
                .orElseGet(() -> whileItCanBeRenewed(file.certificateValidTo().orElseThrow(), decided));
    }

    private String by(String article) {
        return article.isEmpty() ? "" : "依照" + citations.inFull(article) + "，";
    }

    private String whileItCanBeRenewed(LocalDate end, LocalDate today) {
        LocalDate last = Window.closes(end, law.rules().inForce(today));
        return today.isAfter(last)
                ? "证书有效期已于%s届满，不能再申请延续；需要继续从业的，请依法重新申请考核取证。".formatted(DAY.format(end))
                : "上述情形消除后，可以再次申请，期限至%s止。".formatted(DAY.format(last));
    }

    private static RuleKey rule(RegistryFacts.Kind bar) {
        return bar == RegistryFacts.Kind.FRAUD_BAR ? RuleKey.FRAUD_BAR_YEARS : RuleKey.FALSE_PAPERS_BAR_YEARS;
    }
}
