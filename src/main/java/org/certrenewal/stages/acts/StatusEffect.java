package org.certrenewal.stages.acts;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.certrenewal.casefile.OpenRenewals;
import org.certrenewal.documents.ActLetters;
import org.certrenewal.law.LawBook;
import org.certrenewal.law.LetterGrounds;
import org.certrenewal.law.RuleKey;
import org.certrenewal.process.ActInstances;
import org.certrenewal.process.ActProcess;
import org.certrenewal.process.CertificateChanges;
import org.certrenewal.process.StatusReports;
import org.certrenewal.registry.Certificate;
import org.certrenewal.registry.CertificateNumber;
import org.certrenewal.registry.CertificateStatus;
import org.certrenewal.registry.Certificates;
import org.certrenewal.registry.RegistryFacts;
import org.springframework.stereotype.Component;

/**
 * Changes the certificate's state, with what follows: a renewal that is under way ends, whoever got it by fraud is
 * barred (行政许可法 Art 79), and a suspension that was running is over.
 */
@Component
class StatusEffect implements ActEffect {

    private static final Set<RuleKey> FRAUD = Set.of(RuleKey.ACT_RESCIND_FRAUD, RuleKey.ACT_RESCIND_FORGED);

    private final Acts acts;
    private final ActInstances instances;
    private final Certificates certificates;
    private final OpenRenewals openRenewals;
    private final CertificateChanges renewals;
    private final StatusReports province;
    private final LawBook law;
    private final LetterGrounds citations;

    StatusEffect(
            Acts acts,
            ActInstances instances,
            Certificates certificates,
            OpenRenewals openRenewals,
            CertificateChanges renewals,
            StatusReports province,
            LawBook law,
            LetterGrounds citations) {
        this.acts = acts;
        this.instances = instances;
        this.certificates = certificates;
        this.openRenewals = openRenewals;
        this.renewals = renewals;
        this.province = province;
        this.law = law;
        this.citations = citations;
    }

    @Override
    public boolean isOf(ActKind kind) {
        return kind.status().isPresent();
    }

    @Override
    public List<String> decides(Act act, Certificate certificate, LocalDate on) {
        List<String> phrases = new ArrayList<>();
        switch (act.kind()) {
            case SUSPEND -> {
                phrases.add(act.basis()
                        .endsOn()
                        .map(end -> "暂扣上述证书至%s止".formatted(ActLetters.day(end)))
                        .orElse("暂扣上述证书"));
                phrases.add("暂扣期间不得凭本证从业");
                act.basis()
                        .endsOn()
                        .ifPresent(end -> phrases.add("暂扣期限届满，自%s起发还，不必申请".formatted(ActLetters.day(end.plusDays(1)))));
            }
            case LIFT -> {
                phrases.add("发还上述证书，自%s起恢复有效".formatted(ActLetters.day(on)));
                phrases.add("证书编号和使用期不变");
            }
            case REVOKE -> {
                phrases.add("吊销上述证书");
                phrases.add("自本决定作出之日起不得凭本证从业");
            }
            case RESCIND -> {
                phrases.add("撤销上述证书");
                phrases.add("自本决定作出之日起不得凭本证从业");
                barOf(act, on)
                        .ifPresent(until -> phrases.add(
                                by(RuleKey.FRAUD_BAR_YEARS, on) + "您至%s止不得再次申请该行政许可".formatted(ActLetters.day(until))));
            }
            case CANCEL -> phrases.add("注销上述证书");
            case WARN, CORRECT -> throw new IllegalArgumentException(act.kind() + " keeps the state");
        }
        return phrases;
    }

    private String by(RuleKey rule, LocalDate on) {
        String article = citations.inFull(law.rules().inForce(on).article(rule));
        return article.isEmpty() ? "" : "依照" + article + "，";
    }

    /** Returns the last day on which whoever got the certificate by fraud can't apply. */
    private Optional<LocalDate> barOf(Act act, LocalDate on) {
        return act.basis()
                .rule()
                .filter(FRAUD::contains)
                .map(rule -> law.clock().barredUntil(on, RuleKey.FRAUD_BAR_YEARS));
    }

    @Override
    public void take(Act act, Certificate certificate, LocalDate on) {
        changeTo(
                act.kind().status().orElseThrow(),
                certificate,
                on,
                "%s；%s%s（提出 %s，复核 %s）"
                        .formatted(
                                act.basis().ground(),
                                act.basis().facts(),
                                act.basis().underlying().isEmpty()
                                        ? ""
                                        : "；" + act.basis().underlying(),
                                act.proposedBy(),
                                act.answeredBy().orElse("—")));
        barOf(act, on)
                .ifPresent(until -> certificates.record(
                        certificate.holder(),
                        new RegistryFacts.Entry(
                                RegistryFacts.Kind.FRAUD_BAR,
                                on,
                                Optional.of(until),
                                "证书 " + certificate.number() + " 被撤销")));
    }

    /** Changes the state, and lets a running suspension know. */
    private Certificate changeTo(CertificateStatus status, Certificate before, LocalDate on, String reason) {
        Certificate after = changed(before.number(), status, on, reason);
        if (before.status() == CertificateStatus.SUSPENDED) {
            suspensionsOf(before.number())
                    .forEach(act -> instances.tell(act.id(), ActProcess.Messages.SUSPENSION_ENDED));
        }
        return after;
    }

    /** Changes the state, and tells a renewal that is under way. */
    private Certificate changed(CertificateNumber number, CertificateStatus status, LocalDate on, String reason) {
        openRenewals.caseOf(number.value()).ifPresent(renewals::hold);
        Certificate after = certificates.changeStatus(number, status, on, reason);
        province.request(number);
        openRenewals.caseOf(number.value()).ifPresent(renewal -> renewals.tell(renewal, status));
        return after;
    }

    /**
     * Returns a certificate whose suspension is over by its last day. What ended meanwhile lapses at once.
     *
     * @return false if it isn't suspended any more; then nothing changes
     */
    boolean giveBack(Act suspension, Certificate certificate, LocalDate on) {
        if (certificate.status() != CertificateStatus.SUSPENDED) {
            return false;
        }
        changed(
                certificate.number(),
                CertificateStatus.VALID,
                on,
                "暂扣期限至%s止，期限届满自动发还；暂扣的处置编号 %s"
                        .formatted(ActLetters.day(suspension.basis().endsOn().orElseThrow()), suspension.reference()));
        if (certificate.validTo().isBefore(on)) {
            certificates.lapse(certificate.number(), on);
            province.request(certificate.number());
        }
        return true;
    }

    private List<Act> suspensionsOf(CertificateNumber number) {
        return acts.on(number).stream()
                .filter(act -> act.kind() == ActKind.SUSPEND && act.state() == Act.State.APPLIED)
                .toList();
    }
}
