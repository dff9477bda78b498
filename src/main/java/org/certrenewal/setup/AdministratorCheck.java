package org.certrenewal.setup;

import java.util.List;
import java.util.regex.Pattern;
import org.certrenewal.CannotStart;
import org.certrenewal.StartCheck;
import org.certrenewal.access.Role;

/** Looks whether there is an administrator, or will be one. */
final class AdministratorCheck implements StartCheck {

    /** As the engine's own policy has it; {@link Setup} asks that once more. */
    private static final Pattern STRONG =
            Pattern.compile("(?=.*\\p{Lu})(?=.*\\p{Ll})(?=.*\\d)(?=.*[^\\p{L}\\d]).{10,}", Pattern.DOTALL);

    @Override
    public List<CannotStart> reasons(Start start) {
        if (start.isProfile("demo") || start.database().isEmpty() || isThere(start)) {
            return List.of();
        }
        String id = start.setting("renewal.admin.id");
        String password = start.setting("renewal.admin.password");
        if (id.isBlank() || password.isBlank()) {
            return List.of(Setup.noAdministrator());
        }
        return STRONG.matcher(password).matches() && !password.contains(id) ? List.of() : List.of(Setup.weakPassword());
    }

    private static boolean isThere(Start start) {
        return Rows.in(
                        start.database().orElseThrow(),
                        "select count(*) from ACT_ID_MEMBERSHIP where GROUP_ID_ = ?",
                        Role.ADMIN.group())
                > 0;
    }
}
