package org.certrenewal.stages.form;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.Checkups;
import org.certrenewal.casefile.FormContext;
import org.certrenewal.casefile.Problem;
import org.certrenewal.casefile.RenewalCheck;
import org.certrenewal.casefile.Section;
import org.certrenewal.casefile.Section.RenewalForm;
import org.certrenewal.casefile.TaskForm;
import org.certrenewal.process.RenewalProcess;
import org.certrenewal.registry.reference.Undertaking;
import org.certrenewal.registry.reference.Undertakings;
import org.springframework.stereotype.Component;

/** 在线填表: place of continuing education, the person as the log-in vouches for it, the certificate, the undertaking. */
@Component
class FillFormForm implements TaskForm<RenewalForm> {

    private final FormContext contexts;
    private final RenewalCheck check;
    private final Checkups checkups;
    private final Undertakings undertakings;
    private final Clock clock;

    FillFormForm(FormContext contexts, RenewalCheck check, Checkups checkups, Undertakings undertakings, Clock clock) {
        this.contexts = contexts;
        this.check = check;
        this.checkups = checkups;
        this.undertakings = undertakings;
        this.clock = clock;
    }

    @Override
    public String element() {
        return RenewalProcess.Tasks.FILL_FORM;
    }

    @Override
    public Section<RenewalForm> section() {
        return Section.FORM;
    }

    @Override
    public FormContext.View context(CaseFile file) {
        return contexts.of(file);
    }

    @Override
    public List<Problem> validate(CaseFile file, RenewalForm entered) {
        List<Problem> problems = new ArrayList<>(check.validate(entered));
        problems.addAll(checkups.validate(file, entered));
        return problems;
    }

    @Override
    public List<Problem> foresee(CaseFile file, RenewalForm entered) {
        return check.check(file, entered).problems();
    }

    @Override
    public RenewalForm tidied(RenewalForm entered) {
        return RenewalCheck.tidied(entered);
    }

    /** Dates the undertaking and keeps the hash of the text that was agreed to. */
    @Override
    public RenewalForm kept(CaseFile file, RenewalForm entered) {
        LocalDate today = LocalDate.now(clock);
        Undertaking text = undertakings.on(today);
        return new RenewalForm(
                entered.region(),
                entered.certificate(),
                new RenewalForm.Undertaking(true, text.version(), text.hash(), today.toString()),
                checkups.kept(file, entered));
    }
}
