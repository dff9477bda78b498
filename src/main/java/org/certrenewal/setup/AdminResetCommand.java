package org.certrenewal.setup;

import java.io.PrintStream;
import org.certrenewal.Command;
import org.springframework.context.ApplicationContext;

/**
 * Is the way back when an administrator is lost, or only one is left:
 *
 * <pre>
 * java -jar certificate-renewal.jar --renewal.admin.reset=anna
 * RENEWAL_ADMIN_NEW_PASSWORD=… java -jar certificate-renewal.jar --renewal.admin.reset=anna
 * </pre>
 *
 * <p>Makes the account, if it isn't there, gives it the administrator's role and a new password, which is printed once
 * if the environment doesn't bring one. It stands in the audit trail as an act of {@code system}.
 */
final class AdminResetCommand implements Command {

    @Override
    public String option() {
        return "--renewal.admin.reset";
    }

    @Override
    public boolean hasValue() {
        return true;
    }

    /**
     * Resets and prints.
     *
     * @return 0 if it is done, 1 if it can't be
     */
    @Override
    public int run(ApplicationContext context, PrintStream out) {
        String id =
                context.getEnvironment().getProperty("renewal.admin.reset", "").strip();
        String given = context.getEnvironment().getProperty("renewal.admin.new-password", "");
        try {
            String password = context.getBean(Administrators.class).reset(id, given);
            out.println("RESET administrator " + id);
            if (given.isBlank()) {
                out.println("PASSWORD " + password);
            }
            return 0;
        } catch (IllegalArgumentException refused) {
            out.println("NOT RESET " + refused.getMessage());
            return 1;
        }
    }
}
