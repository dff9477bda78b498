package org.certrenewal.stages.review;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.certrenewal.casefile.NoSuchCase;
import org.certrenewal.casefile.Problem;
import org.certrenewal.stages.review.LetterMending.Officer;
import org.certrenewal.typed.Paragraphs;
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

/** 文书更正, for officers and supervisors: the letters of the office that couldn't be made, and their words. */
@Controller
class OfficeLettersPage {

    private final LetterMending mending;

    OfficeLettersPage(LetterMending mending) {
        this.mending = mending;
    }

    /**
     * Shows what was typed and refused.
     *
     * @param key names the field of the page, see the template
     */
    record Refused(String key, String words, String message) {}

    @GetMapping("/office/letters")
    String show(Authentication login, Model model) {
        model.addAttribute("letters", mending.of(officer(login)));
        return "office-letters";
    }

    @PostMapping("/office/letters/{number}")
    String mend(
            @PathVariable String number,
            @RequestParam String letter,
            @RequestParam(defaultValue = "") String field,
            @RequestParam(defaultValue = "") @Paragraphs String words,
            Authentication login,
            Model model,
            HttpServletResponse response,
            RedirectAttributes flash) {
        Officer officer = officer(login);
        try {
            if (field.isEmpty()) {
                mending.retry(officer, number, letter);
            } else {
                Optional<Problem> problem = mending.mend(officer, number, letter, field, words);
                if (problem.isPresent()) {
                    response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
                    model.addAttribute(
                            "refused",
                            new Refused(
                                    number + "-" + field, words, problem.get().message()));
                    return show(login, model);
                }
            }
        } catch (NoSuchCase none) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, null, none);
        }
        flash.addFlashAttribute("message", field.isEmpty() ? "已重新制作，请稍候刷新查看" : "已更正，决定不变。文字都能打印的，文书正在重新制作");
        return "redirect:/office/letters";
    }

    private static Officer officer(Authentication login) {
        return new Officer(
                login.getName(),
                login.getAuthorities().stream()
                        .map(GrantedAuthority::getAuthority)
                        .toList());
    }
}
