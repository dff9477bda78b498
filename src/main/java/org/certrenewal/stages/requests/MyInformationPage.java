package org.certrenewal.stages.requests;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.certrenewal.access.limits.Limits;
import org.certrenewal.access.limits.Throttle;
import org.certrenewal.audit.AuditTrail;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.documents.FileName;
import org.certrenewal.privacy.Consents;
import org.certrenewal.privacy.PersonRequests;
import org.certrenewal.privacy.PersonRequests.Content;
import org.certrenewal.privacy.PersonRequests.PersonRequest;
import org.certrenewal.privacy.PersonRequests.Subject;
import org.certrenewal.privacy.PersonalRecord;
import org.certrenewal.privacy.PersonalRecords;
import org.certrenewal.registry.reference.Office;
import org.certrenewal.registry.reference.Offices;
import org.certrenewal.typed.Lengths;
import org.certrenewal.typed.Paragraphs;
import org.certrenewal.typed.Telephone;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

/** 我的信息: everything about who is logged in and about nobody else, in words; with the ways to act on it. */
@Controller
class MyInformationPage {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy年M月d日", Locale.CHINA);
    private static final int SHORTEST = 10;

    /** As many entries of a kind as a page can bear; the files have all. */
    private static final int MOST = 50;

    private final PersonalRecords records;
    private final Consents consents;
    private final PersonRequests requests;
    private final RequestDesk desk;
    private final Offices offices;
    private final AuditTrail audit;
    private final Throttle throttle;
    private final Limits limits;
    private final ITemplateEngine templates;
    private final ObjectMapper json;
    private final Clock clock;
    private final DateTimeFormatter time;

    MyInformationPage(
            PersonalRecords records,
            Consents consents,
            PersonRequests requests,
            RequestDesk desk,
            Offices offices,
            AuditTrail audit,
            Throttle throttle,
            Limits limits,
            ITemplateEngine templates,
            ObjectMapper json,
            Clock clock) {
        this.records = records;
        this.consents = consents;
        this.requests = requests;
        this.desk = desk;
        this.offices = offices;
        this.audit = audit;
        this.throttle = throttle;
        this.limits = limits;
        this.templates = templates;
        this.json = json;
        this.clock = clock;
        this.time = DateTimeFormatter.ofPattern("yyyy年M月d日 HH:mm", Locale.CHINA).withZone(clock.getZone());
    }

    /** Shows one kind of data; {@code more} says how many entries only the files have. */
    record PartView(PersonalRecord.Part part, List<PersonalRecord.Entry> entries, int more) {}

    record ConsentLine(String kind, String label, String answer, String at, String version, boolean withdrawable) {}

    record RequestLine(
            String number,
            String subject,
            String state,
            String openedOn,
            String dueOn,
            String outcome,
            String letterHref) {}

    record Choice(String code, String label) {}

    /** Holds what was typed and refused. */
    record Typed(
            String subject,
            String caseNumber,
            String office,
            String text,
            String recipient,
            String phone,
            String detail) {}

    /**
     * Shows the page.
     *
     * @param subject what is to be asked for, where another page leads here for that
     */
    @GetMapping("/my/information")
    String show(@RequestParam(defaultValue = "") String subject, Principal user, Model model) {
        model.addAttribute(
                "typed", new Typed(subject, "", desk.officeOf(user.getName()).orElse(""), "", "", "", ""));
        return page(user, model);
    }

    private String page(Principal user, Model model) {
        String id = user.getName();
        PersonalRecord record = records.of(id);
        model.addAttribute(
                "parts",
                record.parts().stream()
                        .map(part -> new PartView(
                                part, part.entries().stream().limit(MOST).toList(), Math.max(0, part.count() - MOST)))
                        .toList());
        model.addAttribute(
                "consents",
                Arrays.stream(Consents.Kind.values())
                        .flatMap(kind -> consents.newest(id, kind).stream())
                        .map(this::line)
                        .toList());
        model.addAttribute("requests", requests.of(id).stream().map(this::line).toList());
        model.addAttribute("notice", consents.notice());
        model.addAttribute(
                "subjects",
                Arrays.stream(Subject.values())
                        .map(it -> new Choice(it.name(), it.label()))
                        .toList());
        model.addAttribute(
                "cases", desk.withAddress(id).stream().map(CaseFile::number).toList());
        model.addAttribute(
                "offices",
                offices.all().stream()
                        .map(it -> new Choice(it.code(), it.name()))
                        .toList());
        model.addAttribute("office", desk.officeOf(id).orElse(""));
        model.addAttribute("longestReasons", Lengths.REASONS);
        return "my-information";
    }

    private ConsentLine line(Consents.Answered answered) {
        return new ConsentLine(
                answered.kind().name(),
                answered.kind().label(),
                answered.kind() == Consents.Kind.NOTICE
                        ? "已阅读"
                        : answered.answer().label(),
                time.format(answered.at()),
                answered.version(),
                answered.kind().isWithdrawable() && answered.answer() == Consents.Answer.GIVEN);
    }

    private RequestLine line(PersonRequest request) {
        return new RequestLine(
                request.number(),
                request.subject().label(),
                request.state().label(),
                DAY.format(LocalDate.ofInstant(request.openedAt(), clock.getZone())),
                request.state() == PersonRequests.State.OPEN ? DAY.format(request.dueOn()) : "",
                request.outcome().orElse(""),
                request.state() == PersonRequests.State.REFUSED
                        ? "/my/requests/" + request.number() + "/letter"
                        : null);
    }

    @PostMapping("/my/information/consents/{kind}/withdrawal")
    String withdraw(@PathVariable String kind, Principal user, RedirectAttributes flash) {
        Consents.Kind which = Arrays.stream(Consents.Kind.values())
                .filter(it -> it.name().equals(kind) && it.isWithdrawable())
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        if (consents.newest(user.getName(), which)
                .filter(it -> it.answer() == Consents.Answer.GIVEN)
                .isPresent()) {
            consents.answer(user.getName(), which, Consents.Answer.WITHDRAWN, Optional.empty());
        }
        flash.addFlashAttribute(
                "message",
                which == Consents.Kind.ELECTRONIC_SERVICE ? "已撤回，以后出具的文书改为纸质送达" : "已撤回，以后核验身份前会再次询问，也可以到窗口核验");
        return "redirect:/my/information#consents";
    }

    @PostMapping("/my/requests")
    String ask(
            @RequestParam(defaultValue = "") String subject,
            @RequestParam(defaultValue = "") String caseNumber,
            @RequestParam(defaultValue = "") String office,
            @RequestParam(defaultValue = "") @Paragraphs String text,
            @RequestParam(defaultValue = "") String recipient,
            @RequestParam(defaultValue = "") String phone,
            @RequestParam(defaultValue = "") String detail,
            Principal user,
            Model model,
            HttpServletResponse response,
            RedirectAttributes flash) {
        Typed typed = new Typed(subject, caseNumber, office, text, recipient, phone, detail);
        Optional<String> problem = problem(typed, user.getName());
        if (problem.isPresent()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            model.addAttribute("typed", typed);
            model.addAttribute("refused", problem.get());
            return page(user, model);
        }
        boolean contact = Subject.CONTACT.name().equals(subject);
        PersonRequest request = desk.open(
                user.getName(),
                Subject.of(subject).orElseThrow(),
                contact ? Optional.of(caseNumber) : Optional.empty(),
                office,
                new Content(
                        text,
                        contact && !recipient.isBlank() ? recipient : null,
                        contact && !phone.isBlank() ? phone : null,
                        contact && !detail.isBlank() ? detail : null));
        flash.addFlashAttribute(
                "message", "请求已提交，编号 " + request.number() + "，决定的期限至" + DAY.format(request.dueOn()) + "止，结果会发消息告诉您");
        return "redirect:/my/information#requests";
    }

    private Optional<String> problem(Typed typed, String user) {
        Optional<Subject> subject = Subject.of(typed.subject());
        if (subject.isEmpty()) {
            return Optional.of("请选择要求什么");
        }
        if (offices.withCode(typed.office()).map(Office::code).isEmpty()) {
            return Optional.of("请选择由哪个机关办理");
        }
        if (Lengths.of(typed.text()) < SHORTEST || Lengths.of(typed.text()) > Lengths.REASONS) {
            return Optional.of("请写明哪里不对、应当是什么，或者为什么要求删除，" + SHORTEST + "至" + Lengths.REASONS + "个字");
        }
        if (requests.of(user).stream()
                .anyMatch(it -> it.state() == PersonRequests.State.OPEN && it.subject() == subject.get())) {
            return Optional.of("同样的请求已经提交，正在等待决定");
        }
        return subject.get() == Subject.CONTACT ? contactProblem(typed, user) : Optional.empty();
    }

    private Optional<String> contactProblem(Typed typed, String user) {
        if (desk.withAddress(user).stream().noneMatch(file -> file.number().equals(typed.caseNumber()))) {
            return Optional.of("请选择要更正收件信息的办件");
        }
        if (Stream.of(typed.recipient(), typed.phone(), typed.detail()).allMatch(String::isBlank)) {
            return Optional.of("请填写更正后的收件人、电话或者地址");
        }
        if (Lengths.of(typed.recipient()) > Lengths.NAME || Lengths.of(typed.detail()) > Lengths.ADDRESS) {
            return Optional.of("收件人不超过" + Lengths.NAME + "个字，详细地址不超过" + Lengths.ADDRESS + "个字");
        }
        return typed.phone().isBlank() ? Optional.empty() : Telephone.whyNot(typed.phone());
    }

    @GetMapping("/my/requests/{number}/letter")
    ResponseEntity<byte[]> letter(@PathVariable String number, Principal user) {
        return requests.withNumber(number)
                .filter(it -> it.user().equals(user.getName()))
                .flatMap(it -> desk.letter(it.number()))
                .map(paper -> {
                    desk.opened(paper);
                    return OfficeRequestsPage.file(paper);
                })
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    /** Hands out the record as a page that needs nothing else to be read. */
    @GetMapping("/my/information/export.html")
    ResponseEntity<byte[]> readable(Principal user) {
        String page = templates.process("my-record", new Context(Locale.CHINA, Map.of("record", exported(user))));
        return file(page, new MediaType("text", "html", StandardCharsets.UTF_8), ".html");
    }

    /** Hands out the same for programs. */
    @GetMapping("/my/information/export.json")
    ResponseEntity<byte[]> forPrograms(Principal user) {
        PersonalRecord record = exported(user);
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("姓名", record.name());
        all.put("日期", record.on().toString());
        all.put("内容", record.parts().stream().map(MyInformationPage::plain).toList());
        try {
            return file(
                    json.writerWithDefaultPrettyPrinter().writeValueAsString(all), MediaType.APPLICATION_JSON, ".json");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record can't be written", e);
        }
    }

    private static Map<String, Object> plain(PersonalRecord.Part part) {
        Map<String, Object> plain = new LinkedHashMap<>();
        plain.put("类别", part.title());
        plain.put("目的", part.purpose());
        plain.put("依据", part.ground());
        plain.put("保存期限", part.until());
        plain.put("数量", part.count());
        plain.put(
                "记录",
                part.entries().stream()
                        .map(entry -> Map.of(
                                "名称",
                                entry.title(),
                                "项目",
                                entry.lines().stream()
                                        .map(line -> Map.of("名称", line.label(), "内容", line.value()))
                                        .toList()))
                        .toList());
        return plain;
    }

    private PersonalRecord exported(Principal user) {
        if (!throttle.take(limits.exports(), user.getName())) {
            throw new ResponseStatusException(HttpStatus.TOO_MANY_REQUESTS);
        }
        audit.append(AuditTrail.ADMINISTRATION, user.getName(), "exported", "own data", null);
        return records.of(user.getName());
    }

    private ResponseEntity<byte[]> file(String text, MediaType type, String extension) {
        LocalDate today = LocalDate.now(clock);
        return ResponseEntity.ok()
                .contentType(type)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        FileName.of("我的信息-" + today, "my-information-" + today, extension)
                                .attachment())
                .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                .body(text.getBytes(StandardCharsets.UTF_8));
    }
}
