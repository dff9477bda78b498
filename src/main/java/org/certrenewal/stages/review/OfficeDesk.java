package org.certrenewal.stages.review;

import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.certrenewal.casefile.ApplicationSummary;
import org.certrenewal.casefile.CaseEvent;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.CaseFindings;
import org.certrenewal.casefile.ClockLedgers;
import org.certrenewal.casefile.LegalDates;
import org.certrenewal.casefile.Section;
import org.certrenewal.casefile.Section.Pickup;
import org.certrenewal.casefile.Section.RenewalForm;
import org.certrenewal.casefile.Sha256;
import org.certrenewal.casefile.Submission;
import org.certrenewal.documents.Papers;
import org.certrenewal.documents.Typeface;
import org.certrenewal.law.Finding;
import org.certrenewal.registry.CertificateNumber;
import org.certrenewal.registry.Certificates;
import org.certrenewal.typed.Prose;
import org.certrenewal.typed.Telephone;
import org.springframework.stereotype.Component;

/**
 * Lays everything that an officer needs on one desk: application beside registry, findings, signature, clock, history.
 */
@Component
class OfficeDesk {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy年M月d日", Locale.CHINA);

    private final CaseFiles cases;
    private final ClockLedgers ledgers;
    private final CaseFindings found;
    private final ApplicationSummary summary;
    private final Papers papers;
    private final LegalDates dates;
    private final Certificates certificates;
    private final Clock clock;

    OfficeDesk(
            CaseFiles cases,
            ClockLedgers ledgers,
            CaseFindings found,
            ApplicationSummary summary,
            Papers papers,
            LegalDates dates,
            Certificates certificates,
            Clock clock) {
        this.clock = clock;
        this.cases = cases;
        this.ledgers = ledgers;
        this.found = found;
        this.summary = summary;
        this.dates = dates;
        this.papers = papers;
        this.certificates = certificates;
    }

    record FindingView(String code, String severityText, String text, String article) {}

    record SignatureView(String drawing, String signedAt, String contentHash, boolean intact) {}

    record ClockView(
            String label,
            String start,
            String due,
            String article,
            boolean provisional,
            boolean stopped,
            String note) {}

    /** Shows that the clock stands still. */
    record StandView(String since, String reason) {}

    /**
     * Shows whether the time for the decision can still be extended, and from when on the officer can propose it.
     *
     * @param from empty text while the clock stands still
     */
    record ExtensionView(boolean possible, boolean proposable, String from) {}

    record HistoryView(String at, String text, String actor) {}

    record PaperView(String title, String number, String issuedAt, String href) {}

    record ChangeView(String label, String before, String after) {}

    record View(
            ApplicationSummary.ApplicantView applicant,
            List<ApplicationSummary.Group> groups,
            List<FindingView> findings,
            ApplicationSummary.UndertakingView undertaking,
            SignatureView signature,
            List<ClockView> clock,
            List<HistoryView> history,
            List<PaperView> papers,
            List<ChangeView> changes,
            List<Correctable.FieldView> correctable,
            List<Grounds.Ground> grounds,
            boolean correctionUsed,
            StandView standingStill,
            ExtensionView extension) {}

    View of(CaseFile file, List<Grounds.Ground> grounds) {
        String number = file.number();
        return new View(
                summary.applicant(file),
                summary.groups(file),
                findings(file),
                undertaking(file),
                signature(file),
                clock(number),
                cases.events(number).stream().map(OfficeDesk::view).toList(),
                papers.of(number).stream()
                        .map(paper -> new PaperView(
                                paper.label(),
                                paper.number(),
                                paper.issuedAt().toString(),
                                "/api/papers/" + paper.id()))
                        .toList(),
                changes(file),
                Correctable.all(),
                grounds,
                file.dates().flatMap(dates -> dates.correctionAsked()).isPresent(),
                dates.standingStill(file)
                        .map(time -> new StandView(DAY.format(time.from()), time.reason()))
                        .orElse(null),
                extension(file));
    }

    private ExtensionView extension(CaseFile file) {
        LocalDate today = LocalDate.now(clock);
        boolean possible = dates.canBeExtended(file, today);
        Optional<LocalDate> from = file.received().accepted().flatMap(accepted -> dates.extensionFrom(file));
        return new ExtensionView(
                possible,
                possible && from.filter(day -> !today.isBefore(day)).isPresent(),
                from.map(DAY::format).orElse(""));
    }

    private List<FindingView> findings(CaseFile file) {
        List<FindingView> findings = new ArrayList<>(
                found.findings(file.number()).stream().map(OfficeDesk::view).toList());
        unprintable(file)
                .ifPresent(text -> findings.add(new FindingView("unprintable-name", "须先处理", text, "C0304-2022")));
        return findings;
    }

    /**
     * Says which characters of the name or the trade no font holds; such a certificate must not be decided before it
     * can be made.
     */
    Optional<String> unprintable(CaseFile file) {
        return file.certificateNumber()
                .flatMap(number -> certificates.withNumber(new CertificateNumber(number)))
                .flatMap(certificate -> unprintable(
                                "持证人姓名", certificate.holderName().value())
                        .or(() -> unprintable("操作类别", certificate.tradeName())));
    }

    private static Optional<String> unprintable(String what, String text) {
        List<String> characters = Typeface.official().unprintable(Prose.line(text));
        return characters.isEmpty()
                ? Optional.empty()
                : Optional.of(what + "中的" + String.join("、", characters)
                        + "尚无字形，不能制证。请联系系统管理员补充字库（设置 renewal.fonts）后再受理或者准予延续");
    }

    /** Holds what the officer sees of a signature, and by what it is seen that nothing was changed. */
    record SignatureGiven(String drawing, String contentHash, String faceSession, String signedAt, String seal) {}

    private static final Section<SignatureGiven> SIGNATURE = new Section<>("signature", SignatureGiven.class);

    private ApplicationSummary.UndertakingView undertaking(CaseFile file) {
        RenewalForm.Undertaking given = cases.section(file.number(), Section.FORM)
                .map(RenewalForm::undertaking)
                .orElseThrow();
        return summary.undertaking(given.version(), LocalDate.parse(given.date()));
    }

    /** Shows the signature, and whether content and signature are still what they were when it was given. */
    private SignatureView signature(CaseFile file) {
        SignatureGiven given = cases.section(file.number(), SIGNATURE).orElseThrow();
        String now = Submission.of(file, cases).hash(cases);
        boolean intact = now.equals(given.contentHash())
                && Sha256.of(given.drawing(), given.contentHash(), given.faceSession(), given.signedAt())
                        .equals(given.seal());
        return new SignatureView(given.drawing(), given.signedAt(), given.contentHash(), intact);
    }

    private List<ClockView> clock(String number) {
        return ledgers.of(number).stream()
                .map(entry -> new ClockView(
                        entry.kind().label(),
                        DAY.format(entry.start()),
                        entry.due().map(DAY::format).orElse(""),
                        entry.article(),
                        entry.provisional(),
                        entry.due().isEmpty(),
                        entry.note()))
                .toList();
    }

    private List<ChangeView> changes(CaseFile file) {
        if (file.dates().flatMap(dates -> dates.resubmitted()).isEmpty()) {
            return List.of();
        }
        Submission before = cases.read(cases.submission(file.number(), 1).orElseThrow(), Submission.class);
        Submission after = Submission.of(file, cases);
        List<ChangeView> changes = new ArrayList<>();
        add(changes, Correctable.REGION, region(before.form()), region(after.form()));
        add(
                changes,
                Correctable.CERTIFICATE,
                before.form().certificate().number(),
                after.form().certificate().number());
        add(changes, Correctable.UNDERTAKING, undertaking(before.form()), undertaking(after.form()));
        add(changes, Correctable.PHOTO, photo(before), photo(after));
        add(changes, Correctable.PICKUP, pickup(before.pickup()), pickup(after.pickup()));
        return changes;
    }

    private static String photo(Submission content) {
        return content.photo() == null ? "未提供" : "照片 " + content.photo().substring(0, 8);
    }

    private static void add(List<ChangeView> changes, Correctable field, String before, String after) {
        if (!before.equals(after)) {
            changes.add(new ChangeView(field.label(), before, after));
        }
    }

    private String region(RenewalForm form) {
        return summary.cityName(form.region().city()) + " "
                + summary.placeName(form.region().district());
    }

    private static String undertaking(RenewalForm form) {
        return "版本 " + form.undertaking().version() + "，" + form.undertaking().date();
    }

    private String pickup(Pickup pickup) {
        if (pickup.method() == Pickup.Method.ELECTRONIC) {
            return "电子证照";
        }
        Pickup.Address to = pickup.address();
        return "邮寄：" + to.recipient() + " " + Telephone.shown(to.phone()) + " " + summary.cityName(to.city())
                + summary.placeName(to.district()) + to.detail();
    }

    private static FindingView view(Finding finding) {
        String severity = switch (finding.severity()) {
            case BLOCKS -> "不符合";
            case OFFICER -> "需审核";
            case WARNING -> "提示";
        };
        return new FindingView(finding.code(), severity, finding.text(), finding.article());
    }

    private static HistoryView view(CaseEvent event) {
        return new HistoryView(
                event.at().toString(), event.text(), CaseEvent.SYSTEM.equals(event.actor()) ? "系统" : event.actor());
    }
}
