package org.certrenewal.web.pages;

import java.security.Principal;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.certrenewal.access.UserNames;
import org.certrenewal.partners.Partner;
import org.certrenewal.partners.PartnerDesk;
import org.certrenewal.partners.PartnerLines;
import org.certrenewal.process.outbox.Outbox;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 外部系统, for administrators: how each partner does, what waits for it, and what helps. */
@Controller
class PartnersPage {

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy年M月d日 HH:mm", Locale.CHINA).withZone(ZoneId.of("Asia/Shanghai"));
    private static final int LONGEST_REASON = 100;
    private static final int MOST_DEAD = 20;

    private final PartnerDesk desk;
    private final UserNames names;

    PartnersPage(PartnerDesk desk, UserNames names) {
        this.desk = desk;
        this.names = names;
    }

    /** Shows one message that was given up. */
    record DeadLine(String about, String since, String error) {}

    /** Shows one partner. */
    record Line(
            String id,
            String title,
            boolean real,
            boolean needed,
            String setting,
            String state,
            String kind,
            boolean paused,
            String pausedBy,
            String reason,
            String lastSuccess,
            String lastFailure,
            String lastError,
            long waiting,
            long dead,
            String oldest,
            List<DeadLine> letters) {}

    @GetMapping("/admin/partners")
    String show(Model model) {
        model.addAttribute(
                "partners", desk.desks(MOST_DEAD).stream().map(this::line).toList());
        model.addAttribute("lost", desk.lost().isPresent());
        return "partners";
    }

    private Line line(PartnerDesk.Desk it) {
        PartnerLines.Standing line = it.line();
        Partner partner = line.partner();
        String state;
        String kind;
        if (line.pause().isPresent()) {
            state = "已暂停";
            kind = "warning";
        } else if (line.brokenSince().isPresent()) {
            state = "连接不上";
            kind = "bad";
        } else if (!line.real()) {
            state = partner.isNeeded() ? "演示替身" : "未接入";
            kind = partner.isNeeded() ? "warning" : "";
        } else {
            state = "正常";
            kind = "good";
        }
        return new Line(
                partner.id(),
                partner.title(),
                line.real(),
                partner.isNeeded(),
                partner.setting(),
                state,
                kind,
                line.pause().isPresent(),
                line.pause()
                        .map(pause -> names.of(pause.by()) + "　" + moment(pause.since()))
                        .orElse(""),
                line.pause().map(PartnerLines.Pause::reason).orElse(""),
                line.lastSuccess().map(PartnersPage::moment).orElse(""),
                line.brokenSince()
                        .or(line::lastFailure)
                        .map(PartnersPage::moment)
                        .orElse(""),
                line.lastError().orElse(""),
                it.lanes().stream().mapToLong(Outbox.Lane::waiting).sum(),
                it.lanes().stream().mapToLong(Outbox.Lane::dead).sum(),
                it.lanes().stream()
                        .map(Outbox.Lane::oldest)
                        .flatMap(Optional::stream)
                        .min(Comparator.naturalOrder())
                        .map(PartnersPage::moment)
                        .orElse(""),
                it.dead().stream()
                        .map(dead -> new DeadLine(
                                dead.about(), moment(dead.deadSince()), Objects.requireNonNullElse(dead.error(), "")))
                        .toList());
    }

    private static String moment(OffsetDateTime time) {
        return MOMENT.format(time);
    }

    @PostMapping("/admin/partners/{id}/pause")
    String pause(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String reason,
            Principal administrator,
            RedirectAttributes flash) {
        Partner partner = partner(id);
        String why = reason.strip();
        if (why.isEmpty() || why.codePointCount(0, why.length()) > LONGEST_REASON) {
            flash.addFlashAttribute("problem", "请填写暂停的原因，不超过100个字");
        } else {
            desk.pause(partner, administrator.getName(), why);
            flash.addFlashAttribute("message", "已暂停，要发送的消息会留着，恢复后自动送出");
        }
        return "redirect:/admin/partners";
    }

    @PostMapping("/admin/partners/{id}/resumption")
    String resume(@PathVariable String id, Principal administrator, RedirectAttributes flash) {
        desk.resume(partner(id), administrator.getName());
        flash.addFlashAttribute("message", "已恢复，留着的消息现在送出");
        return "redirect:/admin/partners";
    }

    @PostMapping("/admin/partners/{id}/again")
    String again(@PathVariable String id, Principal administrator, RedirectAttributes flash) {
        desk.sendAgain(partner(id), administrator.getName());
        flash.addFlashAttribute("message", "没有送达的消息现在再次发送，稍后刷新本页看结果");
        return "redirect:/admin/partners";
    }

    private static Partner partner(String id) {
        return Arrays.stream(Partner.values())
                .filter(it -> it.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
