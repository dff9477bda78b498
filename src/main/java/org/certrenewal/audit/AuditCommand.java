package org.certrenewal.audit;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.certrenewal.audit.AuditVerifier.Report;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Verifies the audit trail of the configured database, opens no port and runs no jobs:
 *
 * <pre>
 * java -jar certificate-renewal.jar --renewal.audit.verify
 * java -jar certificate-renewal.jar --renewal.audit.verify '--renewal.audit.expect=12 4f0c…'
 * </pre>
 *
 * <p>With {@code expect}, number and digest of a seal as the log told them, it also says whether that seal is still
 * there: whoever can write to the database could cut off the last seals, but not the log that lies elsewhere.
 */
public final class AuditCommand {

    private static final String VERIFY = "--renewal.audit.verify";
    private static final List<String> QUIETLY = List.of(
            "--server.port=-1",
            "--camunda.bpm.job-execution.enabled=false",
            "--renewal.base-url=http://localhost",
            "--renewal.outbox.poll=PT0S",
            "--renewal.expiry.poll=PT0S",
            "--renewal.retention.poll=PT0S",
            "--renewal.audit.seal-every=PT0S",
            "--renewal.law.watch=PT0S",
            "--renewal.law.delay=PT1H",
            "--logging.level.root=error");

    private AuditCommand() {}

    /** Tells whether the command line asks for it. */
    public static boolean isAskedBy(String[] arguments) {
        return Arrays.stream(arguments)
                .anyMatch(argument -> argument.equals(VERIFY) || argument.equals(VERIFY + "=true"));
    }

    /**
     * Verifies and prints what was found.
     *
     * @return 0 for whole, 1 for broken
     */
    public static int run(Class<?> application, String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (ConfigurableApplicationContext context = SpringApplication.run(
                application,
                Stream.concat(Arrays.stream(arguments), QUIETLY.stream()).toArray(String[]::new))) {
            Report report = context.getBean(AuditVerifier.class)
                    .verify(context.getEnvironment().getProperty("renewal.audit.expect", ""));
            return print(report, out);
        }
    }

    static int print(Report report, PrintStream out) {
        report.broken().forEach(line -> out.println("BROKEN " + line));
        out.println((report.isWhole() ? "WHOLE " : "NOT WHOLE ") + report.chains() + " chains, " + report.entries()
                + " entries, last seal " + (report.lastSeal().isEmpty() ? "none" : report.lastSeal()));
        return report.isWhole() ? 0 : 1;
    }
}
