package org.certrenewal.stages.acts;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.CaseFindings;
import org.certrenewal.casefile.CertificateFiles;
import org.certrenewal.casefile.OpenRenewals;
import org.certrenewal.documents.ActLetters;
import org.certrenewal.notices.Note;
import org.certrenewal.notices.Notices;
import org.certrenewal.process.CertificateChanges;
import org.certrenewal.process.StatusReports;
import org.certrenewal.registry.Certificate;
import org.certrenewal.registry.Certificates;
import org.certrenewal.registry.PersonName;
import org.certrenewal.registry.reference.Gender;
import org.certrenewal.registry.reference.GroupId;
import org.springframework.stereotype.Component;

/**
 * Corrects the holder's name on the certificate, and the gender by the identity number: a new sealed version of the
 * same number and term takes the place of the old one, the province's platform hears of the change (变更), and what the
 * check of an open renewal found about name and gender is settled.
 */
@Component
class CorrectionEffect implements ActEffect {

    private static final String NAME = "name-differs";
    private static final String GENDER = "gender-differs";
    private static final String CORRECTED = "证书登记的%s已经更正";

    private final Certificates certificates;
    private final CertificateFiles files;
    private final OpenRenewals openRenewals;
    private final CertificateChanges renewals;
    private final StatusReports province;
    private final CaseFiles cases;
    private final CaseFindings found;
    private final Notices notices;

    CorrectionEffect(
            Certificates certificates,
            CertificateFiles files,
            OpenRenewals openRenewals,
            CertificateChanges renewals,
            StatusReports province,
            CaseFiles cases,
            CaseFindings found,
            Notices notices) {
        this.certificates = certificates;
        this.files = files;
        this.openRenewals = openRenewals;
        this.renewals = renewals;
        this.province = province;
        this.cases = cases;
        this.found = found;
        this.notices = notices;
    }

    @Override
    public boolean isOf(ActKind kind) {
        return kind == ActKind.CORRECT;
    }

    /** Tells whether a correction to a name would change anything. */
    static boolean changes(Certificate certificate, PersonName right) {
        return !certificate.holderName().value().equals(right.value())
                || certificate.gender() != certificate.holder().gender();
    }

    @Override
    public List<String> decides(Act act, Certificate certificate, LocalDate on) {
        List<String> phrases = new ArrayList<>();
        PersonName right = name(act);
        if (!right.value().equals(certificate.holderName().value())) {
            phrases.add(
                    "将上述证书登记的姓名由“%s”更正为“%s”".formatted(certificate.holderName().value(), right.value()));
        }
        Gender gender = certificate.holder().gender();
        if (gender != certificate.gender()) {
            phrases.add("将上述证书登记的性别由“%s”更正为“%s”".formatted(certificate.gender().label(), gender.label()));
        }
        phrases.add("自%s起使用更正后的证书，原版本同时停止使用".formatted(ActLetters.day(on)));
        phrases.add("证书编号、操作类别和使用期不变");
        return phrases;
    }

    @Override
    public void take(Act act, Certificate certificate, LocalDate on) {
        Optional<String> renewal = openRenewals.caseOf(certificate.number().value());
        renewal.ifPresent(renewals::hold);
        Certificate corrected = certificates.correct(
                certificate.number(),
                name(act),
                certificate.holder().gender(),
                on,
                "%s；%s（提出 %s，复核 %s）"
                        .formatted(
                                act.basis().ground(),
                                act.basis().facts(),
                                act.proposedBy(),
                                act.answeredBy().orElse("—")));
        files.issue(act.id(), corrected);
        province.request(certificate.number());
        renewal.ifPresent(number -> settle(act, number, certificate, corrected));
    }

    private void settle(Act act, String renewal, Certificate before, Certificate after) {
        Set<String> codes = new HashSet<>();
        List<String> what = new ArrayList<>();
        if (!before.holderName().equals(after.holderName())) {
            codes.add(NAME);
            what.add("姓名");
        }
        if (before.gender() != after.gender()) {
            codes.add(GENDER);
            what.add("性别");
        }
        if (codes.isEmpty() || !found.settle(renewal, codes)) {
            return;
        }
        String text = CORRECTED.formatted(String.join("、", what));
        cases.record(renewal, act.answeredBy().orElseThrow(), "findings-settled", text);
        CaseFile file = cases.withNumber(renewal);
        file.office()
                .filter(office -> file.status().isWithOffice())
                .ifPresent(office -> notices.tell(Note.to(GroupId.officers(office))
                        .about(renewal)
                        .once("certificate-corrected", "certificate-corrected:" + act.id())
                        .saying("办件 " + renewal + "：" + text + "，系统核查的相应疑点已消除")
                        .at("/office/tasks")));
    }

    private static PersonName name(Act act) {
        return act.basis().rightName().orElseThrow();
    }
}
