package org.certrenewal.stages.faceauth;

import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.certrenewal.access.Role;
import org.certrenewal.audit.AuditTrail;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.People;
import org.certrenewal.registry.reference.GroupId;
import org.certrenewal.stages.faceauth.CounterChecks.CounterCheck;
import org.certrenewal.stages.faceauth.CounterChecks.Document;
import org.certrenewal.stages.faceauth.CounterChecks.Ground;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

/**
 * 窗口核验, for clerks: who has asked to be known at the counter of their office. The name and the whole number are shown,
 * as they are compared with a document; each look is recorded. Nobody checks themselves.
 */
@Controller
class OfficeCounterPage {

    private static final Logger log = LoggerFactory.getLogger(OfficeCounterPage.class);

    private final CounterChecks checks;
    private final CaseFiles cases;
    private final People people;
    private final AuditTrail audit;
    private final DateTimeFormatter time;

    OfficeCounterPage(CounterChecks checks, CaseFiles cases, People people, AuditTrail audit, Clock clock) {
        this.checks = checks;
        this.cases = cases;
        this.people = people;
        this.audit = audit;
        this.time = DateTimeFormatter.ofPattern("yyyy年M月d日 HH:mm", Locale.CHINA).withZone(clock.getZone());
    }

    record Line(String id, String caseNumber, String requestedAt, String name, String idNumber) {}

    record Choice(String code, String label) {}

    @GetMapping("/office/counter")
    String show(Authentication login, Model model) {
        model.addAttribute(
                "checks",
                checks.of(offices(login)).stream()
                        .filter(check -> !isOwn(check, login))
                        .map(check -> line(check, login))
                        .toList());
        model.addAttribute(
                "documents",
                Arrays.stream(Document.values())
                        .map(it -> new Choice(it.name(), it.label()))
                        .toList());
        model.addAttribute(
                "grounds",
                Arrays.stream(Ground.values())
                        .map(it -> new Choice(it.name(), it.label() + (it.again() ? "（可以再来）" : "（办理结束）")))
                        .toList());
        return "office-counter";
    }

    private Line line(CounterCheck check, Authentication login) {
        People.Person person =
                people.withUserId(cases.withNumber(check.caseNumber()).applicant());
        audit.append(check.caseNumber(), login.getName(), "saw", "counter " + check.id(), null);
        return new Line(
                check.id(),
                check.caseNumber(),
                time.format(check.requestedAt()),
                person.name().value(),
                person.idNumber().value());
    }

    @PostMapping("/office/counter/{id}/confirmation")
    String confirm(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String document,
            @RequestParam(defaultValue = "false") boolean compared,
            Authentication login,
            RedirectAttributes flash) {
        CounterCheck check = mine(id, login);
        Optional<Document> shown = Document.of(document);
        if (shown.isEmpty()) {
            return answered(flash, "problem", "请选择核验的身份证件");
        }
        if (!compared) {
            return answered(flash, "problem", "请当面核对本人、证件和页面上的姓名、身份证号码一致，并勾选");
        }
        boolean done = checks.confirm(check, shown.get(), login.getName());
        return answered(flash, done ? "message" : "problem", done ? "已记录核验通过，申请人可以继续办理" : "这项核验已经办完");
    }

    @PostMapping("/office/counter/{id}/refusal")
    String refuse(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String ground,
            Authentication login,
            RedirectAttributes flash) {
        CounterCheck check = mine(id, login);
        Optional<Ground> why = Ground.of(ground);
        if (why.isEmpty()) {
            return answered(flash, "problem", "请选择核验不通过的原因");
        }
        boolean done = checks.refuse(check, why.get(), login.getName());
        return answered(flash, done ? "message" : "problem", done ? "已记录核验未通过，并已告知申请人" : "这项核验已经办完");
    }

    private static String answered(RedirectAttributes flash, String kind, String text) {
        flash.addFlashAttribute(kind, text);
        return "redirect:/office/counter";
    }

    /** Whoever isn't of the office gets the same answer as for a check that isn't there. */
    private CounterCheck mine(String id, Authentication login) {
        return checks.of(offices(login)).stream()
                .filter(check -> check.id().equals(id))
                .filter(check -> !isOwn(check, login))
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private boolean isOwn(CounterCheck check, Authentication login) {
        CaseFile file = cases.withNumber(check.caseNumber());
        boolean own = file.applicant().equals(login.getName());
        if (own) {
            log.warn("conflict of interest: {} may not check the own identity", login.getName());
        }
        return own;
    }

    private static List<String> offices(Authentication login) {
        List<String> groups = login.getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .toList();
        return groups.contains(Role.ADMIN.group())
                ? List.of()
                : groups.stream()
                        .map(GroupId.Desk.CLERKS::officeOf)
                        .flatMap(Optional::stream)
                        .toList();
    }
}
