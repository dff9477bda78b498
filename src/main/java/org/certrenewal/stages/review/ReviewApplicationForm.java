package org.certrenewal.stages.review;

import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.LegalDates;
import org.certrenewal.casefile.Problem;
import org.certrenewal.casefile.Section;
import org.certrenewal.casefile.TaskForm;
import org.certrenewal.law.DueDate;
import org.certrenewal.process.RenewalProcess;
import org.certrenewal.process.RenewalProcess.Variables;
import org.springframework.stereotype.Component;

/** 审核: approve, or reject with a ground and reasons (行政许可法 Art 38). */
@Component
class ReviewApplicationForm implements TaskForm<Review> {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy年M月d日", Locale.CHINA);

    private final OfficeDesk desk;
    private final Grounds grounds;
    private final CaseFiles cases;
    private final LegalDates dates;
    private final Bars bars;
    private final Clock clock;
    private final Confirmations confirmations;

    ReviewApplicationForm(
            OfficeDesk desk,
            Grounds grounds,
            CaseFiles cases,
            LegalDates dates,
            Bars bars,
            Clock clock,
            Confirmations confirmations) {
        this.confirmations = confirmations;
        this.desk = desk;
        this.grounds = grounds;
        this.cases = cases;
        this.dates = dates;
        this.bars = bars;
        this.clock = clock;
    }

    @Override
    public String element() {
        return RenewalProcess.Tasks.REVIEW_APPLICATION;
    }

    @Override
    public Section<Review> section() {
        return Review.SECTION;
    }

    @Override
    public OfficeDesk.View context(CaseFile file) {
        return desk.of(file, grounds.forRejection(file.received()));
    }

    @Override
    public List<Problem> validate(CaseFile file, Review entered) {
        if (entered == null || entered.decision() == null) {
            return List.of(new Problem("decision", "请选择准予延续或不予延续"));
        }
        if (dates.standingStill(file).isPresent()) {
            return List.of(new Problem("decision", "审查期限正在暂停计算，请先恢复计时，再作出决定"));
        }
        Optional<DueDate> passed = dates.lastDayToDecide(file).filter(due -> due.hasPassed(today()));
        if (passed.isPresent()) {
            return List.of(
                    new Problem("decision", "审查决定期限已于" + DAY.format(passed.get().date()) + "届满，办件已转交负责人处置"));
        }
        if (entered.decision() == Review.Verdict.REJECT) {
            List<Grounds.Ground> closed = grounds.forRejection(file.received());
            List<Problem> problems = Reasons.problems(entered.ground(), entered.reasons(), closed);
            return problems.isEmpty()
                    ? confirmations
                            .problem(
                                    file,
                                    Grounds.find(closed, entered.ground()),
                                    entered.reasons(),
                                    entered.confirmation())
                            .stream()
                            .toList()
                    : problems;
        }
        return desk
                .unprintable(file)
                .map(text -> new Problem("decision", text))
                .or(() -> confirmations.problem(file, Optional.empty(), null, entered.confirmation()))
                .stream()
                .toList();
    }

    @Override
    public Map<String, Object> completed(CaseFile file, Review entered, String actor) {
        boolean approved = entered.decision() == Review.Verdict.APPROVE;
        cases.decide(file, today(), approved ? CaseFile.Decision.APPROVED : CaseFile.Decision.REJECTED);
        cases.record(
                file.number(),
                actor,
                approved ? "approved" : "rejected",
                approved ? "准予延续" : "不予延续：" + entered.reasons());
        confirmations.keep(file, actor, entered.confirmation());
        if (!approved) {
            bars.follow(file, entered.ground(), today());
        }
        dates.rewriteLedger(file.number());
        return Map.of(Variables.OUTCOME, approved ? "APPROVED" : "REJECTED");
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }
}
