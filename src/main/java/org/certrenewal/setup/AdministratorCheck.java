package org.certrenewal.setup;

import java.util.List;
import java.util.regex.Pattern;
import org.certrenewal.CannotStart;
import org.certrenewal.StartCheck;
import org.certrenewal.access.Role;
import org.springframework.boot.context.properties.bind.Binder;

/** Looks whether there are administrators, or will be two. */
final class AdministratorCheck implements StartCheck {

    /** As the engine's own policy has it; {@link Administrators} asks that once more. */
    private static final Pattern STRONG =
            Pattern.compile("(?=.*\\p{Lu})(?=.*\\p{Ll})(?=.*\\d)(?=.*[^\\p{L}\\d]).{10,}", Pattern.DOTALL);

    @Override
    public String subject() {
        return "系统管理员";
    }

    @Override
    public boolean needsDatabase() {
        return true;
    }

    @Override
    public List<CannotStart> reasons(Start start) {
        if (start.isProfile("demo")
                || !start.setting("renewal.admin.reset").isBlank()
                || start.database().isEmpty()
                || isThere(start)) {
            return List.of();
        }
        try {
            return Binder.get(start.environment()).bindOrCreate("renewal", FirstAdministrators.class).two().stream()
                    .filter(account -> !isStrong(account))
                    .map(FirstAdministrators::refused)
                    .toList();
        } catch (CannotStart fewer) {
            return List.of(fewer);
        }
    }

    private static boolean isStrong(FirstAdministrators.Account account) {
        return STRONG.matcher(account.password()).matches()
                && !account.password().contains(account.id());
    }

    private static boolean isThere(Start start) {
        return Rows.in(
                        start.database().orElseThrow(),
                        "select count(*) from ACT_ID_MEMBERSHIP where GROUP_ID_ = ?",
                        Role.ADMIN.group())
                > 0;
    }
}
