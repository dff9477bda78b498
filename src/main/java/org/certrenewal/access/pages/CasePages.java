package org.certrenewal.access.pages;

import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.certrenewal.casefile.CaseEvent;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.ClockLedgers;
import org.certrenewal.documents.Papers;
import org.certrenewal.notices.Notices;
import org.certrenewal.process.CaseSummaries;
import org.certrenewal.process.LetterJobs;
import org.certrenewal.process.RenewalTasks;
import org.certrenewal.registry.reference.ServiceCatalogue;
import org.springframework.stereotype.Component;

/** Prepares cases for the applicant's pages. */
@Component
class CasePages {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy年M月d日", Locale.CHINA);

    private final CaseFiles cases;
    private final ClockLedgers ledgers;
    private final CaseSummaries summaries;
    private final RenewalTasks tasks;
    private final Papers papers;
    private final LetterJobs letters;
    private final ServiceCatalogue catalogue;
    private final DateTimeFormatter time;

    CasePages(
            CaseFiles cases,
            ClockLedgers ledgers,
            CaseSummaries summaries,
            RenewalTasks tasks,
            Papers papers,
            LetterJobs letters,
            ServiceCatalogue catalogue,
            Clock clock) {
        this.cases = cases;
        this.ledgers = ledgers;
        this.summaries = summaries;
        this.tasks = tasks;
        this.papers = papers;
        this.letters = letters;
        this.catalogue = catalogue;
        this.time = DateTimeFormatter.ofPattern("yyyy年M月d日 HH:mm", Locale.CHINA).withZone(clock.getZone());
    }

    /** Shows a case in a line. */
    record CaseLine(
            String number,
            String serviceName,
            String statusText,
            String status,
            String openedAt,
            String dueText,
            String taskHref,
            String taskName,
            boolean withdrawable) {}

    /** Shows a paper. */
    record PaperLine(String title, String number, String href) {}

    /** Shows something that the applicant was told. */
    record NoticeLine(String at, String text, String href) {}

    /** Shows something that happened. */
    record TimelineEntry(String at, String text) {}

    /**
     * Shows a line of the case's clock.
     *
     * @param due the last day; empty while the clock stands still
     * @param note what else there is to know, or empty
     */
    record ClockLine(String label, String start, String due, String article, boolean provisional, String note) {}

    /**
     * Shows a case with its papers and what happened.
     *
     * @param letterOnItsWay whether a letter is decided and still being made
     */
    record CaseView(
            String number,
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
            List<TimelineEntry> timeline) {}

    CaseLine line(CaseFile file, String user) {
        RenewalTasks.TaskRef task = file.closedAt().isPresent()
                ? null
                : tasks.next(file.instanceId(), user).orElse(null);
        return new CaseLine(
                file.number(),
                catalogue.handledHere().name(),
                file.status().label(),
                file.status().name(),
                format(file.openedAt()),
                summaries.dueText(file).orElse(""),
                task == null ? null : tasklist(task.taskId()),
                task == null ? null : task.name(),
                file.status().isWithdrawable());
    }

    CaseView view(CaseFile file, String user) {
        CaseLine line = line(file, user);
        return new CaseView(
                line.number(),
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
                                entry.note()))
                        .toList(),
                letters.isOnItsWay(file),
                papers.of(file.number()).stream()
                        .map(paper -> new PaperLine(paper.label(), paper.number(), "/api/papers/" + paper.id()))
                        .toList(),
                cases.events(file.number()).stream()
                        .filter(CaseEvent::isForTheApplicant)
                        .map(event -> new TimelineEntry(format(event.at()), event.text()))
                        .toList());
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
