package org.certrenewal.stages.acts;

import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.certrenewal.audit.AuditTrail;
import org.certrenewal.documents.ListedPaper;
import org.certrenewal.documents.PaperKind;
import org.certrenewal.documents.Papers;
import org.certrenewal.registry.Certificate;
import org.certrenewal.registry.CertificateNumber;
import org.certrenewal.registry.Certificates;
import org.certrenewal.registry.Standing;
import org.certrenewal.registry.Verifications;
import org.certrenewal.registry.reference.GroupId;
import org.certrenewal.typed.Lengths;
import org.certrenewal.typed.Paragraphs;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 证书处置, for supervisors: a certificate's versions and history, what waits for a second person, and a new act. */
@Controller
class OfficeCertificatesPage {

    private static final String SUPERVISORS = GroupId.Desk.SUPERVISORS.prefix();
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy年M月d日", Locale.CHINA);

    private final Disposals disposals;
    private final Acts acts;
    private final Certificates certificates;
    private final Verifications verifications;
    private final Papers papers;
    private final Clock clock;
    private final AuditTrail audit;

    OfficeCertificatesPage(
            Disposals disposals,
            Acts acts,
            Certificates certificates,
            Verifications verifications,
            Papers papers,
            Clock clock,
            AuditTrail audit) {
        this.audit = audit;
        this.disposals = disposals;
        this.acts = acts;
        this.certificates = certificates;
        this.verifications = verifications;
        this.papers = papers;
        this.clock = clock;
    }

    record FileLink(String name, String href) {}

    record VersionLine(int version, String term, String standing, int checks, List<FileLink> files) {}

    record OperationLine(String on, String what, String reason) {}

    record ActLine(
            String id,
            String number,
            String what,
            String ground,
            String reason,
            String state,
            String by,
            String answeredBy,
            boolean waiting,
            boolean mine) {}

    /** Keeps what was typed and refused. */
    record Typed(String kind, String ground, String reason) {}

    record Choice(String code, String label, List<String> grounds) {}

    record View(
            String number,
            String name,
            String trade,
            String status,
            boolean valid,
            List<VersionLine> versions,
            List<OperationLine> operations,
            List<ActLine> acts,
            List<Choice> choices) {}

    @GetMapping("/office/certificates")
    String show(@RequestParam(defaultValue = "") String number, Authentication login, Model model) {
        String office = office(login);
        model.addAttribute("number", number);
        model.addAttribute(
                "waiting",
                acts.waiting().stream()
                        .filter(act -> disposals.isFor(act.certificate(), office))
                        .map(act -> line(act, login))
                        .toList());
        model.addAttribute("longestReason", Lengths.ACT_REASON);
        Optional<String> noNumber = number.isBlank() ? Optional.empty() : CertificateNumber.whyNot(number);
        if (noNumber.isPresent()) {
            model.addAttribute("notFound", noNumber.get());
        } else if (!number.isBlank()) {
            certificates
                    .withNumber(CertificateNumber.of(number))
                    .filter(found -> disposals.isFor(found.number(), office))
                    .ifPresentOrElse(
                            found -> {
                                model.addAttribute("number", found.number());
                                audit.append(AuditTrail.CERTIFICATE + found.number(), login.getName(), "saw", "", null);
                                model.addAttribute("certificate", view(found, login));
                            },
                            () -> model.addAttribute("notFound", "没有这本证书，或者不由您的机关管理"));
        }
        return "office-certificates";
    }

    @PostMapping("/office/certificates/{number}/acts")
    String propose(
            @PathVariable String number,
            @RequestParam ActKind kind,
            @RequestParam(defaultValue = "") String ground,
            @RequestParam(defaultValue = "") @Paragraphs String reason,
            Authentication login,
            RedirectAttributes flash) {
        String answer = answered(number, flash, "已提出，等待另一位负责人复核", () -> {
            disposals.propose(number(number), kind, ground, reason, login.getName(), office(login));
        });
        if (flash.getFlashAttributes().containsKey("problem")) {
            flash.addFlashAttribute("typed", new Typed(kind.name(), ground, reason));
        }
        return answer;
    }

    @PostMapping("/office/acts/{id}/confirmation")
    String confirm(@PathVariable String id, Authentication login, RedirectAttributes flash) {
        return answered(numberOf(id, office(login)), flash, "已复核同意，证书状态已经变更", () -> {
            disposals.confirm(id, login.getName(), office(login));
        });
    }

    @PostMapping("/office/acts/{id}/refusal")
    String decline(@PathVariable String id, Authentication login, RedirectAttributes flash) {
        return answered(numberOf(id, office(login)), flash, "这项处置已经终止", () -> {
            disposals.decline(id, login.getName(), office(login));
        });
    }

    private static String answered(String number, RedirectAttributes flash, String message, Runnable work) {
        try {
            work.run();
            flash.addFlashAttribute("message", message);
        } catch (ActRefused refused) {
            flash.addFlashAttribute("problem", refused.getMessage());
        }
        flash.addAttribute("number", number);
        return "redirect:/office/certificates";
    }

    /** What lies with another office is answered like what isn't there. */
    private String numberOf(String act, String office) {
        return acts.withId(act)
                .map(Act::certificate)
                .filter(number -> disposals.isFor(number, office))
                .map(CertificateNumber::value)
                .orElse("");
    }

    private static CertificateNumber number(String text) {
        try {
            return CertificateNumber.of(text);
        } catch (CertificateNumber.Invalid invalid) {
            throw new ActRefused(invalid.getMessage());
        }
    }

    /** Returns the supervisor's office; nobody else opens these pages. */
    private static String office(Authentication login) {
        return login.getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .filter(group -> group.startsWith(SUPERVISORS))
                .map(group -> group.substring(SUPERVISORS.length()))
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.FORBIDDEN));
    }

    private View view(Certificate newest, Authentication login) {
        LocalDate today = LocalDate.now(clock);
        List<ListedPaper> files = java.util.stream.Stream.of(PaperKind.CERTIFICATE_OFD, PaperKind.CERTIFICATE_PDF)
                .flatMap(kind -> papers.numbered(kind, newest.number().value()).stream())
                .toList();
        Standing standing = Standing.of(newest, today);
        return new View(
                newest.number().value(),
                newest.holderName().masked(),
                newest.tradeName(),
                standing.label(),
                standing == Standing.GENUINE,
                certificates.versionsOf(newest.number()).stream()
                        .map(version -> new VersionLine(
                                version.version(),
                                DAY.format(version.validFrom()) + " 至 " + DAY.format(version.validTo()),
                                Standing.of(version, newest.version(), today).label(),
                                verifications.checksOf(new Verifications.Subject(version.number(), version.version())),
                                files.stream()
                                        .filter(file -> file.occurrence().equals(String.valueOf(version.version())))
                                        .map(file -> new FileLink(
                                                file.kind() == PaperKind.CERTIFICATE_OFD ? "OFD" : "PDF",
                                                "/api/papers/" + file.id() + "?download"))
                                        .toList()))
                        .toList(),
                certificates.operationsOn(newest.number()).stream()
                        .map(operation -> new OperationLine(
                                DAY.format(operation.on()),
                                operation.code().label() + "（"
                                        + operation.status().label() + "）",
                                operation.reason()))
                        .toList(),
                acts.on(newest.number()).stream().map(act -> line(act, login)).toList(),
                ActKind.possibleFrom(newest.status()).stream()
                        .map(kind -> new Choice(kind.name(), kind.label(), kind.grounds()))
                        .toList());
    }

    private static ActLine line(Act act, Authentication login) {
        return new ActLine(
                act.id(),
                act.certificate().value(),
                act.kind().label(),
                act.ground(),
                act.reason(),
                act.state().label(),
                act.proposedBy(),
                act.answeredBy().orElse(""),
                act.state() == Act.State.WAITING,
                act.proposedBy().equals(login.getName()));
    }
}
