package org.certrenewal.stages.review;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.certrenewal.casefile.ApplicationSummary;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.FormContext;
import org.certrenewal.casefile.LegalDates;
import org.certrenewal.casefile.PickupCheck;
import org.certrenewal.casefile.PostagePayer;
import org.certrenewal.casefile.Problem;
import org.certrenewal.casefile.RenewalCheck;
import org.certrenewal.casefile.Section;
import org.certrenewal.casefile.Section.Pickup;
import org.certrenewal.casefile.Section.RenewalForm;
import org.certrenewal.casefile.TaskForm;
import org.certrenewal.process.RenewalProcess;
import org.certrenewal.process.RenewalProcess.Variables;
import org.certrenewal.registry.reference.Undertaking;
import org.certrenewal.registry.reference.Undertakings;
import org.springframework.stereotype.Component;

/** 补正: the marked fields come first, with the reasons, and nothing else can be changed. */
@Component
class CorrectApplicationForm implements TaskForm<Correction> {

    private final CaseFiles cases;
    private final LetterTexts texts;
    private final FormContext contexts;
    private final RenewalCheck renewalCheck;
    private final PickupCheck pickupCheck;
    private final LegalDates dates;
    private final Undertakings undertakings;
    private final Clock clock;

    CorrectApplicationForm(
            CaseFiles cases,
            LetterTexts texts,
            FormContext contexts,
            RenewalCheck renewalCheck,
            PickupCheck pickupCheck,
            LegalDates dates,
            Undertakings undertakings,
            Clock clock) {
        this.cases = cases;
        this.texts = texts;
        this.contexts = contexts;
        this.renewalCheck = renewalCheck;
        this.pickupCheck = pickupCheck;
        this.dates = dates;
        this.undertakings = undertakings;
        this.clock = clock;
    }

    record CorrectionView(String field, String label, String reason) {}

    record Context(
            List<CorrectionView> corrections,
            String answerDue,
            ApplicationSummary.ApplicantView applicant,
            List<FormContext.CityView> cities,
            ApplicationSummary.CertificateView certificate,
            ApplicationSummary.UndertakingView undertaking,
            List<PostagePayer.Choice> payers,
            String lookupHref,
            RenewalForm form,
            Pickup pickup) {}

    @Override
    public String element() {
        return RenewalProcess.Tasks.CORRECT_APPLICATION;
    }

    @Override
    public Section<Correction> section() {
        return Correction.SECTION;
    }

    @Override
    public Context context(CaseFile file) {
        FormContext.View form = contexts.of(file);
        return new Context(
                marked(file).stream()
                        .map(missing -> new CorrectionView(
                                missing.field(),
                                Correctable.of(missing.field()).orElseThrow().label(),
                                missing.reason()))
                        .toList(),
                dates.due(file).map(LocalDate::toString).orElse(null),
                form.applicant(),
                form.cities(),
                form.certificate(),
                form.undertaking(),
                PostagePayer.choices(),
                form.lookupHref(),
                cases.section(file.number(), Section.FORM).orElseThrow(),
                cases.section(file.number(), Section.PICKUP).orElseThrow());
    }

    private List<Acceptance.Missing> marked(CaseFile file) {
        return texts.acceptance(file.number()).corrections();
    }

    private RenewalForm form(CaseFile file, Correction entered) {
        RenewalForm form = cases.section(file.number(), Section.FORM).orElseThrow();
        for (Acceptance.Missing missing : marked(file)) {
            form = Correctable.of(missing.field()).orElseThrow().correct(form, entered.form());
        }
        return form;
    }

    private Pickup pickup(CaseFile file, Correction entered) {
        Pickup pickup = cases.section(file.number(), Section.PICKUP).orElseThrow();
        for (Acceptance.Missing missing : marked(file)) {
            pickup = Correctable.of(missing.field()).orElseThrow().correct(pickup, entered.pickup());
        }
        // How letters are served was agreed to apart from this, and is changed under 我的信息.
        Pickup.Letters letters =
                cases.section(file.number(), Section.PICKUP).orElseThrow().letters();
        return pickup == null || pickup.letters() == letters
                ? pickup
                : new Pickup(pickup.method(), pickup.address(), pickup.payer(), letters);
    }

    @Override
    public List<Problem> validate(CaseFile file, Correction entered) {
        if (entered == null) {
            return List.of(new Problem("form", "请先补正标出的内容"));
        }
        RenewalForm form = form(file, entered);
        List<Problem> problems = new ArrayList<>();
        renewalCheck.validate(form).forEach(problem -> problems.add(inForm(problem)));
        pickupCheck.validate(pickup(file, entered)).forEach(problem -> problems.add(in("pickup", problem)));
        if (problems.isEmpty()) {
            renewalCheck.check(file, form).problems().forEach(problem -> problems.add(inForm(problem)));
        }
        return problems;
    }

    private static Problem inForm(Problem problem) {
        return in("form", problem);
    }

    private static Problem in(String section, Problem problem) {
        return new Problem(section + "." + problem.field(), problem.message());
    }

    @Override
    public Map<String, Object> completed(CaseFile file, Correction entered, String actor) {
        RenewalForm form = RenewalCheck.tidied(form(file, entered));
        LocalDate today = LocalDate.now(clock);
        Undertaking text = undertakings.on(today);
        Pickup pickup = PickupCheck.tidied(pickup(file, entered));
        cases.save(
                file.number(),
                Section.FORM,
                new RenewalForm(
                        form.region(),
                        form.certificate(),
                        new RenewalForm.Undertaking(true, text.version(), text.hash(), today.toString()),
                        form.checkup()),
                true);
        cases.save(file.number(), Section.PICKUP, pickup, true);
        cases.record(file.number(), actor, "corrected", "已按告知补正");
        return Map.of(Variables.BY_POST, pickup.method() == Pickup.Method.POST);
    }
}
