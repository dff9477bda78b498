package org.certrenewal.stages.form;

import java.time.Clock;
import java.time.LocalDate;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.Section;
import org.certrenewal.casefile.Section.RenewalForm;
import org.certrenewal.registry.reference.Undertaking;
import org.certrenewal.registry.reference.Undertakings;
import org.springframework.stereotype.Component;

/** Prepares 在线填表: what is known already isn't asked for again (在线政务服务若干规定 Art 7). */
@Component
class Prefill {

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
            LocalDate today = LocalDate.now(clock);
            Undertaking text = undertakings.on(today);
            cases.save(
                    caseNumber,
                    Section.FORM,
                    new RenewalForm(
                            new RenewalForm.Region(null, null),
                            new RenewalForm.CertificateChoice(null),
                            new RenewalForm.Undertaking(false, text.version(), text.hash(), today.toString())),
                    false);
        }
    }
}
