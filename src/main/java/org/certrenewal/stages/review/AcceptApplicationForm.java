package org.certrenewal.stages.review;

import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.Problem;
import org.certrenewal.casefile.Section;
import org.certrenewal.casefile.TaskForm;
import org.certrenewal.documents.Typeface;
import org.certrenewal.law.RuleKey;
import org.certrenewal.process.RenewalProcess;
import org.certrenewal.process.RenewalProcess.Variables;
import org.certrenewal.typed.Lengths;
import org.springframework.stereotype.Component;

/** 受理: accept, ask for correction once and in full, or not accept (行政许可法 Art 32). */
@Component
class AcceptApplicationForm implements TaskForm<Acceptance> {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy年M月d日", Locale.CHINA);

    private static final String NOT_COMPETENT = RuleKey.NOT_COMPETENT.id();

    private final OfficeDesk desk;
    private final Grounds grounds;
    private final Acceptances acceptances;
    private final CaseFiles cases;
    private final Confirmations confirmations;
    private final Bars bars;
    private final Clock clock;

    AcceptApplicationForm(
            OfficeDesk desk,
            Grounds grounds,
            Acceptances acceptances,
            CaseFiles cases,
            Confirmations confirmations,
            Bars bars,
            Clock clock) {
        this.confirmations = confirmations;
        this.bars = bars;
        this.clock = clock;
        this.desk = desk;
        this.grounds = grounds;
        this.acceptances = acceptances;
        this.cases = cases;
    }

    @Override
    public String element() {
        return RenewalProcess.Tasks.ACCEPT_APPLICATION;
    }

    @Override
    public Section<Acceptance> section() {
        return Acceptance.SECTION;
    }

    @Override
    public OfficeDesk.View context(CaseFile file) {
        return desk.of(file, grounds.forNonAcceptance(file.received()));
    }

    @Override
    public List<Problem> validate(CaseFile file, Acceptance entered) {
        if (entered == null || entered.decision() == null) {
            return List.of(new Problem("decision", "请选择受理、补正或不予受理"));
        }
        Optional<Problem> late = acceptances
                .passed(file)
                .map(day -> new Problem(
                        "decision", "受理期限已于" + DAY.format(day) + "届满，依照《中华人民共和国行政许可法》第三十二条，自收到申请之日起视为受理，不能再作此决定"));
        if (late.isPresent()) {
            return List.of(late.get());
        }
        return switch (entered.decision()) {
            case ACCEPT ->
                desk.unprintable(file).map(text -> new Problem("decision", text)).stream()
                        .toList();
            case CORRECT -> corrections(file, entered);
            case REFUSE -> refusal(file, entered);
        };
    }

    private List<Problem> refusal(CaseFile file, Acceptance entered) {
        List<Grounds.Ground> closed = grounds.forNonAcceptance(file.received());
        List<Problem> problems = Reasons.problems(entered.ground(), entered.reasons(), closed);
        if (NOT_COMPETENT.equals(entered.ground())) {
            authority(entered.authority()).ifPresent(problems::add);
        }
        if (problems.isEmpty()) {
            confirmations
                    .problem(file, Grounds.find(closed, entered.ground()), entered.reasons(), entered.confirmation())
                    .ifPresent(problems::add);
        }
        return problems;
    }

    /** The applicant is told whom to turn to (行政许可法 Art 32(1)(2)). */
    private static Optional<Problem> authority(String name) {
        return name == null || Lengths.of(name.strip()) < 4
                ? Optional.of(new Problem("authority", "请写明有权受理的行政机关的全称，决定书将告知申请人向该机关申请"))
                : Typeface.official().objection(name).map(objection -> new Problem("authority", objection));
    }

    private static List<Problem> corrections(CaseFile file, Acceptance entered) {
        if (file.received().correctionAsked().isPresent()) {
            return List.of(new Problem("decision", "本件已告知过一次补正，依照《中华人民共和国行政许可法》第三十二条应当一次性告知，不能再次要求补正"));
        }
        if (entered.corrections() == null || entered.corrections().isEmpty()) {
            return List.of(new Problem("corrections", "请标出需要补正的每一项，并写明原因"));
        }
        List<Problem> problems = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < entered.corrections().size(); i++) {
            Acceptance.Missing missing = entered.corrections().get(i);
            String path = "corrections." + i;
            if (missing == null || Correctable.of(missing.field()).isEmpty() || !seen.add(missing.field())) {
                problems.add(new Problem(path + ".field", "这一项不能补正，或重复了"));
            } else {
                Reasons.problem(path + ".reason", missing.reason(), Reasons.WANTED)
                        .ifPresent(problems::add);
            }
        }
        return problems;
    }

    @Override
    public Map<String, Object> completed(CaseFile file, Acceptance entered, String actor) {
        return switch (entered.decision()) {
            case ACCEPT -> {
                acceptances.accept(file, actor);
                yield Map.of(Variables.OUTCOME, "ACCEPTED", Variables.CORRECTION_REQUESTED, false);
            }
            case CORRECT -> {
                acceptances.askForCorrection(
                        file,
                        actor,
                        entered.corrections().stream()
                                .map(Acceptance.Missing::field)
                                .toList());
                yield Map.of(Variables.OUTCOME, "CORRECTION", Variables.CORRECTION_REQUESTED, true);
            }
            case REFUSE -> {
                cases.refuse(file);
                confirmations.keep(file, actor, entered.confirmation());
                bars.followNonAcceptance(file, entered.ground(), LocalDate.now(clock));
                cases.record(file.number(), actor, "not-accepted", "不予受理：" + entered.reasons());
                yield Map.of(Variables.OUTCOME, "NOT_ACCEPTED");
            }
        };
    }
}
