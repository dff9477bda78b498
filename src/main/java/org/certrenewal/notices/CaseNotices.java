package org.certrenewal.notices;

import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseStatus;
import org.certrenewal.law.CaseEvents;
import org.certrenewal.process.CaseEnded;
import org.certrenewal.process.DayMoved;
import org.certrenewal.registry.reference.GroupId;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells the applicant how a case ended. */
@Component
public class CaseNotices {

    /** Where officers and supervisors look. */
    static final String OFFICE_TASKS = "/camunda/app/tasklist/default/";

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy年M月d日", Locale.CHINA);

    private final Notices notices;
    private final Clock clock;

    CaseNotices(Notices notices, Clock clock) {
        this.clock = clock;
        this.notices = notices;
    }

    /** Tells the supervisor that silence accepted an application. */
    public void deemedAccepted(CaseFile file) {
        notices.tell(Note.to(GroupId.supervisors(file.office().orElseThrow()))
                .about(file.number())
                .once("escalation", "deemed-accepted:" + file.number())
                .saying("办件 " + file.number() + " 在受理期限内未答复，自收到申请之日起视为受理")
                .at(OFFICE_TASKS));
    }

    /** Tells applicant and supervisor that the time for the decision stands still, or runs again (行政许可法 Art 45). */
    public void excludedTime(CaseFile file, LocalDate day, boolean begins, String text) {
        String once = "excluded-" + (begins ? "from-" : "to-")
                + file.received().excluded().size() + "-" + day + ":" + file.number();
        notices.tell(Note.to(GroupId.supervisors(file.office().orElseThrow()))
                .about(file.number())
                .once("excluded-time", "supervisor-" + once)
                .saying("办件 " + file.number() + "（第"
                        + file.received().excluded().size() + "次）：" + text)
                .at(OFFICE_TASKS));
        notices.tell(Note.to(file.applicant())
                .about(file.number())
                .once("excluded-time", once)
                .saying("您的办件 " + file.number() + "：" + text)
                .at("/my/cases#" + file.number()));
    }

    /** Tells applicant and office that a day has moved with the holidays. */
    @EventListener
    void dayMoved(DayMoved moved) {
        CaseFile file = moved.file();
        String text = "因法定节假日安排公布或者调整，%s由%s改为%s%s"
                .formatted(
                        moved.kind().label(),
                        DAY.format(moved.before()),
                        DAY.format(moved.after()),
                        moved.provisional() ? "（暂定）" : "");
        String once =
                "moved-" + moved.before() + "-" + moved.after() + "-" + LocalDate.now(clock) + ":" + file.number();
        notices.tell(Note.to(file.applicant())
                .about(file.number())
                .once("day-moved", once)
                .saying("您的办件 " + file.number() + "：" + text)
                .at("/my/cases#" + file.number()));
        file.office()
                .ifPresent(office -> notices.tell(Note.to(GroupId.officers(office))
                        .about(file.number())
                        .once("day-moved", "office-" + once)
                        .saying("办件 " + file.number() + "：" + text)
                        .at(OFFICE_TASKS)));
    }

    /**
     * Tells the supervisors that falsehood wants a warning too, which is a penalty with a procedure of its own (行政许可法
     * Art 78, 行政处罚法 Arts 44, 45).
     *
     * @param outcome what was decided because of it: 不予受理 or 不予延续
     */
    public void warningWanted(CaseFile file, String outcome) {
        notices.tell(Note.to(GroupId.supervisors(file.office().orElseThrow()))
                .about(file.number())
                .once("escalation", "warning-wanted:" + file.number())
                .saying("办件 " + file.number() + " 因隐瞒有关情况或者提供虚假材料" + outcome + "。依照《中华人民共和国行政许可法》第七十八条应当给予警告。"
                        + "警告须先行告知、听取陈述和申辩，再另行作出决定，请在“证书处置”中提出")
                .at("/office/certificates?number=" + file.certificateNumber().orElseThrow() + "&refusedCase="
                        + file.number() + "#act-heading"));
    }

    /** Tells the applicant after a rejection when to apply again. */
    public void reapplication(CaseFile file, String text) {
        notices.tell(Note.to(file.applicant())
                .about(file.number())
                .once("reapplication", "reapplication:" + file.number())
                .saying("您的办件 " + file.number() + " 不予延续。" + text)
                .at("/my/cases#" + file.number()));
    }

    private static String ending(CaseFile file, CaseStatus end) {
        boolean neverCorrected = end == CaseStatus.ABANDONED
                && file.dates().filter(CaseEvents::isWaitingForApplicant).isPresent();
        return neverCorrected ? "逾期未补正，本次申请终结" : end.label();
    }

    private String again(CaseFile file) {
        return file.certificateValidTo()
                .filter(LocalDate.now(clock)::isAfter)
                .map(ended -> "证书有效期已届满，不能继续凭该证书从业")
                .orElseGet(() -> "仍可重新申请"
                        + file.certificateValidTo()
                                .map(end -> "，期限至" + DAY.format(end) + "止")
                                .orElse(""));
    }

    /** Tells the applicant that the case is closed, where it wasn't told by letter. */
    @EventListener
    void closed(CaseEnded ended) {
        CaseFile file = ended.file();
        CaseStatus end = ended.end();
        switch (end) {
            case ABANDONED, AUTHENTICATION_FAILED, STOPPED, WITHDRAWN ->
                notices.tell(Note.to(file.applicant())
                        .about(file.number())
                        .once("closed", "closed:" + file.number())
                        .saying("您的办件 " + file.number() + "：" + ending(file, end) + "。" + again(file))
                        .at("/my/cases#" + file.number()));
            case TERMINATED ->
                notices.tell(Note.to(file.applicant())
                        .about(file.number())
                        .once("closed", "closed:" + file.number())
                        .saying("您的办件 " + file.number() + " 已终止办理，原因和救济途径见《终止办理告知书》。" + again(file))
                        .at("/my/cases#" + file.number()));
            case INVALIDATED ->
                notices.tell(Note.to(file.applicant())
                        .about(file.number())
                        .once("closed", "closed:" + file.number())
                        .saying("您的办件 " + file.number() + " 已终止：所申请延续的证书已被暂扣、吊销、撤销或注销。对处置决定不服的，可以依法申请行政复议或者提起行政诉讼")
                        .at("/my/cases#" + file.number()));
            default -> {
                // Told by the letter, or by the result.
            }
        }
    }
}
