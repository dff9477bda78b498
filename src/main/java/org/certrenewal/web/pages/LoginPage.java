package org.certrenewal.web.pages;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.certrenewal.access.Role;
import org.certrenewal.access.account.Ended;
import org.certrenewal.access.account.LoginSettings;
import org.certrenewal.access.oidc.Farewell;
import org.certrenewal.access.oidc.LoginRefusal;
import org.certrenewal.access.oidc.Providers;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Is the way in. It lists whom anybody may log in as. */
@Controller
class LoginPage {

    private final List<DemoLogin> demoPeople;
    private final Providers providers;
    private final Farewell farewell;
    private final boolean localForAll;

    LoginPage(ObjectProvider<OfferedLogins> offered, Providers providers, Farewell farewell, LoginSettings settings) {
        this.providers = providers;
        this.farewell = farewell;
        this.localForAll = settings.isLocalForAll();
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
            @RequestParam(required = false) String refused,
            @RequestParam(required = false) String by,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        Optional<String> onward = farewell.next(request, response);
        if (onward.isPresent()) {
            model.addAttribute("onward", onward.get());
            response.setHeader("Refresh", "0; url=" + onward.get());
            return "farewell";
        }
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
        model.addAttribute(
                "refused", LoginRefusal.of(refused).map(LoginRefusal::sentence).orElse(null));
        List<Providers.Offer> offers = providers.offers();
        model.addAttribute("providers", offers);
        model.addAttribute("away", offers.stream().filter(it -> !it.available()).toList());
        model.addAttribute(
                "again",
                offers.stream()
                        .filter(it -> it.id().equals(by) && it.available())
                        .findFirst()
                        .orElse(null));
        model.addAttribute("localForAll", localForAll);
        model.addAttribute("demoPeople", localForAll ? demoPeople : List.of());
        return "login";
    }

    private static DemoLogin login(OfferedLogins.Offer person) {
        String roles = Role.of(person.groups()).stream().map(Role::label).collect(Collectors.joining("、"));
        return new DemoLogin(person.id(), person.name(), roles, person.password(), person.story());
    }
}
