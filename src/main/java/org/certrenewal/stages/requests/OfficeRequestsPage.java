package org.certrenewal.stages.requests;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.certrenewal.access.Role;
import org.certrenewal.audit.AuditTrail;
import org.certrenewal.casefile.People;
import org.certrenewal.documents.FileName;
import org.certrenewal.documents.Paper;
import org.certrenewal.documents.Typeface;
import org.certrenewal.privacy.PersonRequests;
import org.certrenewal.privacy.PersonRequests.PersonRequest;
import org.certrenewal.registry.reference.GroupId;
import org.certrenewal.typed.Lengths;
import org.certrenewal.typed.Paragraphs;
import org.certrenewal.typed.Telephone;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
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

/** 个人信息请求, for officers and supervisors: what people ask their office to correct or delete, what is due first. */
@Controller
class OfficeRequestsPage {

    private static final Logger log = LoggerFactory.getLogger(OfficeRequestsPage.class);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy年M月d日", Locale.CHINA);
    private static final int SHORTEST = 10;

    private final RequestDesk desk;
    private final PersonRequests requests;
    private final People people;
    private final AuditTrail audit;
    private final Clock clock;

    OfficeRequestsPage(RequestDesk desk, PersonRequests requests, People people, AuditTrail audit, Clock clock) {
        this.desk = desk;
        this.requests = requests;
        this.people = people;
        this.audit = audit;
        this.clock = clock;
    }

    record Line(
            String number,
            String subject,
            boolean deletion,
            String name,
            String idNumber,
            String caseNumber,
            String text,
            String recipient,
            String phone,
            String detail,
            String openedOn,
            String dueOn,
            boolean overdue) {}

    /** Shows what was typed and refused. */
    record Refused(String number, String reason, String message) {}

    @GetMapping("/office/requests")
    String show(Authentication login, Model model) {
        model.addAttribute(
                "requests",
                open(login).stream().map(request -> line(request, login)).toList());
        model.addAttribute("longestReasons", Lengths.REASONS);
        return "office-requests";
    }

    private Line line(PersonRequest request, Authentication login) {
        People.Person person = people.withUserId(request.user());
        audit.append(
                AuditTrail.chainOfAccount(request.user()),
                login.getName(),
                "saw",
                "person-request " + request.number(),
                null);
        return new Line(
                request.number(),
                request.subject().label(),
                request.subject().isDeletion(),
                person.name().value(),
                person.idNumber().masked(),
                request.caseNumber().orElse(""),
                text(request.content().text()),
                text(request.content().recipient()),
                request.content().phone() == null
                        ? ""
                        : Telephone.shown(request.content().phone()),
                text(request.content().detail()),
                DAY.format(LocalDate.ofInstant(request.openedAt(), clock.getZone())),
                DAY.format(request.dueOn()),
                LocalDate.now(clock).isAfter(request.dueOn()));
    }

    private static String text(String text) {
        return text == null ? "" : text;
    }

    @PostMapping("/office/requests/{number}")
    String decide(
            @PathVariable String number,
            @RequestParam(defaultValue = "") String decision,
            @RequestParam(defaultValue = "") @Paragraphs String reason,
            Authentication login,
            Model model,
            HttpServletResponse response,
            RedirectAttributes flash) {
        PersonRequest request = open(login).stream()
                .filter(it -> it.number().equals(number))
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        Optional<String> problem = problem(decision, reason);
        if (problem.isPresent()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            model.addAttribute("refused", new Refused(number, reason, problem.get()));
            return show(login, model);
        }
        boolean granted = "GRANT".equals(decision);
        boolean done =
                granted ? desk.grant(request, reason, login.getName()) : desk.refuse(request, reason, login.getName());
        flash.addFlashAttribute(
                done ? "message" : "problem", done ? granted ? "已同意并办理，已告知申请人" : "已决定不同意，答复书已出具并告知申请人" : "这项请求已经决定");
        return "redirect:/office/requests";
    }

    private static Optional<String> problem(String decision, String reason) {
        if (!List.of("GRANT", "REFUSE").contains(decision)) {
            return Optional.of("请选择同意或者不同意");
        }
        if (Lengths.of(reason) < SHORTEST || Lengths.of(reason) > Lengths.REASONS) {
            return Optional.of("请写明理由，" + SHORTEST + "至" + Lengths.REASONS + "个字");
        }
        return Typeface.official().objection(reason);
    }

    /** The letter, for the people of the office; a clerk prints it. */
    @GetMapping("/office/requests/{number}/letter")
    ResponseEntity<byte[]> letter(@PathVariable String number, Authentication login) {
        PersonRequest request = requests.withNumber(number)
                .filter(it -> !it.user().equals(login.getName()))
                .filter(it -> groups(login).stream().anyMatch(GroupId.allOf(it.office())::contains))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        Paper paper =
                desk.letter(request.number()).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        audit.append(
                AuditTrail.chainOfAccount(request.user()),
                login.getName(),
                "saw-paper",
                paper.kind() + " " + paper.id(),
                null);
        return file(paper);
    }

    static ResponseEntity<byte[]> file(Paper paper) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_PDF)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        FileName.of(
                                        paper.title() + "-" + paper.number(),
                                        paper.kind().word() + "-" + paper.number(),
                                        ".pdf")
                                .inline())
                .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                .body(paper.bytes());
    }

    /** Nobody decides on their own request. */
    private List<PersonRequest> open(Authentication login) {
        List<String> offices = groups(login).stream()
                .flatMap(group -> Stream.of(GroupId.Desk.OFFICERS, GroupId.Desk.SUPERVISORS)
                        .flatMap(desk -> desk.officeOf(group).stream()))
                .distinct()
                .toList();
        return requests.open(offices).stream()
                .filter(request -> {
                    boolean own = request.user().equals(login.getName());
                    if (own) {
                        log.warn("conflict of interest: {} may not decide on the own request", login.getName());
                    }
                    return !own;
                })
                .toList();
    }

    /** Administrators have none that counts here. */
    private static List<String> groups(Authentication login) {
        List<String> groups = login.getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .toList();
        return groups.contains(Role.ADMIN.group()) ? List.of() : groups;
    }
}
