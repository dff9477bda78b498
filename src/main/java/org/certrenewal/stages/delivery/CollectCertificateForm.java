package org.certrenewal.stages.delivery;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.Problem;
import org.certrenewal.casefile.Section;
import org.certrenewal.casefile.TaskForm;
import org.certrenewal.documents.AwaitsSeal;
import org.certrenewal.documents.ListedPaper;
import org.certrenewal.documents.PaperKind;
import org.certrenewal.documents.Papers;
import org.certrenewal.process.Deadlines;
import org.certrenewal.process.RenewalProcess;
import org.certrenewal.process.parcels.Parcels;
import org.certrenewal.registry.Certificate;
import org.certrenewal.registry.Certificates;
import org.certrenewal.typed.Lengths;
import org.springframework.stereotype.Component;

/** 我的证照: view, download, rate the service. */
@Component
class CollectCertificateForm implements TaskForm<Rating> {

    private static final int BEST = 5;

    private final CaseFiles cases;
    private final Certificates certificates;
    private final Papers papers;
    private final Deadlines deadlines;
    private final Parcels parcels;
    private final Clock clock;

    CollectCertificateForm(
            CaseFiles cases,
            Certificates certificates,
            Papers papers,
            Deadlines deadlines,
            Parcels parcels,
            Clock clock) {
        this.cases = cases;
        this.certificates = certificates;
        this.papers = papers;
        this.deadlines = deadlines;
        this.parcels = parcels;
        this.clock = clock;
    }

    record CertificateLine(
            String number,
            String name,
            String trade,
            String validFrom,
            String validTo,
            String viewHref,
            String downloadHref,
            String ofdHref) {}

    record PaperLine(String title, String number, String href) {}

    record Context(CertificateLine certificate, List<PaperLine> papers, Posting postal, String closesOn) {}

    @Override
    public String element() {
        return RenewalProcess.Tasks.COLLECT_CERTIFICATE;
    }

    @Override
    public Section<Rating> section() {
        return Rating.SECTION;
    }

    @Override
    public Context context(CaseFile file) {
        Certificate certificate = certificates.issuedFor(file.number()).orElseThrow();
        List<ListedPaper> all = papers.of(file.number());
        String href = href(file, all, PaperKind.CERTIFICATE_PDF);
        return new Context(
                new CertificateLine(
                        certificate.number().value(),
                        certificate.holderName().value(),
                        certificate.tradeName(),
                        certificate.validFrom().toString(),
                        certificate.validTo().toString(),
                        href,
                        href + "?download",
                        href(file, all, PaperKind.CERTIFICATE_OFD) + "?download"),
                all.stream()
                        .map(paper -> new PaperLine(paper.label(), paper.number(), "/api/papers/" + paper.id()))
                        .toList(),
                posting(file),
                LocalDate.ofInstant(deadlines.collectionEnd(file.number()).toInstant(), zone())
                        .toString());
    }

    /** Returns how the paper copy was sent; null as long as there is no number. */
    private Posting posting(CaseFile file) {
        return cases.section(file.number(), Posting.SECTION)
                .filter(posting -> !posting.isByCourier())
                .or(() -> parcels.newest(file.number())
                        .filter(parcel ->
                                parcel.state() == Parcels.State.MOVING || parcel.state() == Parcels.State.DELIVERED)
                        .flatMap(parcel -> parcel.trackingNumber()
                                .map(number -> new Posting(parcel.carrier().orElse(""), number))))
                .orElse(null);
    }

    /** A case whose model doesn't wait for the seals gets here before them. */
    private static String href(CaseFile file, List<ListedPaper> papers, PaperKind kind) {
        return papers.stream()
                .filter(paper -> paper.kind() == kind)
                .map(paper -> "/api/papers/" + paper.id())
                .findFirst()
                .orElseThrow(() -> new AwaitsSeal(file.number()));
    }

    private ZoneId zone() {
        return clock.getZone();
    }

    @Override
    public List<Problem> validate(CaseFile file, Rating entered) {
        if (entered == null) {
            return List.of();
        }
        if (entered.rating() != null && (entered.rating() < 1 || entered.rating() > BEST)) {
            return List.of(new Problem("rating", "请从五个等级中选择"));
        }
        if (Lengths.of(entered.comment()) > Lengths.COMMENT) {
            return List.of(new Problem("comment", "意见不能超过" + Lengths.COMMENT + "个字"));
        }
        return List.of();
    }

    @Override
    public Map<String, Object> completed(CaseFile file, Rating entered, String actor) {
        cases.deliver(file.number(), LocalDate.now(clock));
        cases.record(file.number(), actor, "collected", "领取电子证照");
        return Map.of();
    }
}
