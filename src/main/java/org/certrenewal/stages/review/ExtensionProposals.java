package org.certrenewal.stages.review;

import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.LegalDates;
import org.certrenewal.casefile.Problem;
import org.certrenewal.casefile.SectionRefused;
import org.certrenewal.process.RenewalInstances;
import org.certrenewal.process.RenewalProcess.Tasks;
import org.certrenewal.process.tasks.OpenTasks;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Lets the officer ask the supervisor to extend the time for the decision, before it is over (行政许可法 Art 42). */
@Component
class ExtensionProposals {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy年M月d日", Locale.CHINA);

    private final OpenTasks tasks;
    private final RenewalInstances instances;
    private final CaseFiles cases;
    private final LegalDates dates;
    private final Clock clock;

    ExtensionProposals(OpenTasks tasks, RenewalInstances instances, CaseFiles cases, LegalDates dates, Clock clock) {
        this.tasks = tasks;
        this.instances = instances;
        this.cases = cases;
        this.dates = dates;
        this.clock = clock;
    }

    /**
     * Hands the case to the supervisor. The reasons stand in the form of the supervisor, who can change them: they go
     * into the letter. Nothing is chosen there beforehand.
     *
     * @throws SectionRefused without reasons, too early, too late, a second time, or while the clock stands still
     */
    @Transactional
    void propose(String taskId, String user, int version, String reasons) {
        CaseFile file = tasks.mine(taskId, user, Tasks.REVIEW_APPLICATION).file();
        LocalDate today = LocalDate.now(clock);
        if (dates.standingStill(file).isPresent()) {
            throw refuse("期限正在暂停计算，恢复计时之后才能提请延长");
        }
        if (file.received().extended().isPresent()) {
            throw refuse("期限已延长过一次，依照《中华人民共和国行政许可法》第四十二条不能再次延长");
        }
        if (!dates.canBeExtended(file, today)) {
            throw refuse("审查决定期限已经届满，不能再延长");
        }
        LocalDate from = dates.extensionFrom(file).orElseThrow();
        if (today.isBefore(from)) {
            throw refuse("还不能提请延长，最早可在" + DAY.format(from) + "提请");
        }
        Reasons.problem("extensionReasons", reasons, Reasons.WANTED + "；延长的理由要告知申请人")
                .ifPresent(problem -> {
                    throw new SectionRefused(List.of(problem));
                });
        cases.change(file, version);
        cases.save(file.number(), DeadlineDisposition.SECTION, new DeadlineDisposition(null, reasons.strip()), false);
        cases.record(file.number(), user, "extension-proposed", "经办人提请负责人延长办理期限");
        instances.proposeExtension(file.number());
    }

    private static SectionRefused refuse(String message) {
        return new SectionRefused(List.of(new Problem("extensionReasons", message)));
    }
}
