package org.certrenewal.web.pages;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

    /** Takes passwords as they were typed: the log-in does so too, and blanks or rare signs in them count. */
    @PostMapping("/my/password")
    String change(HttpServletRequest request, Authentication login, Model model, HttpServletResponse response) {
        List<Problem> problems = passwords.change(
                login.getName(),
                typed(request, "oldPassword"),
                typed(request, "newPassword"),
                typed(request, "newPasswordAgain"));
        if (problems.isEmpty()) {
            return "redirect:/my/password?changed";
        }
        response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
        return page(problems, model);
    }

    private static String typed(HttpServletRequest request, String name) {
        return Objects.requireNonNullElse(request.getParameter(name), "");
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
