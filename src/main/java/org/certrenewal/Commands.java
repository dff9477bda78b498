package org.certrenewal;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntBiFunction;
import java.util.stream.Stream;
import org.certrenewal.audit.AuditCommand;
import org.certrenewal.process.ReconciliationCommand;
import org.certrenewal.setup.AdminResetCommand;
import org.certrenewal.setup.SealsProposeCommand;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Does one thing that an operator asks for instead of starting the service. It works on the configured database, opens
 * no port, runs no jobs and logs only errors, so that what it prints can be read by a script:
 *
 * <pre>
 * java -jar certificate-renewal.jar --renewal.audit.verify
 * java -jar certificate-renewal.jar --renewal.reconcile
 * java -jar certificate-renewal.jar --renewal.admin.reset=anna
 * java -jar certificate-renewal.jar --renewal.seals.propose
 * </pre>
 */
final class Commands {

    /** Has a value: whom. */
    private static final String RESET = "--renewal.admin.reset";

    private static final Map<String, ToIntBiFunction<ApplicationContext, PrintStream>> ALL = Map.of(
            "--renewal.audit.verify",
            AuditCommand::run,
            "--renewal.reconcile",
            ReconciliationCommand::run,
            RESET,
            AdminResetCommand::run,
            "--renewal.seals.propose",
            SealsProposeCommand::run);

    private static final List<String> QUIETLY = List.of(
            "--server.port=-1",
            "--camunda.bpm.job-execution.enabled=false",
            "--renewal.base-url=http://localhost",
            "--renewal.outbox.poll=PT0S",
            "--renewal.expiry.poll=PT0S",
            "--renewal.retention.poll=PT0S",
            "--renewal.reconciliation.poll=PT0S",
            "--renewal.insight.poll=PT0S",
            "--renewal.audit.seal-every=PT0S",
            "--renewal.law.watch=PT0S",
            "--renewal.recalculation.poll=PT0S",
            "--logging.level.root=error");

    private Commands() {}

    /** Returns the command that a command line names, if any. */
    static Optional<String> in(String... arguments) {
        return Arrays.stream(arguments)
                .map(argument -> argument.startsWith(RESET + "=") ? RESET : argument.replaceFirst("=true$", ""))
                .filter(ALL::containsKey)
                .findFirst();
    }

    /**
     * Does it and prints what was found.
     *
     * @return the program's exit code: 0 for well, 1 if somebody has to look
     */
    static int run(String command, PrintStream out, String... arguments) {
        try (ConfigurableApplicationContext context = SpringApplication.run(
                CertificateRenewalApplication.class,
                Stream.concat(Arrays.stream(arguments), QUIETLY.stream()).toArray(String[]::new))) {
            return ALL.get(command).applyAsInt(context, out);
        }
    }
}
