package org.certrenewal.web.pages;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.certrenewal.access.Role;
import org.certrenewal.access.account.Ended;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Is the way in. It lists whom anybody may log in as. */
@Controller
class LoginPage {

    private final List<DemoLogin> demoPeople;

    LoginPage(ObjectProvider<OfferedLogins> offered) {
        this.demoPeople = offered.stream()
                .flatMap(logins -> logins.all().stream())
                .map(LoginPage::login)
                .toList();
    }

    /** Shows a person who can log in. */
    record DemoLogin(String id, String name, String roleName, String password, String story) {}

    @GetMapping("/login")
    String show(
            @RequestParam(required = false) String error,
            @RequestParam(required = false) String locked,
            @RequestParam(required = false) String loggedOut,
            @RequestParam(required = false) String ended,
            Model model) {
        model.addAttribute("error", error != null);
        model.addAttribute("locked", locked != null);
        model.addAttribute("loggedOut", loggedOut != null);
        model.addAttribute(
                "ended",
                Arrays.stream(Ended.values())
                        .filter(why -> why.code().equals(ended))
                        .map(Ended::sentence)
                        .findFirst()
                        .orElse(null));
        model.addAttribute("demoPeople", demoPeople);
        return "login";
    }

    private static DemoLogin login(OfferedLogins.Offer person) {
        String roles = Role.of(person.groups()).stream().map(Role::label).collect(Collectors.joining("、"));
        return new DemoLogin(person.id(), person.name(), roles, person.password(), person.story());
    }
}
