package org.certrenewal.stages.delivery;

import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.certrenewal.access.PaperReaders;
import org.certrenewal.access.Role;
import org.certrenewal.audit.AuditTrail;
import org.certrenewal.casefile.ApplicationSummary;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.Section;
import org.certrenewal.casefile.Section.Pickup;
import org.certrenewal.documents.Paper;
import org.certrenewal.documents.Papers;
import org.certrenewal.notices.Note;
import org.certrenewal.notices.Notices;
import org.certrenewal.privacy.LetterPost;
import org.certrenewal.privacy.LetterPost.Posting;
import org.certrenewal.privacy.PersonRequests;
import org.certrenewal.registry.reference.GroupId;
import org.certrenewal.typed.Codes;
import org.certrenewal.typed.Telephone;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 文书寄送, for clerks: the letters of the office that are served on paper, to print and post, and when they arrived. */
@Controller
class OfficePostPage {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy年M月d日", Locale.CHINA);

    private final LetterPost post;
    private final PersonRequests requests;
    private final List<PaperReaders> readers;
    private final CaseFiles cases;
    private final Papers papers;
    private final ApplicationSummary summary;
    private final Notices notices;
    private final AuditTrail audit;
    private final TransactionTemplate transaction;
    private final Clock clock;

    OfficePostPage(
            LetterPost post,
            PersonRequests requests,
            List<PaperReaders> readers,
            CaseFiles cases,
            Papers papers,
            ApplicationSummary summary,
            Notices notices,
            AuditTrail audit,
            TransactionTemplate transaction,
            Clock clock) {
        this.post = post;
        this.requests = requests;
        this.readers = readers;
        this.cases = cases;
        this.papers = papers;
        this.summary = summary;
        this.notices = notices;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Shows a letter.
     *
     * @param address to whom it goes; empty where it is handed over at the counter
     * @param sent how it was posted; empty before
     */
    record Line(
            String paperId,
            String caseNumber,
            String title,
            String number,
            String printHref,
            String recipient,
            String phone,
            String address,
            String sent) {}

    @GetMapping("/office/post")
    String show(Authentication login, Model model) {
        model.addAttribute(
                "letters",
                mine(login).stream().map(posting -> line(posting, login)).toList());
        model.addAttribute("carriers", PostCertificateForm.CARRIERS);
        model.addAttribute("today", LocalDate.now(clock).toString());
        return "office-post";
    }

    private Line line(Posting posting, Authentication login) {
        Paper paper = papers.find(posting.paperId()).orElseThrow();
        Optional<Pickup.Address> to = address(posting.caseNumber())
                .or(() -> requests.withNumber(posting.caseNumber())
                        .map(PersonRequests.PersonRequest::user)
                        .or(() -> holder(posting))
                        .flatMap(user -> cases.ofApplicant(user).stream()
                                .flatMap(file -> address(file.number()).stream())
                                .findFirst()));
        boolean request = requests.withNumber(posting.caseNumber()).isPresent();
        audit.append(chain(posting, login), login.getName(), "saw", "letter-post " + posting.paperId(), null);
        return new Line(
                posting.paperId(),
                posting.caseNumber(),
                paper.title(),
                paper.number(),
                request ? "/office/requests/" + posting.caseNumber() + "/letter" : "/api/papers/" + paper.id(),
                to.map(Pickup.Address::recipient).orElse(""),
                to.map(it -> Telephone.shown(it.phone())).orElse(""),
                to.map(summary::address).orElse(""),
                posting.postedOn()
                        .map(day -> DAY.format(day) + "，快递单号 "
                                + posting.trackingNumber().orElse(""))
                        .orElse(""));
    }

    /** Returns whom a letter about a certificate is for. */
    private Optional<String> holder(Posting posting) {
        return readers.stream()
                .flatMap(it -> it.addresseeOf(posting.caseNumber()).stream())
                .findFirst();
    }

    private String chain(Posting posting, Authentication login) {
        return readers.stream()
                .filter(it -> it.of(posting.caseNumber(), login) != PaperReaders.Reader.NOBODY)
                .findFirst()
                .map(it -> it.chainOf(posting.caseNumber()))
                .orElse(posting.caseNumber());
    }

    private Optional<Pickup.Address> address(String caseNumber) {
        return cases.section(caseNumber, Section.PICKUP)
                .map(Pickup::address)
                .filter(address -> address.detail() != null);
    }

    @PostMapping("/office/post/{id}/posting")
    String posted(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String carrier,
            @RequestParam(defaultValue = "") String trackingNumber,
            Authentication login,
            RedirectAttributes flash) {
        Posting posting = mine(id, login);
        String tracking = Codes.capitals(trackingNumber);
        if (PostCertificateForm.CARRIERS.stream().noneMatch(it -> it.code().equals(carrier))) {
            return answered(flash, "problem", "请选择快递公司");
        }
        if (tracking == null || !PostCertificateForm.TRACKING.matcher(tracking).matches()) {
            return answered(flash, "problem", "请填写快递单号，8至30位字母、数字");
        }
        boolean done = Boolean.TRUE.equals(transaction.execute(status -> {
            if (!post.posted(id, carrier, tracking, login.getName())) {
                return false;
            }
            tell(posting, "letter-posted", title(posting) + "已邮寄，快递单号 " + tracking, login);
            return true;
        }));
        return answered(flash, done ? "message" : "problem", done ? "已记录寄出，签收后请记录签收日期" : "这份文书已经寄出");
    }

    @PostMapping("/office/post/{id}/receipt")
    String served(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String day,
            Authentication login,
            RedirectAttributes flash) {
        Posting posting = mine(id, login);
        Optional<LocalDate> received = day(day);
        LocalDate earliest = posting.postedOn()
                .orElseGet(
                        () -> LocalDate.ofInstant(papers.find(id).orElseThrow().issuedAt(), clock.getZone()));
        if (received.isEmpty()
                || received.get().isBefore(earliest)
                || received.get().isAfter(LocalDate.now(clock))) {
            return answered(flash, "problem", "请填写签收日期，不早于" + DAY.format(earliest) + "，不晚于今天");
        }
        boolean done = Boolean.TRUE.equals(transaction.execute(status -> {
            if (!post.served(id, received.get(), login.getName())) {
                return false;
            }
            tell(posting, "letter-received", title(posting) + "已于" + DAY.format(received.get()) + "签收，视为送达", login);
            return true;
        }));
        return answered(flash, done ? "message" : "problem", done ? "已记录送达日期，救济期限自该日起计算" : "这份文书已经送达");
    }

    private String title(Posting posting) {
        Paper paper = papers.find(posting.paperId()).orElseThrow();
        return paper.title() + " " + paper.number() + " 纸质文书";
    }

    private void tell(Posting posting, String kind, String text, Authentication login) {
        holder(posting)
                .ifPresent(holder -> notices.tell(Note.to(holder)
                        .once("letter", kind + ":" + posting.paperId())
                        .saying(text)
                        .at("/my/acts/" + posting.caseNumber())));
        cases.find(posting.caseNumber()).ifPresent(file -> {
            cases.record(file.number(), login.getName(), kind, text);
            notices.tell(Note.to(file.applicant())
                    .about(file.number())
                    .once("letter", kind + ":" + posting.paperId())
                    .saying("您的办件 " + file.number() + "：" + text)
                    .at("/my/cases#" + file.number()));
        });
    }

    private static Optional<LocalDate> day(String typed) {
        try {
            return Optional.of(LocalDate.parse(typed));
        } catch (DateTimeParseException noDay) {
            return Optional.empty();
        }
    }

    private static String answered(RedirectAttributes flash, String kind, String text) {
        flash.addFlashAttribute(kind, text);
        return "redirect:/office/post";
    }

    private Posting mine(String id, Authentication login) {
        return mine(login).stream()
                .filter(it -> it.paperId().equals(id))
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    /** Nobody serves letters on themselves. */
    private List<Posting> mine(Authentication login) {
        List<String> groups = login.getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .toList();
        List<String> offices = groups.contains(Role.ADMIN.group())
                ? List.of()
                : groups.stream()
                        .map(GroupId.Desk.CLERKS::officeOf)
                        .flatMap(Optional::stream)
                        .toList();
        return post.of(offices).stream()
                .filter(posting -> cases.find(posting.caseNumber())
                        .map(CaseFile::applicant)
                        .or(() -> requests.withNumber(posting.caseNumber()).map(PersonRequests.PersonRequest::user))
                        .or(() -> holder(posting))
                        .filter(login.getName()::equals)
                        .isEmpty())
                .filter(posting -> papers.find(posting.paperId()).isPresent())
                .toList();
    }
}
