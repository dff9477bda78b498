package org.certrenewal.stages.form;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.Section;
import org.certrenewal.casefile.Section.RenewalForm;
import org.certrenewal.process.Beginning;
import org.certrenewal.registry.CertificateNumber;
import org.certrenewal.registry.reference.Undertaking;
import org.certrenewal.registry.reference.Undertakings;
import org.springframework.stereotype.Component;

/** Prepares 在线填表: what is known already isn't asked for again (在线政务服务若干规定 Art 7). */
@Component
class Prefill implements Beginning {

    private final CaseFiles cases;
    private final Undertakings undertakings;
    private final Clock clock;

    Prefill(CaseFiles cases, Undertakings undertakings, Clock clock) {
        this.cases = cases;
        this.undertakings = undertakings;
        this.clock = clock;
    }

    /** Begins the form with the undertaking in use today; what was entered before stays. */
    void prepare(String caseNumber) {
        if (cases.section(caseNumber, Section.FORM).isEmpty()) {
            begin(caseNumber, null);
        }
    }

    /** Enters the certificate that is to be renewed, as its holder has chosen it outside the form. */
    @Override
    public void enter(String caseNumber, Chosen chosen) {
        chosen.certificate().ifPresent(certificate -> choose(caseNumber, certificate));
    }

    private void choose(String caseNumber, CertificateNumber certificate) {
        Optional<RenewalForm> entered = cases.section(caseNumber, Section.FORM);
        if (entered.isEmpty()) {
            begin(caseNumber, certificate.value());
            return;
        }
        RenewalForm form = entered.get();
        if (form.certificate() == null
                || !certificate.value().equals(form.certificate().number())) {
            cases.save(
                    caseNumber,
                    Section.FORM,
                    new RenewalForm(
                            form.region(),
                            new RenewalForm.CertificateChoice(certificate.value()),
                            form.undertaking(),
                            form.checkup()),
                    false);
        }
    }

    private void begin(String caseNumber, String certificate) {
        LocalDate today = LocalDate.now(clock);
        Undertaking text = undertakings.on(today);
        cases.save(
                caseNumber,
                Section.FORM,
                new RenewalForm(
                        new RenewalForm.Region(null, null),
                        new RenewalForm.CertificateChoice(certificate),
                        new RenewalForm.Undertaking(false, text.version(), text.hash(), today.toString())),
                false);
    }
}
