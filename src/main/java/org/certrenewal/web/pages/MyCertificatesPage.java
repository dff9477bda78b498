package org.certrenewal.web.pages;

import java.security.Principal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.certrenewal.casefile.People;
import org.certrenewal.documents.PaperKind;
import org.certrenewal.documents.Papers;
import org.certrenewal.registry.Certificate;
import org.certrenewal.registry.CertificateMatters;
import org.certrenewal.registry.Certificates;
import org.certrenewal.registry.Standing;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

/** 我的证照, under 其他证照: own certificates; those issued here can be viewed and downloaded. */
@Controller
class MyCertificatesPage {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy年M月d日", Locale.CHINA);

    private final People people;
    private final Certificates certificates;
    private final Papers papers;
    private final Clock clock;
    private final List<CertificateMatters> matters;

    MyCertificatesPage(
            People people, Certificates certificates, Papers papers, Clock clock, List<CertificateMatters> matters) {
        this.matters = matters;
        this.people = people;
        this.certificates = certificates;
        this.papers = papers;
        this.clock = clock;
    }

    /** Shows a version of a certificate that was issued here, with its two files. */
    record VersionLine(String text, String standing, String pdfHref, String ofdHref) {}

    /** Shows a certificate; a reason stands where no file can be had. */
    record CertificateView(
            String number,
            String trade,
            String name,
            String validFrom,
            String validTo,
            String statusText,
            String statusKind,
            String authority,
            String viewHref,
            String paperHref,
            String downloadHref,
            String ofdHref,
            String noFile,
            List<VersionLine> earlier,
            List<CertificateMatters.Line> matters) {}

    @GetMapping("/my/certificates")
    String list(Principal user, Model model) {
        model.addAttribute("certificates", own(user));
        return "my-certificates";
    }

    @GetMapping("/my/certificates/{number}")
    String show(@PathVariable String number, Principal user, Model model) {
        model.addAttribute(
                "certificate",
                own(user).stream()
                        .filter(it -> it.number().equals(number))
                        .findFirst()
                        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
        return "certificate";
    }

    private List<CertificateView> own(Principal user) {
        return people.find(user.getName()).stream()
                .flatMap(person -> certificates.heldBy(person.idNumber()).stream())
                .map(this::view)
                .toList();
    }

    private CertificateView view(Certificate certificate) {
        LocalDate today = LocalDate.now(clock);
        Standing standing = Standing.of(certificate, today);
        Optional<String> pdf = standing.isTakenAway() ? Optional.empty() : file(certificate, PaperKind.CERTIFICATE_PDF);
        Optional<String> ofd = standing.isTakenAway() ? Optional.empty() : file(certificate, PaperKind.CERTIFICATE_OFD);
        return new CertificateView(
                certificate.number().value(),
                certificate.tradeName(),
                certificate.holderName().value(),
                DAY.format(certificate.validFrom()),
                DAY.format(certificate.validTo()),
                standing.label(),
                standing == Standing.GENUINE ? "valid" : "invalid",
                certificate.authority(),
                "/my/certificates/" + certificate.number().value(),
                pdf.orElse(null),
                pdf.map(MyCertificatesPage::download).orElse(null),
                ofd.map(MyCertificatesPage::download).orElse(null),
                standing.isTakenAway() ? "这本证书" + standing.label() + "，不能下载。需要了解情况的，请联系发证机关。" : "这张证书没有可以下载的电子文件。",
                standing.isTakenAway() ? List.of() : earlier(certificate, today),
                matters.stream()
                        .flatMap(it -> it.about(certificate.number()).stream())
                        .toList());
    }

    /** Lists the earlier versions that were issued here, the newest of them first. */
    private List<VersionLine> earlier(Certificate newest, LocalDate today) {
        List<VersionLine> lines = new ArrayList<>();
        for (Certificate version : certificates.versionsOf(newest.number())) {
            Optional<String> pdf = file(version, PaperKind.CERTIFICATE_PDF);
            if (version.version() < newest.version() && pdf.isPresent()) {
                lines.add(
                        0,
                        new VersionLine(
                                "第" + version.version() + "版，使用期 " + DAY.format(version.validFrom()) + " 至 "
                                        + DAY.format(version.validTo()),
                                Standing.of(version, newest.version(), today).label(),
                                download(pdf.get()),
                                file(version, PaperKind.CERTIFICATE_OFD)
                                        .map(MyCertificatesPage::download)
                                        .orElse(null)));
            }
        }
        return lines;
    }

    private Optional<String> file(Certificate version, PaperKind kind) {
        return papers.numbered(kind, version.number().value()).stream()
                .filter(it -> it.occurrence().equals(String.valueOf(version.version())))
                .findFirst()
                .map(it -> "/api/papers/" + it.id());
    }

    private static String download(String href) {
        return href + "?download";
    }
}
