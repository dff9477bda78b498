package org.certrenewal.stages.review;

import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.LegalDates;
import org.certrenewal.casefile.Problem;
import org.certrenewal.casefile.SectionRefused;
import org.certrenewal.documents.ClockLetters;
import org.certrenewal.documents.Typeface;
import org.certrenewal.law.DueDate;
import org.certrenewal.law.ExcludedTime;
import org.certrenewal.law.LawBook;
import org.certrenewal.law.RuleKey;
import org.certrenewal.notices.CaseNotices;
import org.certrenewal.process.CaseTimers;
import org.certrenewal.process.RenewalProcess.Tasks;
import org.certrenewal.process.tasks.OpenTasks;
import org.certrenewal.typed.Lengths;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Lets the clock of a decision stand still for an inspection, a test or an expert review (行政许可法 Art 45), and tells the
 * applicant in writing how long that takes. The day of the stop doesn't count, the day on which it runs again does.
 */
@Component
class ExcludedTimes {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy年M月d日", Locale.CHINA);
    private static final int LONGEST_WORKING_DAYS = 250;
    private static final int SHORTEST_DOCUMENT = 4;

    private final OpenTasks tasks;
    private final CaseFiles cases;
    private final LegalDates dates;
    private final LawBook law;
    private final CaseTimers timers;
    private final Letters letters;
    private final CaseNotices notices;
    private final Clock clock;

    ExcludedTimes(
            OpenTasks tasks,
            CaseFiles cases,
            LegalDates dates,
            LawBook law,
            CaseTimers timers,
            Letters letters,
            CaseNotices notices,
            Clock clock) {
        this.tasks = tasks;
        this.cases = cases;
        this.dates = dates;
        this.law = law;
        this.timers = timers;
        this.letters = letters;
        this.notices = notices;
        this.clock = clock;
    }

    /** Names the procedures whose time doesn't count (行政许可法 Art 45), as an officer can name them. */
    enum Purpose {
        HEARING("听证"),
        INSPECTION("检验"),
        TEST("检测"),
        APPRAISAL("鉴定"),
        EXPERT_REVIEW("专家评审");

        private final String label;

        Purpose(String label) {
            this.label = label;
        }
    }

    /**
     * Says why the clock is to stand still.
     *
     * @param purpose the procedure that takes the time
     * @param reason why it is needed
     * @param document the paper by which it was ordered, with its number
     * @param workingDays how long it will probably take
     */
    record Stop(Purpose purpose, String reason, String document, Integer workingDays) {}

    /**
     * Stops the clock: today doesn't count any more. The applicant gets a sealed letter, the supervisor is told.
     *
     * @throws SectionRefused without a purpose, a reason, a paper or a length, if it stands already, or if the time for
     *     the decision is over
     */
    @Transactional
    CaseFile start(String taskId, String user, int version, Stop stop) {
        CaseFile file = mine(taskId, user);
        LocalDate today = LocalDate.now(clock);
        List<Problem> problems = problems(stop);
        if (!problems.isEmpty()) {
            throw new SectionRefused(problems);
        }
        if (dates.standingStill(file).isPresent()) {
            throw refuse("excludedReason", "期限已经在暂停计算");
        }
        Optional<DueDate> over = dates.decision(file).filter(due -> due.hasPassed(today));
        if (over.isPresent()) {
            throw refuse("excludedReason", "审查决定期限已于" + DAY.format(over.get().date()) + "届满，不能再暂停");
        }
        String text = "%s：%s（依据材料：%s；预计%d个工作日）"
                .formatted(
                        stop.purpose().label,
                        stop.reason().strip(),
                        stop.document().strip(),
                        stop.workingDays());
        cases.change(file, version);
        cases.startExcludedTime(file.number(), today, text);
        CaseFile stopped = follow(
                file.number(), user, true, "自%s起暂停计算审查决定期限：%s。依据%s".formatted(DAY.format(today), text, article(file)));
        letters.issueClockStopped(
                file.number(),
                new ClockLetters.Stop(
                        stop.purpose().label,
                        stop.reason().strip(),
                        stop.document().strip(),
                        stop.workingDays()));
        return stopped;
    }

    private static List<Problem> problems(Stop stop) {
        List<Problem> problems = new ArrayList<>();
        if (stop.purpose() == null) {
            problems.add(new Problem("excludedPurpose", "请选择需要进行的程序；《中华人民共和国行政许可法》第四十五条只为这些程序停止计算期限"));
        }
        String wanted = "请写明具体理由，10至" + Lengths.STOP_REASON + "个字；要书面告知申请人";
        Optional<Problem> reason = Lengths.of(stop.reason()) > Lengths.STOP_REASON
                ? Optional.of(new Problem("excludedReason", wanted))
                : Reasons.problem("excludedReason", stop.reason(), wanted);
        reason.ifPresent(problems::add);
        String document = stop.document() == null ? "" : stop.document().strip();
        if (Lengths.of(document) < SHORTEST_DOCUMENT || Lengths.of(document) > Lengths.STOP_DOCUMENT) {
            problems.add(new Problem(
                    "excludedDocument",
                    "请写明据以进行该程序的文件名称和编号，" + SHORTEST_DOCUMENT + "至" + Lengths.STOP_DOCUMENT + "个字，例如委托书、评审通知"));
        }
        // It stands in the letter beside the reason.
        Typeface.official()
                .objection(document)
                .ifPresent(objection -> problems.add(new Problem("excludedDocument", objection)));
        Integer days = stop.workingDays();
        if (days == null || days < 1 || days > LONGEST_WORKING_DAYS) {
            problems.add(new Problem("excludedDays", "请填写预计需要的工作日，1至" + LONGEST_WORKING_DAYS + "天"));
        }
        return problems;
    }

    /**
     * Lets the clock run again: today counts, so a stop within one day costs nothing.
     *
     * @throws SectionRefused if it doesn't stand
     */
    @Transactional
    CaseFile stop(String taskId, String user, int version) {
        CaseFile file = mine(taskId, user);
        ExcludedTime standing = dates.standingStill(file).orElseThrow(() -> refuse("excludedReason", "期限没有在暂停计算"));
        LocalDate today = LocalDate.now(clock);
        ExcludedTime ended = standing.until(today);
        cases.change(file, version);
        cases.endExcludedTime(file.number(), ended.to().orElseThrow());
        LocalDate due =
                dates.decision(cases.withNumber(file.number())).orElseThrow().date();
        String excluded = ended.isEmpty()
                ? "当日恢复，期限不受影响"
                : DAY.format(ended.from()) + "至" + DAY.format(ended.to().orElseThrow()) + "不计入";
        CaseFile running = follow(
                file.number(),
                user,
                false,
                "自%s起恢复计算审查决定期限：%s，作出决定的最后一日为%s。依据%s"
                        .formatted(DAY.format(today), excluded, DAY.format(due), article(file)));
        letters.issueClockResumed(file.number());
        return running;
    }

    private CaseFile mine(String taskId, String user) {
        return tasks.mine(taskId, user, Tasks.REVIEW_APPLICATION).file();
    }

    private CaseFile follow(String number, String user, boolean begins, String text) {
        CaseFile file = cases.withNumber(number);
        cases.record(number, user, begins ? "excluded-from" : "excluded-to", text);
        dates.rewriteLedger(number);
        timers.move(file);
        notices.excludedTime(file, LocalDate.now(clock), begins, text);
        return file;
    }

    private String article(CaseFile file) {
        return law.clock().rulesOf(file.received()).article(RuleKey.EXCLUDED_TIME);
    }

    private static SectionRefused refuse(String field, String message) {
        return new SectionRefused(List.of(new Problem(field, message)));
    }
}
