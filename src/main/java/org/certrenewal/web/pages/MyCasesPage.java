package org.certrenewal.web.pages;

import java.security.Principal;
import java.util.List;
import org.certrenewal.access.refusal.SameMoment;
import org.certrenewal.audit.AuditTrail;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.NoSuchCase;
import org.certrenewal.casefile.SectionRefused;
import org.certrenewal.notices.Notices;
import org.certrenewal.process.Withdrawals;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 我的办件: own cases with status, due date, papers and what happened. */
@Controller
class MyCasesPage {

    private static final int MOST_NOTICES = 20;

    private final CaseFiles cases;
    private final CasePages pages;
    private final Notices notices;
    private final Withdrawals withdrawals;
    private final AuditTrail audit;

    MyCasesPage(CaseFiles cases, CasePages pages, Notices notices, Withdrawals withdrawals, AuditTrail audit) {
        this.audit = audit;
        this.cases = cases;
        this.pages = pages;
        this.notices = notices;
        this.withdrawals = withdrawals;
    }

    @GetMapping("/my/cases")
    String show(Principal user, Model model) {
        List<CaseFile> own = cases.ofApplicant(user.getName());
        own.forEach(file -> audit.append(file.number(), user.getName(), "saw", "my-cases", null));
        model.addAttribute(
                "cases",
                own.stream().map(file -> pages.view(file, user.getName())).toList());
        model.addAttribute(
                "notices",
                notices.of(List.of(user.getName()), MOST_NOTICES).stream()
                        .map(pages::notice)
                        .toList());
        return "my-cases";
    }

    @PostMapping("/my/cases/{number}/withdrawal")
    String withdraw(@PathVariable String number, Principal user, RedirectAttributes flash) {
        try {
            SameMoment.again(() -> withdrawals.withdraw(number, user.getName()));
            flash.addFlashAttribute("message", "申请已撤回");
        } catch (NoSuchCase none) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, null, none);
        } catch (SectionRefused refused) {
            flash.addFlashAttribute("problem", refused.getMessage());
        }
        return "redirect:/my/cases#" + number;
    }
}
