package org.certrenewal.web.pages;

import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.certrenewal.access.Role;
import org.certrenewal.access.UserNames;
import org.certrenewal.access.account.LoggedIn;
import org.certrenewal.access.account.Standing;
import org.certrenewal.access.outage.DatabaseTrouble;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Tells every page who is logged in. */
@ControllerAdvice(annotations = Controller.class, basePackages = "org.certrenewal")
class PageModel {

    private final UserNames names;

    PageModel(UserNames names) {
        this.names = names;
    }

    /**
     * Names a person and the roles; nothing but the password may be changed as long as somebody else has set it. The
     * name is looked up by the page that shows it: most answers are no pages.
     */
    static final class Me {
        private final Supplier<String> lookedUp;
        private final List<String> roles;
        private final boolean mustChange;
        private final boolean byProvider;

        private Me(Supplier<String> lookedUp, List<String> roles, boolean mustChange, boolean byProvider) {
            this.byProvider = byProvider;
            this.lookedUp = lookedUp;
            this.roles = roles;
            this.mustChange = mustChange;
        }

        public String getName() {
            return lookedUp.get();
        }

        public List<String> getRoles() {
            return roles;
        }

        /** Tells whether there is no password of ours. */
        public boolean isByProvider() {
            return byProvider;
        }

        public boolean isMustChange() {
            return mustChange;
        }
    }

    @ModelAttribute("me")
    Me me(Authentication login) {
        if (login == null) {
            return null;
        }
        List<String> groups = login.getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .toList();
        return new Me(
                () -> name(login.getName()),
                Role.of(groups).stream()
                        .map(role -> role.name().toLowerCase(Locale.ROOT))
                        .toList(),
                groups.contains(Standing.MUST_CHANGE),
                login.getDetails() instanceof LoggedIn begun && begun.isByProvider());
    }

    /** A page that says what went wrong mustn't fail of the same. */
    private String name(String userId) {
        try {
            return names.of(userId);
        } catch (RuntimeException e) {
            if (DatabaseTrouble.in(e).isEmpty()) {
                throw e;
            }
            return "";
        }
    }
}
