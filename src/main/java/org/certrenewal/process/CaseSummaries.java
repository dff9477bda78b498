package org.certrenewal.process;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.LegalDates;
import org.springframework.stereotype.Component;

/** Says in a sentence where a case stands and what comes next, until when. */
@Component
public class CaseSummaries {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy年M月d日", Locale.CHINA);

    private final LegalDates dates;

    CaseSummaries(LegalDates dates) {
        this.dates = dates;
    }

    /** Shows a case in a line. */
    public record CaseSummary(String number, String status, String statusText, String dueText) {}

    /** Returns the case in a line. */
    public CaseSummary of(CaseFile file) {
        return new CaseSummary(
                file.number(),
                file.status().name(),
                file.status().label(),
                dueText(file).orElse(""));
    }

    /** Returns until when somebody has to act, and who. */
    public Optional<String> dueText(CaseFile file) {
        return switch (file.status()) {
            case SUBMITTED -> due(file).map(day -> "受理机关告知是否受理的期限" + until(day));
            case ACCEPTED ->
                due(file)
                        .map(day -> dates.promised(file)
                                        .map(promised -> "承诺办结的期限" + until(promised.date()) + "；")
                                        .orElse("")
                                + "作出决定的期限" + until(day));
            case CORRECTING -> due(file).map(day -> "请补正，期限" + until(day));
            case APPROVED -> Optional.of("电子证照正在制发");
            default -> Optional.empty();
        };
    }

    /** Includes the last day. */
    private static String until(LocalDate day) {
        return "至 " + DAY.format(day) + " 止";
    }

    private Optional<LocalDate> due(CaseFile file) {
        return dates.due(file);
    }

    /** Returns what to tell after a form was sent. */
    public String messageAfter(CaseFile file) {
        return switch (file.status()) {
            case SUBMITTED ->
                "申请已提交，办件编号 " + file.number() + "。" + dueText(file).orElse("") + "，结果会显示在“我的办件”。";
            case ISSUED -> "本次办理已全部完成，感谢您的评价。";
            default -> file.status().label();
        };
    }

    /** Returns the page to show when the person has nothing more to do in the case. */
    public String pageAfter(CaseFile file) {
        return "/my/cases#" + file.number();
    }
}
