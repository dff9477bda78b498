package org.certrenewal.stages.review;

import java.util.Arrays;
import org.certrenewal.access.SupervisorsOffice;
import org.certrenewal.access.refusal.SameMoment;
import org.certrenewal.audit.AuditTrail;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.typed.Codes;
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

/** 办件终止, for supervisors: what waits for a second person, and a submitted case that can't go on. */
@Controller
class OfficeCasesPage {

    private final Closings closings;
    private final AuditTrail audit;

    OfficeCasesPage(Closings closings, AuditTrail audit) {
        this.closings = closings;
        this.audit = audit;
    }

    record ClosingLine(String id, String number, String ground, String reasons, String by, boolean mine) {}

    record Choice(String code, String label) {}

    record View(String number, String status, String certificate, boolean closable) {}

    @GetMapping("/office/cases")
    String show(@RequestParam(defaultValue = "") String number, Authentication login, Model model) {
        String office = SupervisorsOffice.of(login);
        String wanted = Codes.capitals(number);
        model.addAttribute("longestReasons", Lengths.REASONS);
        model.addAttribute("number", wanted);
        model.addAttribute(
                "waiting",
                closings.waiting(office, login.getName()).stream()
                        .map(it -> new ClosingLine(
                                it.id(),
                                it.caseNumber(),
                                it.ground().text(),
                                closings.reasons(it.caseNumber()),
                                it.proposedBy(),
                                it.proposedBy().equals(login.getName())))
                        .toList());
        model.addAttribute(
                "grounds",
                Arrays.stream(ClosingGround.values())
                        .map(it -> new Choice(it.name(), it.text()))
                        .toList());
        if (!wanted.isEmpty()) {
            closings.find(wanted, office, login.getName())
                    .ifPresentOrElse(
                            file -> {
                                audit.append(file.number(), login.getName(), "saw", "closing", null);
                                model.addAttribute("file", view(file));
                            },
                            () -> model.addAttribute("notFound", "没有这个办件，或者不由您的机关办理"));
        }
        return "office-cases";
    }

    private static View view(CaseFile file) {
        return new View(
                file.number(), file.status().label(), file.certificateNumber().orElse("—"), Closings.isClosable(file));
    }

    @PostMapping("/office/cases/{number}/closings")
    String propose(
            @PathVariable String number,
            @RequestParam(defaultValue = "") String ground,
            @RequestParam(defaultValue = "") @Paragraphs String reasons,
            Authentication login,
            RedirectAttributes flash) {
        return answered(number, flash, "已提出，等待另一位负责人复核", () -> {
            closings.propose(number, ground, reasons, login.getName(), SupervisorsOffice.of(login));
        });
    }

    @PostMapping("/office/closings/{id}/confirmation")
    String confirm(@PathVariable String id, Authentication login, RedirectAttributes flash) {
        return answered(closings.caseOf(id), flash, "已复核同意，办件已经终止，告知书已出具", () -> {
            closings.confirm(id, login.getName(), SupervisorsOffice.of(login));
        });
    }

    @PostMapping("/office/closings/{id}/refusal")
    String decline(@PathVariable String id, Authentication login, RedirectAttributes flash) {
        return answered(closings.caseOf(id), flash, "这项提议已经终止", () -> {
            closings.decline(id, login.getName(), SupervisorsOffice.of(login));
        });
    }

    private static String answered(String number, RedirectAttributes flash, String message, Runnable work) {
        try {
            SameMoment.again(work);
            flash.addFlashAttribute("message", message);
        } catch (ClosingRefused refused) {
            flash.addFlashAttribute("problem", refused.getMessage());
        }
        flash.addAttribute("number", number);
        return "redirect:/office/cases";
    }
}
