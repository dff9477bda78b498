package org.certrenewal.setup.imports;

import java.io.PrintStream;
import org.certrenewal.Command;
import org.certrenewal.registry.imports.ImportRefused;
import org.certrenewal.registry.imports.ImportRun;
import org.certrenewal.registry.imports.ImportRun.State;
import org.springframework.context.ApplicationContext;

/**
 * Takes an import back, as long as no case touches it: {@code --renewal.import.take-back=<id>}, the id as
 * {@link ImportCommand} printed it.
 */
final class TakeBackCommand implements Command {

    @Override
    public String option() {
        return "--renewal.import.take-back";
    }

    @Override
    public boolean hasValue() {
        return true;
    }

    /** Takes back; 0 if it is done, 1 if it can't be. */
    @Override
    public int run(ApplicationContext context, PrintStream out) {
        String id = context.getEnvironment()
                .getProperty("renewal.import.take-back", "")
                .strip();
        Imports imports = context.getBean(Imports.class);
        try {
            ImportRun run = imports.takeBackNow(id);
            if (run.state() == State.TAKEN_BACK) {
                out.println("TAKEN BACK " + id + " " + run.takenBack() + " certificates, " + imports.entries(id)
                        + " stayed, since they have changed");
                return 0;
            }
            out.println("NOT TAKEN BACK 已有办件或者处置用到本批次的证书：" + run.hinderedBy());
            return 1;
        } catch (ImportRefused refused) {
            out.println("NOT TAKEN BACK " + refused.getMessage());
            return 1;
        }
    }
}
