package org.certrenewal.registry;

import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalInt;
import org.certrenewal.law.EligibilityFacts;
import org.certrenewal.law.LawBook;
import org.certrenewal.law.RuleKey;
import org.certrenewal.law.RuleSet;
import org.certrenewal.law.Window;
import org.certrenewal.registry.reference.Trade;
import org.certrenewal.registry.reference.Trades;

/** Puts what the registry knows into the words in which the law asks. */
public final class Renewability {

    private final Trades trades;
    private final LawBook law;

    public Renewability(Trades trades, LawBook law) {
        this.trades = trades;
        this.law = law;
    }

    /**
     * Collects the facts about a renewal.
     *
     * @param today the day on which is judged
     * @param rules the rules in force on the day that counts
     * @param applicant who applies
     * @param applicantName the applicant's name by the face check
     * @param certificate the certificate that was named, if there is one
     * @param known what the registry knows about the applicant
     * @param openRenewal whether another renewal of it is under way
     */
    public EligibilityFacts facts(
            LocalDate today,
            RuleSet rules,
            IdNumber applicant,
            PersonName applicantName,
            Optional<Certificate> certificate,
            RegistryFacts known,
            boolean openRenewal) {
        Optional<RegistryFacts.Entry> bar = known.barOn(today);
        return new EligibilityFacts(
                today,
                certificate.map(it -> ofCertificate(it, today, rules, applicant, applicantName)),
                openRenewal,
                new EligibilityFacts.OfPerson(
                        applicant.ageOn(today),
                        known.violationsWithin(rules.number(RuleKey.VIOLATION_YEARS), today),
                        known.accidentResponsible(),
                        known.educationDone(),
                        known.healthFits(),
                        bar.map(entry -> entry.kind() == RegistryFacts.Kind.FRAUD_BAR
                                ? RuleKey.FRAUD_BAR_YEARS
                                : RuleKey.FALSE_PAPERS_BAR_YEARS),
                        bar.flatMap(RegistryFacts.Entry::until)));
    }

    private EligibilityFacts.OfCertificate ofCertificate(
            Certificate certificate, LocalDate today, RuleSet rules, IdNumber applicant, PersonName applicantName) {
        Optional<Trade> trade = trades.withCode(certificate.tradeCode());
        Window window = Window.of(certificate.validTo(), rules, law.calendar());
        return new EligibilityFacts.OfCertificate(
                certificate.isHeldBy(applicant),
                certificate.holderName().equals(applicantName),
                certificate.gender() == applicant.gender(),
                status(certificate, window, today).code(),
                window,
                trade.isPresent(),
                trade.map(it -> it.ageLimit(applicant.gender())).orElse(OptionalInt.empty()));
    }

    /** What has only lapsed by the end of its term is still to be renewed during the grace that the rules give. */
    private static CertificateStatus status(Certificate certificate, Window window, LocalDate today) {
        boolean inGrace = today.isAfter(window.validTo()) && !today.isAfter(window.closes());
        return certificate.status() == CertificateStatus.LAPSED && inGrace
                ? CertificateStatus.VALID
                : certificate.status();
    }
}
