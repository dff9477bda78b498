package org.certrenewal.access.pages;

import java.security.Principal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.certrenewal.casefile.People;
import org.certrenewal.documents.ListedPaper;
import org.certrenewal.documents.PaperKind;
import org.certrenewal.documents.Papers;
import org.certrenewal.registry.Certificate;
import org.certrenewal.registry.CertificateStatus;
import org.certrenewal.registry.Certificates;
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

    MyCertificatesPage(People people, Certificates certificates, Papers papers, Clock clock) {
        this.people = people;
        this.certificates = certificates;
        this.papers = papers;
        this.clock = clock;
    }

    /** Shows a certificate. */
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
            String downloadHref) {}

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
        Optional<ListedPaper> paper = papers
                .numbered(PaperKind.CERTIFICATE_PDF, certificate.number().value())
                .stream()
                .filter(it -> it.occurrence().equals(String.valueOf(certificate.version())))
                .findFirst();
        boolean valid = certificate.status() == CertificateStatus.VALID;
        boolean expired = LocalDate.now(clock).isAfter(certificate.validTo());
        return new CertificateView(
                certificate.number().value(),
                certificate.tradeName(),
                certificate.holderName().value(),
                DAY.format(certificate.validFrom()),
                DAY.format(certificate.validTo()),
                valid && expired ? "已过期" : certificate.status().label(),
                valid && !expired ? "valid" : "invalid",
                certificate.authority(),
                "/my/certificates/" + certificate.number().value(),
                paper.map(it -> "/api/papers/" + it.id()).orElse(null),
                paper.map(it -> "/api/papers/" + it.id() + "?download").orElse(null));
    }
}
