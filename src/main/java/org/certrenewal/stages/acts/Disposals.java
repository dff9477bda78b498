package org.certrenewal.stages.acts;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.certrenewal.audit.AuditTrail;
import org.certrenewal.casefile.OpenRenewals;
import org.certrenewal.casefile.People;
import org.certrenewal.documents.PaperDesk;
import org.certrenewal.documents.Typeface;
import org.certrenewal.notices.Notices;
import org.certrenewal.process.ActInstances;
import org.certrenewal.process.ActProcess;
import org.certrenewal.process.RenewalInstances;
import org.certrenewal.process.RenewalProcess.Messages;
import org.certrenewal.registry.Certificate;
import org.certrenewal.registry.CertificateNumber;
import org.certrenewal.registry.CertificateStatus;
import org.certrenewal.registry.Certificates;
import org.certrenewal.registry.reference.GroupId;
import org.certrenewal.registry.reference.Places;
import org.certrenewal.typed.Lengths;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Disposes of certificates: one supervisor proposes, another one of the same office confirms, and in the transaction of
 * the confirmation the registry changes, the holder is told, and a renewal that is under way ends.
 */
@Component
class Disposals {

    private static final Logger log = LoggerFactory.getLogger(Disposals.class);

    private static final String SUPERVISORS = GroupId.Desk.SUPERVISORS.prefix();
    private static final int SHORTEST_REASON = 5;
    private static final int CITY = 4;

    private final Acts acts;
    private final ActInstances instances;
    private final Certificates certificates;
    private final OpenRenewals openRenewals;
    private final RenewalInstances renewals;
    private final People people;
    private final Notices notices;
    private final Places places;
    private final Clock clock;
    private final AuditTrail audit;

    Disposals(
            Acts acts,
            ActInstances instances,
            Certificates certificates,
            OpenRenewals openRenewals,
            RenewalInstances renewals,
            People people,
            Notices notices,
            Places places,
            Clock clock,
            AuditTrail audit) {
        this.audit = audit;
        this.acts = acts;
        this.instances = instances;
        this.certificates = certificates;
        this.openRenewals = openRenewals;
        this.renewals = renewals;
        this.people = people;
        this.notices = notices;
        this.places = places;
        this.clock = clock;
    }

    /** Tells whether an office may dispose of a certificate: it lies in the city whose letter the number bears. */
    boolean isFor(CertificateNumber certificate, String office) {
        return places.cityOfLetter(certificate.cityLetter())
                .filter(city -> office.startsWith(city.code().substring(0, CITY)))
                .isPresent();
    }

    /**
     * Proposes an act.
     *
     * @param office the supervisor's
     * @return the act's id
     */
    @Transactional
    public String propose(
            CertificateNumber number, ActKind kind, String ground, String reason, String by, String office) {
        if (!isFor(number, office)) {
            throw new ActRefused("这本证书不由您的机关管理");
        }
        Certificate certificate = existing(number);
        refuseImpossible(kind, certificate);
        if (!kind.grounds().contains(ground)) {
            throw new ActRefused("请选择" + kind.label() + "的依据");
        }
        String words = reason == null ? "" : reason.strip();
        if (Lengths.of(words) < SHORTEST_REASON || Lengths.of(words) > Lengths.ACT_REASON) {
            throw new ActRefused("请写明事实和决定书文号，" + SHORTEST_REASON + "至" + Lengths.ACT_REASON + "字");
        }
        Typeface.official().objection(words).ifPresent(objection -> {
            throw new ActRefused("事实与决定书文号：" + objection);
        });
        refuseConflictOfInterest(certificate, by);
        if (acts.on(number).stream().anyMatch(act -> act.state() == Act.State.WAITING)) {
            throw new ActRefused("这本证书已有一项处置等待复核");
        }
        String id = PaperDesk.newId();
        acts.add(new Act(
                id,
                number,
                kind,
                ground,
                words,
                Act.State.WAITING,
                by,
                clock.instant(),
                Optional.empty(),
                Optional.empty()));
        audit.append(AuditTrail.CERTIFICATE + number, by, "act-proposed", id + " " + kind, ground + "\n" + words);
        instances.start(id);
        notices.tell(
                SUPERVISORS + office,
                null,
                "act-proposed",
                "act-proposed:" + id,
                "证书 " + number + " 的" + kind.label() + "等待另一位负责人复核",
                "/office/certificates?number=" + number);
        return id;
    }

    /** Confirms an act as the second person; it takes effect at once. */
    @Transactional
    public void confirm(String id, String by, String office) {
        Act act = waiting(id, office);
        if (act.proposedBy().equals(by)) {
            throw new ActRefused("须由另一位负责人复核");
        }
        Certificate certificate = existing(act.certificate());
        refuseConflictOfInterest(certificate, by);
        refuseImpossible(act.kind(), certificate);
        audit.append(AuditTrail.CERTIFICATE + act.certificate(), by, "act-confirmed", id, null);
        settle(id, Act.State.APPLIED, by);
        instances.answer(id, ActProcess.Messages.ACT_CONFIRMED);
    }

    /** Declines an act; whoever proposed it may take it back this way. */
    @Transactional
    public void decline(String id, String by, String office) {
        Act act = waiting(id, office);
        refuseConflictOfInterest(existing(act.certificate()), by);
        audit.append(AuditTrail.CERTIFICATE + act.certificate(), by, "act-declined", id, null);
        settle(id, Act.State.DECLINED, by);
        instances.answer(id, ActProcess.Messages.ACT_DECLINED);
    }

    private void settle(String id, Act.State state, String by) {
        if (!acts.answer(id, state, by)) {
            throw new ActRefused("这项处置已经办结");
        }
    }

    /** Carries out a confirmed act. */
    void apply(String id) {
        Act act = acts.withId(id).orElseThrow();
        Certificate certificate = certificates.changeStatus(
                act.certificate(),
                act.kind().status(),
                LocalDate.now(clock),
                "%s；%s（提出 %s，复核 %s）"
                        .formatted(
                                act.ground(),
                                act.reason(),
                                act.proposedBy(),
                                act.answeredBy().orElseThrow()));
        people.withIdNumber(certificate.holder())
                .ifPresent(holder -> notices.tell(
                        holder.userId(),
                        null,
                        "certificate-act",
                        "certificate-act:" + id,
                        "您的证书 " + certificate.number() + "：" + act.kind().label() + "。依据：" + act.ground(),
                        "/my/certificates/" + certificate.number()));
        if (certificate.status() != CertificateStatus.VALID) {
            openRenewals
                    .caseOf(certificate.number().value())
                    .ifPresent(renewal -> renewals.correlate(renewal, Messages.CERTIFICATE_INVALIDATED, Map.of()));
        }
    }

    /** Closes an act that nobody answered. */
    void forget(String id) {
        acts.answer(id, Act.State.FORGOTTEN, null);
    }

    private Act waiting(String id, String office) {
        return acts.withId(id)
                .filter(act -> isFor(act.certificate(), office))
                .filter(act -> act.state() == Act.State.WAITING)
                .orElseThrow(() -> new ActRefused("这项处置已经办结，或者不由您的机关管理"));
    }

    private Certificate existing(CertificateNumber number) {
        return certificates.withNumber(number).orElseThrow(() -> new ActRefused("没有这本证书"));
    }

    /** Whoever holds the certificate neither proposes, confirms nor declines. */
    private void refuseConflictOfInterest(Certificate certificate, String by) {
        if (people.find(by).filter(it -> certificate.isHeldBy(it.idNumber())).isPresent()) {
            log.warn("conflict of interest: {} may not dispose of the own certificate", by);
            throw new ActRefused("不能处置本人的证书");
        }
    }

    private static void refuseImpossible(ActKind kind, Certificate certificate) {
        if (!kind.isPossibleFrom(certificate.status())) {
            throw new ActRefused("证书目前" + certificate.status().label() + "，不能" + kind.label());
        }
    }
}
