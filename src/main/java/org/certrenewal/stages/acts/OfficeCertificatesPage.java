package org.certrenewal.stages.acts;

import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.certrenewal.access.SupervisorsOffice;
import org.certrenewal.access.refusal.SameMoment;
import org.certrenewal.audit.AuditTrail;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.Section;
import org.certrenewal.documents.ListedPaper;
import org.certrenewal.documents.PaperKind;
import org.certrenewal.documents.Papers;
import org.certrenewal.law.RuleKey;
import org.certrenewal.law.RuleKey.Precedes;
import org.certrenewal.registry.Certificate;
import org.certrenewal.registry.CertificateNumber;
import org.certrenewal.registry.Certificates;
import org.certrenewal.registry.PersonName;
import org.certrenewal.registry.Standing;
import org.certrenewal.registry.Verifications;
import org.certrenewal.typed.Lengths;
import org.certrenewal.typed.Paragraphs;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 证书处置, for supervisors: a certificate's versions and history, what waits for a second person, and a new act. */
@Controller
class OfficeCertificatesPage {

    private static final Section<Refused> REFUSED_BY_REVIEW = new Section<>("review", Refused.class);
    private static final Section<Refused> REFUSED_BEFORE_ACCEPTANCE = new Section<>("acceptance", Refused.class);

    private static final Set<PaperKind> REFUSALS = EnumSet.of(PaperKind.REJECTION, PaperKind.NON_ACCEPTANCE);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy年M月d日", Locale.CHINA);

    private final Disposals disposals;
    private final Acts acts;
    private final ActGrounds grounds;
    private final ActPapers papersOf;
    private final Certificates certificates;
    private final Verifications verifications;
    private final Papers papers;
    private final CaseFiles cases;
    private final Clock clock;
    private final AuditTrail audit;

    OfficeCertificatesPage(
            Disposals disposals,
            Acts acts,
            ActGrounds grounds,
            ActPapers papersOf,
            Certificates certificates,
            Verifications verifications,
            Papers papers,
            CaseFiles cases,
            Clock clock,
            AuditTrail audit) {
        this.audit = audit;
        this.disposals = disposals;
        this.acts = acts;
        this.grounds = grounds;
        this.papersOf = papersOf;
        this.certificates = certificates;
        this.verifications = verifications;
        this.papers = papers;
        this.cases = cases;
        this.clock = clock;
    }

    record FileLink(String name, String href) {}

    record VersionLine(int version, String term, String standing, int checks, List<FileLink> files) {}

    record OperationLine(String on, String what, String reason) {}

    /**
     * Shows an act.
     *
     * @param todo what is to be done next: the state's name
     * @param statement what the holder answered, or empty
     * @param hearing what came of the hearing, or empty
     * @param weighing how the answer was weighed, or empty
     * @param effect what comes of a confirmation, in words
     * @param mine whether it was proposed, or its answer weighed, by whoever looks
     */
    record ActLine(
            String id,
            String reference,
            String number,
            String what,
            String ground,
            String reason,
            String underlying,
            String endsOn,
            String due,
            String state,
            String todo,
            String statement,
            String hearing,
            String weighing,
            String by,
            String answeredBy,
            String rightName,
            String effect,
            boolean waiting,
            boolean mine,
            List<FileLink> papers) {}

    /** Keeps what was typed and refused. */
    record Typed(String kind, String ground, String reason, String underlying, String endsOn, String rightName) {}

    /** Keeps what was typed about an act and refused. */
    record TypedWord(String act, String words) {}

    /** Keeps what was typed about a hearing and refused. */
    record TypedHearing(String act, String at, String place, String presiding) {}

    record GroundChoice(String code, String text, String cited, boolean usable, String precedes) {}

    record Choice(
            String code,
            String label,
            String title,
            boolean underlying,
            boolean ends,
            boolean corrects,
            List<GroundChoice> grounds) {}

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
    String show(
            @RequestParam(defaultValue = "") String number,
            @RequestParam(defaultValue = "") String refusedCase,
            Authentication login,
            Model model) {
        String office = SupervisorsOffice.of(login);
        model.addAttribute("number", number);
        model.addAttribute(
                "waiting",
                acts.toBeSeenTo().stream()
                        .filter(act -> disposals.isFor(act, office))
                        .map(act -> line(act, login))
                        .toList());
        model.addAttribute("longestReason", Lengths.ACT_REASON);
        model.addAttribute("longestPaper", Lengths.ACT_PAPER);
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
                                prefilled(refusedCase, found.number(), office)
                                        .filter(begun -> !model.containsAttribute("typed"))
                                        .ifPresent(begun -> model.addAttribute("typed", begun));
                            },
                            () -> model.addAttribute("notFound", "没有这本证书，或者不由您的机关管理"));
        }
        return "office-certificates";
    }

    /** Begins the warning that a refusal for falsehood wants, with what its letter says. */
    private Optional<Typed> prefilled(String refusedCase, CertificateNumber number, String office) {
        return cases.find(refusedCase)
                .filter(file -> file.office().filter(office::equals).isPresent())
                .filter(file ->
                        file.certificateNumber().filter(number.value()::equals).isPresent())
                .map(file -> new Typed(
                        ActKind.WARN.name(),
                        RuleKey.ACT_WARN_FALSE.id(),
                        cases.section(file.number(), REFUSED_BY_REVIEW)
                                .or(() -> cases.section(file.number(), REFUSED_BEFORE_ACCEPTANCE))
                                .map(Refused::reasons)
                                .orElse(""),
                        papers.of(file.number()).stream()
                                .filter(paper -> REFUSALS.contains(paper.kind()))
                                .map(ListedPaper::number)
                                .findFirst()
                                .orElse(""),
                        "",
                        ""));
    }

    @PostMapping("/office/certificates/{number}/acts")
    String propose(
            @PathVariable String number,
            @RequestParam ActKind kind,
            @RequestParam(defaultValue = "") String ground,
            @RequestParam(defaultValue = "") @Paragraphs String reason,
            @RequestParam(defaultValue = "") String underlying,
            @RequestParam(defaultValue = "") String endsOn,
            @RequestParam(defaultValue = "") String rightName,
            Authentication login,
            RedirectAttributes flash) {
        String answer = answered(number, flash, "已提出，办理进展见“正在办理”", () -> {
            disposals.propose(
                    new Proposal(number(number), kind, ground, reason, underlying, day(endsOn), rightName),
                    login.getName(),
                    SupervisorsOffice.of(login));
        });
        if (flash.getFlashAttributes().containsKey("problem")) {
            flash.addFlashAttribute("typed", new Typed(kind.name(), ground, reason, underlying, endsOn, rightName));
        }
        return answer;
    }

    @PostMapping("/office/acts/{id}/confirmation")
    String confirm(@PathVariable String id, Authentication login, RedirectAttributes flash) {
        String done = acts.withId(id).map(act -> confirmed(act.kind())).orElse("");
        return answered(numberOf(id, SupervisorsOffice.of(login)), flash, done, () -> {
            disposals.confirm(id, login.getName(), SupervisorsOffice.of(login));
        });
    }

    private static String confirmed(ActKind kind) {
        return switch (kind) {
            case WARN -> "已复核同意，决定书已经出具";
            case CORRECT -> "已复核同意，决定书已经出具，更正后的证书已经制发";
            default -> "已复核同意，决定书已经出具，证书状态已经变更";
        };
    }

    private static String effect(ActKind kind) {
        return switch (kind) {
            case WARN -> "同意后出具决定书，并记录持证人受到警告；证书的使用期和状态不变。";
            case CORRECT -> "同意后出具决定书，并制发更正后的证书；原版本停止使用，核验、下载和正在办理的延续都随之变更。";
            default -> "同意后出具决定书并立即生效：核验、下载和正在办理的延续都随之变更。";
        };
    }

    @PostMapping("/office/acts/{id}/refusal")
    String decline(@PathVariable String id, Authentication login, RedirectAttributes flash) {
        return answered(numberOf(id, SupervisorsOffice.of(login)), flash, "这项处置已经终止", () -> {
            disposals.decline(id, login.getName(), SupervisorsOffice.of(login));
        });
    }

    @PostMapping("/office/acts/{id}/hearing-notice")
    String appointHearing(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String at,
            @RequestParam(defaultValue = "") String place,
            @RequestParam(defaultValue = "") String presiding,
            Authentication login,
            RedirectAttributes flash) {
        String answer = answered(numberOf(id, SupervisorsOffice.of(login)), flash, "听证通知书已经出具", () -> {
            disposals.appointHearing(id, time(at), place, presiding, login.getName(), SupervisorsOffice.of(login));
        });
        if (flash.getFlashAttributes().containsKey("problem")) {
            flash.addFlashAttribute("typedHearing", new TypedHearing(id, at, place, presiding));
        }
        return answer;
    }

    @PostMapping("/office/acts/{id}/hearing")
    String recordHearing(
            @PathVariable String id,
            @RequestParam(defaultValue = "") @Paragraphs String words,
            Authentication login,
            RedirectAttributes flash) {
        return written(id, words, flash, login, "听证情况已经记录", () -> {
            disposals.recordHearing(id, words, login.getName(), SupervisorsOffice.of(login));
        });
    }

    @PostMapping("/office/acts/{id}/weighing")
    String weigh(
            @PathVariable String id,
            @RequestParam(defaultValue = "") @Paragraphs String words,
            Authentication login,
            RedirectAttributes flash) {
        return written(id, words, flash, login, "复核意见已经记录，等待另一位负责人复核", () -> {
            disposals.weigh(id, words, login.getName(), SupervisorsOffice.of(login));
        });
    }

    private String written(
            String id, String words, RedirectAttributes flash, Authentication login, String message, Runnable work) {
        String answer = answered(numberOf(id, SupervisorsOffice.of(login)), flash, message, work);
        if (flash.getFlashAttributes().containsKey("problem")) {
            flash.addFlashAttribute("typedWord", new TypedWord(id, words));
        }
        return answer;
    }

    private static Optional<LocalDateTime> time(String typed) {
        try {
            return typed.isBlank() ? Optional.empty() : Optional.of(LocalDateTime.parse(typed.strip()));
        } catch (DateTimeParseException wrong) {
            throw new ActRefused("听证的时间请按 2026-01-31T09:00 的样子填写");
        }
    }

    private static Optional<LocalDate> day(String typed) {
        try {
            return typed.isBlank() ? Optional.empty() : Optional.of(LocalDate.parse(typed.strip()));
        } catch (DateTimeParseException wrong) {
            throw new ActRefused("最后一日不是日期，请按 2026-01-31 的样子填写");
        }
    }

    private static String answered(String number, RedirectAttributes flash, String message, Runnable work) {
        try {
            SameMoment.again(work);
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
                .filter(found -> disposals.isFor(found, office))
                .map(Act::certificate)
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

    private View view(Certificate newest, Authentication login) {
        LocalDate today = LocalDate.now(clock);
        List<ListedPaper> files = java.util.stream.Stream.of(PaperKind.CERTIFICATE_OFD, PaperKind.CERTIFICATE_PDF)
                .flatMap(kind -> papers.numbered(kind, newest.number().value()).stream())
                .toList();
        Standing standing = Standing.of(newest, today);
        List<Certificate> versions = certificates.versionsOf(newest.number());
        return new View(
                newest.number().value(),
                newest.holderName().masked(),
                newest.tradeName(),
                standing.label(),
                standing == Standing.GENUINE,
                versions.stream()
                        .map(version -> new VersionLine(
                                version.version(),
                                DAY.format(version.validFrom()) + " 至 " + DAY.format(version.validTo()),
                                Standing.of(version, versions, today).label(),
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
                        .map(kind -> choice(kind, today))
                        .filter(choice -> !choice.grounds().isEmpty())
                        .toList());
    }

    private Choice choice(ActKind kind, LocalDate today) {
        return new Choice(
                kind.name(),
                kind.label(),
                kind.title(),
                kind.paper().standsOnPaper(),
                kind.paper().ends(),
                kind.corrects(),
                grounds.of(kind, today).stream()
                        .map(ground -> new GroundChoice(
                                ground.code(),
                                ground.text(),
                                ground.cited(),
                                ground.usable(),
                                precedes(ground.precedes())))
                        .toList());
    }

    private static String precedes(Precedes precedes) {
        return switch (precedes) {
            case STATEMENT -> "先告知，听取陈述、申辩";
            case HEARING -> "先告知，听取陈述、申辩，可以要求听证";
            case AFTERWARDS -> "先行生效，随后听取陈述、申辩";
            case NONE, OFF -> "无须事先告知";
        };
    }

    /** Names what comes next, for the template; nothing where nobody of the office has to do anything. */
    private String todo(Act act) {
        boolean appointed = acts.word(act.id(), Acts.WordKind.APPOINTMENT).isPresent();
        return act.state() == Act.State.HEARING && !appointed
                ? "APPOINTMENT"
                : act.state().name();
    }

    private ActLine line(Act act, Authentication login) {
        Optional<Acts.Word> weighing = acts.word(act.id(), Acts.WordKind.WEIGHING);
        return new ActLine(
                act.id(),
                act.reference(),
                act.certificate().value(),
                act.kind().title(),
                act.basis().ground(),
                act.basis().facts(),
                act.basis().underlying(),
                act.basis().endsOn().map(DAY::format).orElse(""),
                act.notice().due().map(DAY::format).orElse(""),
                act.state().label(),
                todo(act),
                acts.word(act.id(), Acts.WordKind.STATEMENT)
                        .map(Acts.Word::text)
                        .orElse(""),
                acts.word(act.id(), Acts.WordKind.HEARING).map(Acts.Word::text).orElse(""),
                weighing.map(Acts.Word::text).orElse(""),
                act.proposedBy(),
                act.answeredBy().orElse(""),
                act.basis().rightName().map(PersonName::value).orElse(""),
                effect(act.kind()),
                act.isOpen(),
                act.proposedBy().equals(login.getName())
                        || weighing.filter(word -> word.by().equals(login.getName()))
                                .isPresent(),
                papersOf.of(act).stream()
                        .map(paper -> new FileLink(paper.title() + " " + paper.number(), "/api/papers/" + paper.id()))
                        .toList());
    }

    /** Holds what of a refusal an act goes on with. */
    private record Refused(String reasons) {}
}
