package org.certrenewal.web.pages;

import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.certrenewal.access.SupervisorsOffice;
import org.certrenewal.access.refusal.SameMoment;
import org.certrenewal.registry.imports.DifferenceDesk;
import org.certrenewal.registry.imports.ImportRefused;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 登记差异, for supervisors: what a register that was brought in says otherwise than an open case rests on. */
@Controller
class OfficeRegisterPage {

    private final DifferenceDesk differences;
    private final DateTimeFormatter time;

    OfficeRegisterPage(DifferenceDesk differences, Clock clock) {
        this.differences = differences;
        this.time = DateTimeFormatter.ofPattern("yyyy年M月d日 HH:mm", Locale.CHINA).withZone(clock.getZone());
    }

    record Item(String column, String here, String there) {}

    record WaitingLine(String id, String number, String caseNumber, String at, List<Item> items) {}

    @GetMapping("/office/register")
    String show(Authentication login, Model model) {
        model.addAttribute(
                "waiting",
                differences.of(SupervisorsOffice.of(login), login.getName()).stream()
                        .map(one -> new WaitingLine(
                                one.id(),
                                one.certificateNumber(),
                                one.caseNumber(),
                                time.format(one.raisedAt()),
                                one.differences().stream()
                                        .map(it -> new Item(
                                                it.column().label(), it.here().isEmpty() ? "—" : it.here(), it.there()))
                                        .toList()))
                        .toList());
        return "office-register";
    }

    @PostMapping("/office/register/{id}/adoption")
    String adopt(@PathVariable String id, Authentication login, RedirectAttributes flash) {
        return answered(
                flash, "已按来源更新登记", () -> differences.answer(id, SupervisorsOffice.of(login), true, login.getName()));
    }

    @PostMapping("/office/register/{id}/dismissal")
    String dismiss(@PathVariable String id, Authentication login, RedirectAttributes flash) {
        return answered(
                flash, "已维持本系统的登记", () -> differences.answer(id, SupervisorsOffice.of(login), false, login.getName()));
    }

    private static String answered(RedirectAttributes flash, String message, Runnable work) {
        try {
            SameMoment.again(work);
            flash.addFlashAttribute("message", message);
        } catch (ImportRefused refused) {
            flash.addFlashAttribute("problem", refused.getMessage());
        }
        return "redirect:/office/register";
    }
}
