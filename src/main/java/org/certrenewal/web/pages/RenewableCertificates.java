package org.certrenewal.web.pages;

import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseStatus;
import org.certrenewal.casefile.People;
import org.certrenewal.law.LawBook;
import org.certrenewal.law.RuleSet;
import org.certrenewal.law.Window;
import org.certrenewal.registry.Certificate;
import org.certrenewal.registry.Certificates;
import org.certrenewal.registry.Standing;
import org.springframework.stereotype.Component;

/** Shows a holder's certificates where they begin: which ends when, and what is to be done about it today. */
@Component
class RenewableCertificates {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy年M月d日", Locale.CHINA);

    private final People people;
    private final Certificates certificates;
    private final LawBook law;
    private final Clock clock;

    RenewableCertificates(People people, Certificates certificates, LawBook law, Clock clock) {
        this.people = people;
        this.certificates = certificates;
        this.law = law;
        this.clock = clock;
    }

    /**
     * Shows a certificate.
     *
     * @param left how long it still counts, such as 还有80天到期
     * @param advice what is to be done by when; empty where nothing is
     * @param kind of the advice, as notes have it: {@code warning}, or empty
     * @param renewable whether 办理延续 is offered
     * @param caseHref the case that renews it, or null
     */
    record Line(
            String number,
            String trade,
            String validTo,
            String left,
            String advice,
            String kind,
            boolean renewable,
            String caseHref) {}

    /** Lists somebody's certificates, the one that ends first on top. */
    List<Line> of(String user, List<CaseFile> open) {
        LocalDate today = LocalDate.now(clock);
        RuleSet rules = law.rules().inForce(today);
        return people.find(user).stream()
                .flatMap(person -> certificates.heldBy(person.idNumber()).stream())
                .sorted((one, other) -> one.validTo().compareTo(other.validTo()))
                .map(it -> line(it, open, rules, today))
                .toList();
    }

    private Line line(Certificate certificate, List<CaseFile> open, RuleSet rules, LocalDate today) {
        Optional<CaseFile> underWay = open.stream()
                .filter(file -> file.certificateNumber()
                        .filter(certificate.number().value()::equals)
                        .isPresent())
                .findFirst();
        Window window = Window.of(certificate.validTo(), rules, law.calendar());
        Standing standing = Standing.of(certificate, List.of(certificate), today);
        Advice advice =
                underWay.filter(file -> file.status() != CaseStatus.DRAFT).isPresent()
                        ? new Advice("延续申请已经提交，正在办理", "", false)
                        : standing.isTakenAway()
                                ? new Advice("这本证书" + standing.label() + "，不能办理延续。需要了解情况的，请联系发证机关", "warning", false)
                                : advice(window, today);
        return new Line(
                certificate.number().value(),
                certificate.tradeName(),
                DAY.format(certificate.validTo()),
                standing.isTakenAway() ? standing.label() : left(certificate.validTo(), today),
                advice.text(),
                advice.kind(),
                advice.renewable() && underWay.isEmpty(),
                underWay.map(file -> "/my/cases#" + file.number()).orElse(null));
    }

    private record Advice(String text, String kind, boolean renewable) {}

    private static Advice advice(Window window, LocalDate today) {
        LocalDate inTime = window.inTimeUntil().date();
        return switch (window.at(today)) {
            case TOO_EARLY -> new Advice(DAY.format(window.opens()) + "起可以办理延续", "", false);
            case IN_TIME ->
                new Advice(
                        "请最迟于" + DAY.format(inTime) + (window.inTimeUntil().provisional() ? "（暂定）" : "") + "提交延续申请",
                        "",
                        true);
            case LATE ->
                new Advice("按期申请的最后一日（" + DAY.format(inTime) + "）已过，现在仍可申请，可能来不及在到期前作出决定，请立即办理", "warning", true);
            case CLOSED -> new Advice("已过申请延续的期限，请联系发证机关，按新申请办理", "warning", false);
        };
    }

    private static String left(LocalDate end, LocalDate today) {
        long days = ChronoUnit.DAYS.between(today, end);
        return days < 0 ? "已过期" + -days + "天" : days == 0 ? "今天到期" : "还有" + days + "天到期";
    }
}
