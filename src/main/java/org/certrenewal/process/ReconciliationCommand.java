package org.certrenewal.process;

import java.io.PrintStream;
import org.certrenewal.Command;
import org.certrenewal.process.Reconciliation.Report;
import org.springframework.context.ApplicationContext;

/**
 * Runs {@link Reconciliation} once, as after a backup was restored, and says what it found:
 * {@code --renewal.reconcile}.
 */
final class ReconciliationCommand implements Command {

    @Override
    public String option() {
        return "--renewal.reconcile";
    }

    /**
     * Mends and prints.
     *
     * @return 0 if nothing is left to do, 1 if somebody has to look at an instance
     */
    @Override
    public int run(ApplicationContext context, PrintStream out) {
        return print(context.getBean(Reconciliation.class).run(), out);
    }

    static int print(Report report, PrintStream out) {
        report.closed().forEach(number -> out.println("CLOSED case " + number + ", which had no process instance"));
        report.freed()
                .forEach(number -> out.println("FREED the certificate that closed case " + number + " still held"));
        report.orphans().forEach(id -> out.println("LOOK at process instance " + id + ", which has no open case"));
        out.println((report.orphans().isEmpty() ? "RECONCILED " : "NOT RECONCILED ")
                + report.closed().size() + " closed, "
                + report.freed().size() + " freed, " + report.orphans().size() + " to look at");
        return report.orphans().isEmpty() ? 0 : 1;
    }
}
