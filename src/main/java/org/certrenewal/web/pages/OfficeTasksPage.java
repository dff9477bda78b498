package org.certrenewal.web.pages;

import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.certrenewal.access.SupervisorsOffice;
import org.certrenewal.access.refusal.SameMoment;
import org.certrenewal.process.HandoverRefused;
import org.certrenewal.process.Handovers;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 任务移交, for supervisors: who of the office has which task, to hand it over or give it back to the list. */
@Controller
class OfficeTasksPage {

    private final Handovers handovers;
    private final DateTimeFormatter time;
    private final DateTimeFormatter day;

    OfficeTasksPage(Handovers handovers, Clock clock) {
        this.handovers = handovers;
        this.time = DateTimeFormatter.ofPattern("yyyy年M月d日 HH:mm", Locale.CHINA).withZone(clock.getZone());
        this.day = DateTimeFormatter.ofPattern("yyyy年M月d日", Locale.CHINA).withZone(clock.getZone());
    }

    record TaskLine(
            String taskId,
            String caseNumber,
            String step,
            String holder,
            String since,
            String due,
            List<Handovers.Colleague> others) {}

    record Choice(String code, String label) {}

    @GetMapping("/office/tasks")
    String show(Authentication login, Model model) {
        model.addAttribute(
                "tasks",
                handovers.of(SupervisorsOffice.of(login), login.getName()).stream()
                        .map(held -> new TaskLine(
                                held.taskId(),
                                held.caseNumber(),
                                held.step(),
                                held.holder().name() + "（" + held.holder().id() + "）",
                                format(time, held.since()),
                                held.due() == null
                                        ? "—"
                                        : format(day, held.due().toInstant()),
                                held.others()))
                        .toList());
        model.addAttribute(
                "reasons",
                Arrays.stream(Handovers.Reason.values())
                        .map(reason -> new Choice(reason.name(), reason.label()))
                        .toList());
        return "office-tasks";
    }

    @PostMapping("/office/tasks/{id}/handover")
    String handOver(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String to,
            @RequestParam(defaultValue = "") String reason,
            Authentication login,
            RedirectAttributes flash) {
        return answered(flash, "已移交，并已告知新的办理人员", reason, why -> {
            handovers.handOver(id, SupervisorsOffice.of(login), to, why, login.getName());
        });
    }

    @PostMapping("/office/tasks/{id}/return")
    String giveBack(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String reason,
            Authentication login,
            RedirectAttributes flash) {
        return answered(flash, "已退回，等待其他办理人员领取", reason, why -> {
            handovers.giveBack(id, SupervisorsOffice.of(login), why, login.getName());
        });
    }

    private interface Work {
        void because(Handovers.Reason reason);
    }

    private static String answered(RedirectAttributes flash, String message, String reason, Work work) {
        Optional<Handovers.Reason> why = Arrays.stream(Handovers.Reason.values())
                .filter(it -> it.name().equals(reason))
                .findFirst();
        if (why.isEmpty()) {
            flash.addFlashAttribute("problem", "请选择原因");
            return "redirect:/office/tasks";
        }
        try {
            SameMoment.again(() -> work.because(why.get()));
            flash.addFlashAttribute("message", message);
        } catch (HandoverRefused refused) {
            flash.addFlashAttribute("problem", refused.getMessage());
        } catch (ConcurrencyFailureException busy) {
            flash.addFlashAttribute("problem", "这项任务正在变动，请刷新后再试");
        }
        return "redirect:/office/tasks";
    }

    private static String format(DateTimeFormatter format, Instant at) {
        return format.format(at);
    }
}
