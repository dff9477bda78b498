package org.certrenewal.access.pages;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.certrenewal.access.account.OwnPassword;
import org.certrenewal.casefile.Problem;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Lets everybody who is logged in change the own password. */
@Controller
class PasswordPage {

    private final OwnPassword passwords;

    PasswordPage(OwnPassword passwords) {
        this.passwords = passwords;
    }

    @GetMapping("/my/password")
    String show(@RequestParam(required = false) String changed, Model model) {
        model.addAttribute("changed", changed != null);
        return page(List.of(), model);
    }

    @PostMapping("/my/password")
    String change(
            @RequestParam(defaultValue = "") String oldPassword,
            @RequestParam(defaultValue = "") String newPassword,
            @RequestParam(defaultValue = "") String newPasswordAgain,
            Authentication login,
            Model model,
            HttpServletResponse response) {
        List<Problem> problems = passwords.change(login.getName(), oldPassword, newPassword, newPasswordAgain);
        if (problems.isEmpty()) {
            return "redirect:/my/password?changed";
        }
        response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
        return page(problems, model);
    }

    private String page(List<Problem> problems, Model model) {
        Map<String, List<String>> byField = problems.stream()
                .collect(Collectors.groupingBy(
                        Problem::field, Collectors.mapping(Problem::message, Collectors.toList())));
        model.addAttribute("problems", byField);
        model.addAttribute("policy", passwords.policy());
        return "password";
    }
}
