package org.certrenewal.casefile;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.certrenewal.casefile.Section.RenewalForm;
import org.certrenewal.law.Eligibility;
import org.certrenewal.law.EligibilityFacts;
import org.certrenewal.law.Finding;
import org.certrenewal.law.LawBook;
import org.certrenewal.law.RuleSet;
import org.certrenewal.registry.Certificate;
import org.certrenewal.registry.CertificateNumber;
import org.certrenewal.registry.Certificates;
import org.certrenewal.registry.Renewability;
import org.certrenewal.registry.reference.Places;
import org.certrenewal.registry.reference.Undertakings;
import org.springframework.stereotype.Component;

/** Checks what 在线填表 holds: first what can be told from the form alone, then what registry and law say. */
@Component
public class RenewalCheck {

    private final OpenRenewals openRenewals;
    private final People people;
    private final Certificates certificates;
    private final Renewability renewability;
    private final LawBook law;
    private final Eligibility eligibility;
    private final Places places;
    private final Undertakings undertakings;
    private final Clock clock;
    private final Remembered remembered;

    RenewalCheck(
            OpenRenewals openRenewals,
            People people,
            Certificates certificates,
            Renewability renewability,
            LawBook law,
            Eligibility eligibility,
            Places places,
            Undertakings undertakings,
            Clock clock,
            Remembered remembered) {
        this.remembered = remembered;
        this.openRenewals = openRenewals;
        this.people = people;
        this.certificates = certificates;
        this.renewability = renewability;
        this.law = law;
        this.eligibility = eligibility;
        this.places = places;
        this.undertakings = undertakings;
        this.clock = clock;
    }

    /** Everything that an answer depends on, as long as a transaction lasts. */
    private record Asked(String caseNumber, String applicant, CertificateNumber certificate, LocalDate today) {}

    /**
     * Says what registry and law say about a form.
     *
     * @param certificate the certificate, if there is one of that number
     * @param findings everything that was found
     */
    public record Result(Optional<Certificate> certificate, List<Finding> findings) {

        /** Returns what stops the form, at its fields. */
        public List<Problem> problems() {
            return findings.stream()
                    .filter(Finding::blocks)
                    .map(finding -> new Problem(finding.field(), finding.textWithArticle()))
                    .toList();
        }
    }

    /** Returns what can be told from the form alone. */
    public List<Problem> validate(RenewalForm form) {
        List<Problem> problems = new ArrayList<>();
        RenewalForm.Region region = form == null ? null : form.region();
        if (region == null || isBlank(region.city())) {
            problems.add(new Problem("region.city", "请选择参加继续教育所在的市"));
        } else if (places.city(region.city()).isEmpty()) {
            problems.add(new Problem("region.city", "没有这个市，请从列表中选择"));
        } else if (isBlank(region.district())) {
            problems.add(new Problem("region.district", "请选择区县；也可以选择市本级"));
        } else if (places.cityOf(region.district())
                .filter(city -> city.code().equals(region.city()))
                .isEmpty()) {
            problems.add(new Problem("region.district", "该区县不属于所选的市，请重新选择"));
        }
        number(form).error().ifPresent(message -> problems.add(new Problem("certificate.number", message)));
        RenewalForm.Undertaking undertaking = form == null ? null : form.undertaking();
        if (undertaking == null || !Boolean.TRUE.equals(undertaking.agreed())) {
            problems.add(new Problem("undertaking.agreed", "请阅读本人承诺，并勾选“同意”"));
        } else if (isBlank(undertaking.version())
                || !undertakings.on(today()).version().equals(undertaking.version())) {
            problems.add(new Problem("undertaking.agreed", "本人承诺已更新，请重新阅读并勾选“同意”"));
        }
        return problems;
    }

    /**
     * Asks registry and law, once in a click: the form that foresees what its next step will say, and that step, get
     * the same answer.
     *
     * @param form a form without {@link #validate problems}
     */
    public Result check(CaseFile file, RenewalForm form) {
        Asked asked =
                new Asked(file.number(), file.applicant(), number(form).number().orElseThrow(), today());
        return remembered.find(asked, () -> Optional.of(ask(file, form))).orElseThrow();
    }

    private Result ask(CaseFile file, RenewalForm form) {
        People.Person person = people.withUserId(file.applicant());
        CertificateNumber number = number(form).number().orElseThrow();
        Optional<Certificate> certificate = certificates.withNumber(number);
        boolean openElsewhere = openRenewals
                .caseOf(number.value())
                .filter(other -> !other.equals(file.number()))
                .isPresent();
        LocalDate today = today();
        RuleSet inForce = law.rules().inForce(today);
        EligibilityFacts facts = renewability.facts(
                today,
                inForce,
                person.idNumber(),
                person.name(),
                certificate,
                certificates.factsAbout(person.idNumber()),
                openElsewhere);
        return new Result(certificate, eligibility.findings(facts, inForce));
    }

    /** Returns why a text is no certificate number, in Chinese, or nothing. */
    public Optional<String> whyNoNumber(String typed) {
        return typed(typed).error();
    }

    /** Returns a form without problems as it is kept: with the certificate's number as it is, not as it was typed. */
    public static RenewalForm tidied(RenewalForm form) {
        return new RenewalForm(
                form.region(),
                new RenewalForm.CertificateChoice(
                        CertificateNumber.of(form.certificate().number()).value()),
                form.undertaking(),
                form.checkup());
    }

    private record Typed(Optional<CertificateNumber> number, Optional<String> error) {}

    private static Typed number(RenewalForm form) {
        return typed(
                form == null || form.certificate() == null
                        ? null
                        : form.certificate().number());
    }

    private static Typed typed(String text) {
        try {
            return new Typed(Optional.of(CertificateNumber.of(text)), Optional.empty());
        } catch (CertificateNumber.Invalid e) {
            return new Typed(Optional.empty(), Optional.of(e.getMessage()));
        }
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }
}
