package org.certrenewal.stages.review;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.LegalDates;
import org.certrenewal.casefile.Problem;
import org.certrenewal.casefile.Section;
import org.certrenewal.casefile.TaskForm;
import org.certrenewal.process.RenewalProcess;
import org.certrenewal.process.RenewalProcess.Variables;
import org.springframework.stereotype.Component;

/**
 * 期限处置: before the deadline the supervisor extends once, with reasons, where the officer proposes it (行政许可法 Art 42);
 * after it there is no extension any more, and the supervisor has it decided at once.
 */
@Component
class ExtendDecisionForm implements TaskForm<DeadlineDisposition> {

    private final OfficeDesk desk;
    private final CaseFiles cases;
    private final LegalDates dates;
    private final Clock clock;

    ExtendDecisionForm(OfficeDesk desk, CaseFiles cases, LegalDates dates, Clock clock) {
        this.desk = desk;
        this.cases = cases;
        this.dates = dates;
        this.clock = clock;
    }

    @Override
    public String element() {
        return RenewalProcess.Tasks.EXTEND_DECISION;
    }

    @Override
    public Section<DeadlineDisposition> section() {
        return DeadlineDisposition.SECTION;
    }

    @Override
    public OfficeDesk.View context(CaseFile file) {
        return desk.of(file, List.of());
    }

    @Override
    public List<Problem> validate(CaseFile file, DeadlineDisposition entered) {
        if (entered == null || entered.disposition() == null) {
            return List.of(new Problem("disposition", "请选择延长期限或督办"));
        }
        if (entered.disposition() == DeadlineDisposition.Disposition.URGE) {
            return List.of();
        }
        if (file.received().extended().isPresent()) {
            return List.of(new Problem("disposition", "期限已延长过一次，依照《中华人民共和国行政许可法》第四十二条不能再次延长，请督办"));
        }
        if (!dates.canBeExtended(file, LocalDate.now(clock))) {
            return List.of(new Problem("disposition", "审查决定期限已经届满，依照《中华人民共和国行政许可法》第四十二条不能再延长，请督办"));
        }
        return Reasons.problem("reasons", entered.reasons(), Reasons.WANTED + "；延长的理由要告知申请人").stream()
                .toList();
    }

    @Override
    public Map<String, Object> completed(CaseFile file, DeadlineDisposition entered, String actor) {
        boolean extend = entered.disposition() == DeadlineDisposition.Disposition.EXTEND;
        if (extend) {
            cases.extend(file, LocalDate.now(clock));
            cases.record(file.number(), actor, "extended", "批准延长期限：" + entered.reasons());
            dates.rewriteLedger(file.number());
        } else {
            boolean over = dates.decision(file)
                    .filter(due -> due.hasPassed(LocalDate.now(clock)))
                    .isPresent();
            if (over) {
                cases.urge(file, LocalDate.now(clock));
            }
            cases.record(file.number(), actor, "urged", over ? "负责人已督促经办人作出决定" : "负责人未同意延长期限，由经办人在期限内作出决定");
            cases.forget(file.number(), DeadlineDisposition.SECTION);
        }
        return Map.of(Variables.DECISION_EXTENDED, extend);
    }
}
