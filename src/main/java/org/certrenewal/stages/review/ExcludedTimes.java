package org.certrenewal.stages.review;

import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.LegalDates;
import org.certrenewal.casefile.Problem;
import org.certrenewal.casefile.SectionRefused;
import org.certrenewal.law.DueDate;
import org.certrenewal.law.ExcludedTime;
import org.certrenewal.law.LawBook;
import org.certrenewal.law.RuleKey;
import org.certrenewal.notices.CaseNotices;
import org.certrenewal.process.CaseTimers;
import org.certrenewal.process.RenewalProcess.Tasks;
import org.certrenewal.process.RenewalTasks;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Lets the clock of a decision stand still for an inspection, a test or an expert review (行政许可法 Art 45), and tells the
 * applicant in writing how long that takes.
 */
@Component
class ExcludedTimes {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy年M月d日", Locale.CHINA);
    private static final int LONGEST_WORKING_DAYS = 250;

    private final RenewalTasks tasks;
    private final CaseFiles cases;
    private final LegalDates dates;
    private final LawBook law;
    private final CaseTimers timers;
    private final CaseNotices notices;
    private final Clock clock;

    ExcludedTimes(
            RenewalTasks tasks,
            CaseFiles cases,
            LegalDates dates,
            LawBook law,
            CaseTimers timers,
            CaseNotices notices,
            Clock clock) {
        this.tasks = tasks;
        this.cases = cases;
        this.dates = dates;
        this.law = law;
        this.timers = timers;
        this.notices = notices;
        this.clock = clock;
    }

    /**
     * Stops the clock from today on.
     *
     * @param workingDays how long it will probably take; the applicant is told
     * @throws SectionRefused without a reason or a length, if it stands already, or if the time for the decision is
     *     over
     */
    @Transactional
    CaseFile start(String taskId, String user, int version, String reason, Integer workingDays) {
        CaseFile file = mine(taskId, user);
        LocalDate today = LocalDate.now(clock);
        Optional<Problem> problem = Reasons.problem("excludedReason", reason, Reasons.WANTED + "；要书面告知申请人");
        if (problem.isPresent()) {
            throw new SectionRefused(List.of(problem.get()));
        }
        if (workingDays == null || workingDays < 1 || workingDays > LONGEST_WORKING_DAYS) {
            throw refuse("excludedDays", "请填写预计需要的工作日，1至" + LONGEST_WORKING_DAYS + "天");
        }
        if (dates.standingStill(file).isPresent()) {
            throw refuse("excludedReason", "期限已经在暂停计算");
        }
        Optional<DueDate> over = dates.decision(file).filter(due -> due.hasPassed(today));
        if (over.isPresent()) {
            throw refuse("excludedReason", "审查决定期限已于" + DAY.format(over.get().date()) + "届满，不能再暂停");
        }
        String text = reason.strip() + "（预计" + workingDays + "个工作日）";
        cases.change(file.number(), version);
        cases.startExcludedTime(file.number(), today, text);
        return follow(
                file.number(), user, true, "自%s起暂停计算审查决定期限：%s。依据%s".formatted(DAY.format(today), text, article(file)));
    }

    /**
     * Lets the clock run again from tomorrow on.
     *
     * @throws SectionRefused if it doesn't stand
     */
    @Transactional
    CaseFile stop(String taskId, String user, int version) {
        CaseFile file = mine(taskId, user);
        ExcludedTime standing = dates.standingStill(file).orElseThrow(() -> refuse("excludedReason", "期限没有在暂停计算"));
        LocalDate today = LocalDate.now(clock);
        cases.change(file.number(), version);
        cases.endExcludedTime(file.number(), today);
        LocalDate due =
                dates.decision(cases.withNumber(file.number())).orElseThrow().date();
        return follow(
                file.number(),
                user,
                false,
                "恢复计算审查决定期限：%s至%s不计入，应在%s前作出决定。依据%s"
                        .formatted(DAY.format(standing.from()), DAY.format(today), DAY.format(due), article(file)));
    }

    private CaseFile mine(String taskId, String user) {
        return tasks.mine(taskId, user, Tasks.REVIEW_APPLICATION).file();
    }

    private CaseFile follow(String number, String user, boolean begins, String text) {
        CaseFile file = cases.withNumber(number);
        cases.record(number, user, begins ? "excluded-from" : "excluded-to", text);
        dates.rewriteLedger(number);
        timers.move(file);
        notices.excludedTime(file, LocalDate.now(clock), begins, "您的办件 " + number + "：" + text);
        return file;
    }

    private String article(CaseFile file) {
        return law.clock().rulesOf(file.received()).article(RuleKey.EXCLUDED_TIME);
    }

    private static SectionRefused refuse(String field, String message) {
        return new SectionRefused(List.of(new Problem(field, message)));
    }
}
