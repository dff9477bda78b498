package org.certrenewal.notices;

import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.certrenewal.casefile.CaseEvent;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.CaseStatus;
import org.certrenewal.casefile.LegalDates;
import org.certrenewal.law.DueDate;
import org.certrenewal.law.ExpiryOutcome;
import org.certrenewal.law.Finding;
import org.certrenewal.registry.reference.GroupId;
import org.springframework.stereotype.Component;

/** Reminds people of what is due soon, and raises the alarm where it is late. */
@Component
class Reminders {

    /** What an act of correction puts right. */
    private static final Set<String> WRONG_ENTRIES = Set.of("name-differs", "gender-differs");

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy年M月d日", Locale.CHINA);

    private final Notices notices;
    private final CaseFiles cases;
    private final LegalDates dates;
    private final Clock clock;

    Reminders(Notices notices, CaseFiles cases, LegalDates dates, Clock clock) {
        this.clock = clock;
        this.notices = notices;
        this.cases = cases;
        this.dates = dates;
    }

    void remindApplicant(String caseNumber) {
        CaseFile file = cases.withNumber(caseNumber);
        boolean correcting = file.status() == CaseStatus.CORRECTING;
        DueDate end = correcting ? dates.correction(file).orElseThrow() : dates.draft(file);
        if (!correcting && file.status() != CaseStatus.DRAFT || end.hasPassed(today())) {
            return;
        }
        String text = correcting
                ? "您的办件 " + caseNumber + " 需要补正，" + before(end.date()) + "未提交的，本次申请终结"
                : "您有一份尚未提交的延续申请（" + caseNumber + "），" + before(end.date()) + "未再填写或提交的，将自动关闭";
        remind(file, file.applicant(), "applicant-" + end.date(), text);
    }

    void remindAcceptance(String caseNumber) {
        CaseFile file = cases.withNumber(caseNumber);
        if (isStillDue(file, CaseStatus.SUBMITTED)) {
            remind(
                    file,
                    GroupId.officers(office(file)),
                    "acceptance-" + due(file),
                    "办件 " + caseNumber + " " + due(file) + "应告知是否受理");
        }
    }

    void remindDecision(String caseNumber) {
        CaseFile file = cases.withNumber(caseNumber);
        if (isStillDue(file, CaseStatus.ACCEPTED)) {
            remind(
                    file,
                    GroupId.officers(office(file)),
                    "decision-" + due(file),
                    "办件 " + caseNumber + " " + due(file) + "应作出决定");
        }
    }

    void remindDelivery(String caseNumber) {
        CaseFile file = cases.withNumber(caseNumber);
        if (isStillDue(file, CaseStatus.ISSUED)) {
            remind(
                    file,
                    GroupId.clerks(office(file)),
                    "delivery-" + due(file),
                    "办件 " + caseNumber + " " + due(file) + "应寄送完毕");
        }
    }

    /**
     * Tells whether there is still time for what somebody is to be reminded of. After an outage a reminder may come
     * when the last day is over, and what follows from that has its own words.
     */
    private boolean isStillDue(CaseFile file, CaseStatus stage) {
        return file.status() == stage
                && dates.due(file).filter(day -> day.isBefore(today())).isEmpty();
    }

    /** Tells supervisor and applicant, each what concerns them, that the certificate ended before the decision. */
    void alertSupervisor(String caseNumber) {
        CaseFile file = cases.withNumber(caseNumber);
        LocalDate end = file.certificateValidTo().orElseThrow();
        if (file.received().received().isAfter(end) || file.received().decided().isPresent()) {
            // Applied for in the grace after the end, or decided meanwhile: no news to anybody.
            return;
        }
        remind(
                file,
                GroupId.supervisors(office(file)),
                "expired",
                "办件 " + caseNumber + " 的证书有效期已届满而未作决定，不能视为准予延续，请立即处理");
        remind(
                file,
                file.applicant(),
                "expired-applicant",
                "您的证书 " + file.certificateNumber().orElseThrow() + " 已于" + DAY.format(end) + "到期，延续申请（办件 " + caseNumber
                        + "）尚未作出决定，仍在办理，结果会另行告知。在准予延续之前，不能凭该证书从业");
    }

    private boolean remind(CaseFile file, GroupId recipients, String what, String text) {
        return remind(file, recipients.value(), what, text);
    }

    /** Tells somebody, in words meant for them; the case's history, which the office reads, keeps them. */
    private boolean remind(CaseFile file, String recipient, String what, String text) {
        String href = recipient.equals(file.applicant()) ? "/my/cases#" + file.number() : CaseNotices.OFFICE_TASKS;
        boolean first = notices.tell(Note.to(recipient)
                .about(file.number())
                .once("reminder", what + ":" + file.number())
                .saying(text)
                .at(href));
        if (first) {
            cases.record(file.number(), CaseEvent.SYSTEM, CaseEvent.REMINDED, text);
        }
        return first;
    }

    /**
     * Brings a case in which the check found something before the supervisor, and before the officers, well before the
     * certificate's end may decide it by silence.
     *
     * @return whether they were told now
     */
    boolean alertOfFindings(CaseFile file, List<Finding> findings) {
        LocalDate end = file.certificateValidTo().orElseThrow();
        String text =
                "办件 " + file.number() + " 系统核查有疑点，尚未作出决定；证书将于" + DAY.format(end) + "到期，届时仍未作出决定的，可能视为准予延续并制发证书，请及时核实";
        boolean wrongEntry = findings.stream().map(Finding::code).anyMatch(WRONG_ENTRIES::contains);
        boolean told = remind(
                file,
                GroupId.supervisors(office(file)),
                "flagged-" + end,
                text + (wrongEntry ? "；是证书登记的姓名、性别有误的，请在“证书处置”中更正，以免错误的登记被延续" : ""));
        remind(file, GroupId.officers(office(file)), "flagged-officers-" + end, text);
        return told;
    }

    /** Brings a decision that is due before the supervisor, once for each due date. */
    void escalateDecision(String caseNumber) {
        CaseFile file = cases.withNumber(caseNumber);
        if (dates.atExpiry(file, today()) == ExpiryOutcome.DEEMED_RENEWED) {
            // The term ended too, as after an outage: silence decides, and there is nothing left to dispose of.
            return;
        }
        if (dates.canBeExtended(file, today())) {
            remind(
                    file,
                    GroupId.supervisors(office(file)),
                    "extension-proposed-" + due(file),
                    "办件 " + caseNumber + " " + due(file) + "应作出决定，经办人提请延长期限，须在届满之前批准");
            return;
        }
        remind(
                file,
                GroupId.supervisors(office(file)),
                "decision-overdue-" + due(file),
                "办件 " + caseNumber + " " + due(file) + "应作出决定而未作出，请进行期限处置");
    }

    /** Tells the supervisor that a result wasn't handed over in time. */
    void escalateDelivery(String caseNumber) {
        CaseFile file = cases.withNumber(caseNumber);
        remind(
                file,
                GroupId.supervisors(office(file)),
                "delivery-overdue-" + due(file),
                "办件 " + caseNumber + " " + due(file) + "应寄送完毕而未寄送，请督促");
    }

    private String due(CaseFile file) {
        return dates.due(file).map(Reminders::before).orElse("期限内");
    }

    private static String before(LocalDate day) {
        return "至" + DAY.format(day) + "止";
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }

    private static String office(CaseFile file) {
        return file.office().orElseThrow();
    }
}
