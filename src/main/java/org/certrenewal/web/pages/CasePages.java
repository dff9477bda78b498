package org.certrenewal.web.pages;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.certrenewal.casefile.ApplicationSummary;
import org.certrenewal.casefile.CaseEvent;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.CaseStatus;
import org.certrenewal.casefile.ClockLedgers;
import org.certrenewal.casefile.Section;
import org.certrenewal.documents.ListedPaper;
import org.certrenewal.documents.PaperKind;
import org.certrenewal.documents.Papers;
import org.certrenewal.law.ClockEntry;
import org.certrenewal.law.DueDate;
import org.certrenewal.law.LawBook;
import org.certrenewal.law.Remedies;
import org.certrenewal.notices.Notices;
import org.certrenewal.privacy.LetterPost;
import org.certrenewal.process.CaseSummaries;
import org.certrenewal.process.LetterJobs;
import org.certrenewal.process.parcels.Parcels;
import org.certrenewal.process.tasks.OpenTasks;
import org.certrenewal.registry.reference.Office;
import org.certrenewal.registry.reference.Offices;
import org.certrenewal.registry.reference.ServiceCatalogue;
import org.springframework.stereotype.Component;

/** Prepares cases for the applicant's pages. */
@Component
class CasePages {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy年M月d日", Locale.CHINA);

    private static final Set<PaperKind> CONTESTABLE =
            EnumSet.of(PaperKind.NON_ACCEPTANCE, PaperKind.REJECTION, PaperKind.TERMINATION);

    private final CaseFiles cases;
    private final ClockLedgers ledgers;
    private final CaseSummaries summaries;
    private final OpenTasks tasks;
    private final Papers papers;
    private final LetterJobs letters;
    private final LawBook law;
    private final ServiceCatalogue catalogue;
    private final LetterPost post;
    private final Offices offices;
    private final Parcels parcels;
    private final ApplicationSummary summary;
    private final DateTimeFormatter time;

    CasePages(
            CaseFiles cases,
            ClockLedgers ledgers,
            CaseSummaries summaries,
            OpenTasks tasks,
            Papers papers,
            LetterJobs letters,
            LawBook law,
            ServiceCatalogue catalogue,
            LetterPost post,
            Offices offices,
            Parcels parcels,
            ApplicationSummary summary,
            Clock clock) {
        this.post = post;
        this.offices = offices;
        this.parcels = parcels;
        this.summary = summary;
        this.cases = cases;
        this.ledgers = ledgers;
        this.summaries = summaries;
        this.tasks = tasks;
        this.papers = papers;
        this.letters = letters;
        this.law = law;
        this.catalogue = catalogue;
        this.time = DateTimeFormatter.ofPattern("yyyy年M月d日 HH:mm", Locale.CHINA).withZone(clock.getZone());
    }

    /**
     * Shows a case in a line.
     *
     * @param certificate the certificate that is renewed, as far as it is known; tells cases apart
     */
    record CaseLine(
            String number,
            String certificate,
            String serviceName,
            String statusText,
            String status,
            String openedAt,
            String dueText,
            String taskHref,
            String taskName,
            boolean withdrawable) {}

    /**
     * Shows a paper.
     *
     * @param service when it was served and until when it can be contested; empty where nothing is to be contested
     */
    record PaperLine(String title, String number, String href, String service) {}

    /** Shows something that the applicant was told. */
    record NoticeLine(String at, String text, String href) {}

    /** Shows something that happened. */
    record TimelineEntry(String at, String text) {}

    /**
     * Shows a line of the case's clock.
     *
     * @param due the last day; empty while the clock stands still
     * @param note what else there is to know, or empty
     * @param done whether what the time was for is done, or no longer awaited
     */
    record ClockLine(
            String label, String start, String due, String article, boolean provisional, String note, boolean done) {}

    /**
     * Shows where the paper copy is.
     *
     * @param status in a few words
     * @param number the courier's, or empty as long as there is none
     * @param steps what befell it, the newest first
     */
    record ParcelView(String status, String number, List<TimelineEntry> steps) {}

    /**
     * Shows a case with its papers and what happened.
     *
     * @param letterOnItsWay whether a letter is decided and still being made
     * @param office who handles it, and is asked about it; null as long as none does
     * @param parcel where the paper copy is; null where none is followed
     */
    record CaseView(
            String number,
            String certificate,
            String serviceName,
            String statusText,
            String status,
            String openedAt,
            String dueText,
            String taskHref,
            String taskName,
            boolean withdrawable,
            List<ClockLine> clock,
            boolean letterOnItsWay,
            List<PaperLine> papers,
            ParcelView parcel,
            List<TimelineEntry> timeline,
            Office office) {}

    CaseLine line(CaseFile file, String user) {
        OpenTasks.TaskRef task = file.closedAt().isPresent()
                ? null
                : tasks.next(file.instanceId(), user).orElse(null);
        return new CaseLine(
                file.number(),
                certificate(file),
                catalogue.handledHere().name(),
                file.status().label(),
                file.status().name(),
                format(file.openedAt()),
                summaries.dueText(file).orElse(""),
                task == null ? null : tasklist(task.taskId()),
                task == null ? null : task.name(),
                file.status().isWithdrawable());
    }

    /** A draft may hold the number only as it was entered. */
    private String certificate(CaseFile file) {
        return file.certificateNumber()
                .or(() -> file.status() == CaseStatus.DRAFT
                        ? cases.section(file.number(), Section.FORM)
                                .map(Section.RenewalForm::certificate)
                                .map(Section.RenewalForm.CertificateChoice::number)
                        : Optional.empty())
                .orElse("");
    }

    CaseView view(CaseFile file, String user) {
        CaseLine line = line(file, user);
        return new CaseView(
                line.number(),
                line.certificate(),
                line.serviceName(),
                line.statusText(),
                line.status(),
                line.openedAt(),
                line.dueText(),
                line.taskHref(),
                line.taskName(),
                line.withdrawable(),
                ledgers.of(file.number()).stream()
                        .map(entry -> new ClockLine(
                                entry.kind().label(),
                                DAY.format(entry.start()),
                                entry.due().map(DAY::format).orElse(""),
                                entry.article(),
                                entry.provisional(),
                                entry.note(),
                                isDone(entry.kind(), file)))
                        .toList(),
                letters.isOnItsWay(file),
                papers.of(file.number()).stream()
                        .map(paper -> new PaperLine(
                                paper.label(), paper.number(), "/api/papers/" + paper.id(), service(paper)))
                        .toList(),
                parcels.newest(file.number()).map(this::parcel).orElse(null),
                cases.events(file.number()).stream()
                        .filter(CaseEvent::isForTheApplicant)
                        .map(event -> new TimelineEntry(format(event.at()), event.text()))
                        .toList(),
                file.office().flatMap(offices::withCode).orElse(null));
    }

    private static boolean isDone(ClockEntry.Kind kind, CaseFile file) {
        boolean undecided = file.status().isWithOffice()
                || file.status() == CaseStatus.CORRECTING
                || file.status() == CaseStatus.DRAFT;
        return switch (kind) {
            case ACCEPTANCE -> !undecided || file.status() == CaseStatus.ACCEPTED;
            case CORRECTION -> file.status() != CaseStatus.CORRECTING;
            case REFUSAL, DECISION, PROMISE, EXTENSION -> !undecided;
            case EXCLUDED -> false;
            case DELIVERY -> file.closedAt().isPresent();
        };
    }

    private ParcelView parcel(Parcels.Parcel parcel) {
        List<TimelineEntry> steps = new ArrayList<>(parcels.steps(parcel.id()).stream()
                .map(step -> new TimelineEntry(
                        format(step.at()),
                        step.kind().label()
                                + step.city()
                                        .map(summary::cityName)
                                        .filter(name -> !name.isBlank())
                                        .map(name -> "（" + name + "）")
                                        .orElse("")))
                .toList());
        Collections.reverse(steps);
        String status = switch (parcel.state()) {
            case ORDERED -> "已向快递公司下单，等待运单号";
            case MOVING -> "已交快递";
            case DELIVERED -> "已签收";
            case RETURNED -> "已退回发证机关，工作人员将重新办理";
            case REFUSED -> "快递公司未收寄，工作人员将重新办理";
            case GIVEN_UP -> "不再跟踪";
        };
        return new ParcelView(status, parcel.trackingNumber().orElse(""), steps);
    }

    /** Says from when on and until when a decision against the applicant can be contested. */
    private String service(ListedPaper paper) {
        if (paper.servedAt().isEmpty()) {
            Optional<LetterPost.Posting> onPaper = post.find(paper.id());
            if (onPaper.isPresent()) {
                return "纸质送达"
                        + onPaper.get()
                                .trackingNumber()
                                .map(number -> "，已邮寄，快递单号 " + number)
                                .orElse("，等待寄出或者领取")
                        + "。以签收之日为送达之日，此处查看不视为送达。";
            }
        }
        if (!CONTESTABLE.contains(paper.kind())) {
            return "";
        }
        return paper.servedAt()
                .map(at -> LocalDate.ofInstant(at, time.getZone()))
                .map(served -> {
                    Remedies remedies = law.clock().remedies(served);
                    return "已于%s送达。不服的，申请行政复议的期限%s；提起行政诉讼的期限%s。"
                            .formatted(
                                    DAY.format(served),
                                    until(remedies.reconsiderationUntil()),
                                    until(remedies.lawsuitUntil()));
                })
                .orElse("您打开本文书之日为送达之日，申请行政复议、提起行政诉讼的期限自该日起计算。");
    }

    private static String until(DueDate due) {
        return "至" + DAY.format(due.date()) + "止" + (due.provisional() ? "（暂定）" : "");
    }

    NoticeLine notice(Notices.Notice notice) {
        return new NoticeLine(format(notice.at()), notice.text(), notice.href());
    }

    private String format(Instant at) {
        return time.format(at);
    }

    static String tasklist(String taskId) {
        return "/camunda/app/tasklist/default/#/?task=" + taskId;
    }
}
