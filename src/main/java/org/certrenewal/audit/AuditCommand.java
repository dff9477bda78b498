package org.certrenewal.audit;

import java.io.PrintStream;
import org.certrenewal.Command;
import org.certrenewal.audit.AuditVerifier.Report;
import org.springframework.context.ApplicationContext;

/**
 * Verifies the audit trail of the configured database:
 *
 * <pre>
 * java -jar certificate-renewal.jar --renewal.audit.verify
 * java -jar certificate-renewal.jar --renewal.audit.verify '--renewal.audit.expect=12 4f0c…'
 * </pre>
 *
 * <p>With {@code expect}, number and digest of a seal as the log told them, it also says whether that seal is still
 * there: whoever can write to the database could cut off the last seals, but not the log that lies elsewhere.
 */
final class AuditCommand implements Command {

    @Override
    public String option() {
        return "--renewal.audit.verify";
    }

    /**
     * Verifies and prints what was found.
     *
     * @return 0 for whole, 1 for broken
     */
    @Override
    public int run(ApplicationContext context, PrintStream out) {
        String expected = context.getEnvironment().getProperty("renewal.audit.expect", "");
        return print(context.getBean(AuditVerifier.class).verify(expected), out);
    }

    static int print(Report report, PrintStream out) {
        report.broken().forEach(line -> out.println("BROKEN " + line));
        out.println((report.isWhole() ? "WHOLE " : "NOT WHOLE ") + report.chains() + " chains, " + report.entries()
                + " entries, last seal " + (report.lastSeal().isEmpty() ? "none" : report.lastSeal()));
        return report.isWhole() ? 0 : 1;
    }
}
