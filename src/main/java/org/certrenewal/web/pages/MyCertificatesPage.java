package org.certrenewal.web.pages;

import java.security.Principal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.certrenewal.casefile.People;
import org.certrenewal.documents.PaperKind;
import org.certrenewal.documents.Papers;
import org.certrenewal.registry.Certificate;
import org.certrenewal.registry.CertificateMatters;
import org.certrenewal.registry.CertificateNumber;
import org.certrenewal.registry.Certificates;
import org.certrenewal.registry.Standing;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
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
            List<CertificateMatters.Line> matters,
            int version,
            int newest) {}

    @GetMapping("/my/certificates")
    String list(Principal user, Model model) {
        model.addAttribute("certificates", own(user));
        return "my-certificates";
    }

    @GetMapping("/my/certificates/{number}")
    String show(@PathVariable String number, @RequestParam Optional<Integer> version, Principal user, Model model) {
        model.addAttribute(
                "certificate",
                own(user).stream()
                        .filter(it -> it.number().equals(number) && it.version() == version.orElse(it.newest()))
                        .findFirst()
                        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
        model.addAttribute(
                "photo", certificates.photoTerms(new CertificateNumber(number)).orElse(null));
        return "certificate";
    }

    private List<CertificateView> own(Principal user) {
        return people.find(user.getName()).stream()
                .flatMap(person -> certificates.heldBy(person.idNumber()).stream())
                .flatMap(newest -> views(newest, LocalDate.now(clock)))
                .toList();
    }

    /** Shows the newest version, and before it the one that counts until the newest's term begins. */
    private Stream<CertificateView> views(Certificate newest, LocalDate today) {
        List<Certificate> versions = certificates.versionsOf(newest.number());
        return versions.stream()
                .filter(it -> it.version() == newest.version() || Standing.of(it, versions, today) == Standing.FOLLOWED)
                .map(it -> view(it, versions, today));
    }

    private CertificateView view(Certificate certificate, List<Certificate> versions, LocalDate today) {
        Certificate newest = versions.get(versions.size() - 1);
        boolean isNewest = certificate.version() == newest.version();
        Standing standing = Standing.of(certificate, versions, today);
        Optional<String> pdf = standing.isTakenAway() ? Optional.empty() : file(certificate, PaperKind.CERTIFICATE_PDF);
        Optional<String> ofd = standing.isTakenAway() ? Optional.empty() : file(certificate, PaperKind.CERTIFICATE_OFD);
        return new CertificateView(
                certificate.number().value(),
                certificate.tradeName(),
                certificate.holderName().value(),
                DAY.format(certificate.validFrom()),
                DAY.format(certificate.validTo()),
                status(standing, certificate, newest, today),
                standing.isGood() ? "valid" : "invalid",
                certificate.authority(),
                "/my/certificates/" + certificate.number().value()
                        + (isNewest ? "" : "?version=" + certificate.version()),
                pdf.orElse(null),
                pdf.map(MyCertificatesPage::download).orElse(null),
                ofd.map(MyCertificatesPage::download).orElse(null),
                standing.isTakenAway() ? "这本证书" + standing.label() + "，不能下载。需要了解情况的，请联系发证机关。" : "这张证书没有可以下载的电子文件。",
                standing.isTakenAway() || !isNewest ? List.of() : earlier(versions, today),
                matters.stream()
                        .flatMap(it -> it.about(certificate.number()).stream())
                        .toList(),
                certificate.version(),
                newest.version());
    }

    /** Says which of two papers counts today, where a renewal was issued before the old term is over. */
    private static String status(Standing standing, Certificate certificate, Certificate newest, LocalDate today) {
        if (standing == Standing.FOLLOWED) {
            return "现行有效，" + DAY.format(newest.validFrom()) + "起由延续后的证书接续";
        }
        return standing == Standing.GENUINE && today.isBefore(certificate.validFrom())
                ? "已准予延续，" + DAY.format(certificate.validFrom()) + "起使用"
                : standing.label();
    }

    /** Lists the earlier versions that were issued here, the newest of them first. */
    private List<VersionLine> earlier(List<Certificate> versions, LocalDate today) {
        Certificate newest = versions.get(versions.size() - 1);
        List<VersionLine> lines = new ArrayList<>();
        for (Certificate version : versions) {
            Optional<String> pdf = file(version, PaperKind.CERTIFICATE_PDF);
            if (version.version() < newest.version() && pdf.isPresent()) {
                lines.add(
                        0,
                        new VersionLine(
                                "第" + version.version() + "版，使用期 " + DAY.format(version.validFrom()) + " 至 "
                                        + DAY.format(version.validTo()),
                                Standing.of(version, versions, today).label(),
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
