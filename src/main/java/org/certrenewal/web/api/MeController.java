package org.certrenewal.web.api;

import java.util.List;
import java.util.Locale;
import org.certrenewal.access.Role;
import org.certrenewal.access.UserNames;
import org.certrenewal.access.WebappIdentity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells a page who is logged in. */
@RestController
class MeController {

    private final UserNames names;

    MeController(UserNames names) {
        this.names = names;
    }

    /** Names a person and the roles. */
    record Me(String id, String name, List<String> roles) {}

    @GetMapping("/api/me")
    Me me(Authentication login) {
        List<String> roles = Role.of(WebappIdentity.groups(login)).stream()
                .map(role -> role.name().toLowerCase(Locale.ROOT))
                .toList();
        return new Me(login.getName(), names.of(login.getName()), roles);
    }
}
