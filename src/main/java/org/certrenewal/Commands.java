package org.certrenewal;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.support.SpringFactoriesLoader;

/**
 * Does one thing that an operator asks for instead of starting the service. It works on the configured database, opens
 * no port, runs no jobs and logs only errors, so that what it prints can be read by a script:
 *
 * <pre>
 * java -jar certificate-renewal.jar --renewal.audit.verify
 * java -jar certificate-renewal.jar --renewal.reconcile
 * java -jar certificate-renewal.jar --renewal.admin.reset=anna
 * java -jar certificate-renewal.jar --renewal.check
 * java -jar certificate-renewal.jar --renewal.seals.propose
 * java -jar certificate-renewal.jar --renewal.seals.create | .import=… | .show
 * java -jar certificate-renewal.jar --renewal.import=register.csv
 * </pre>
 *
 * <p>What works alone ({@link Command#isAlone}) makes nothing of the service and opens no database by itself.
 */
final class Commands {

    private static final List<Command> ALL =
            SpringFactoriesLoader.loadFactories(Command.class, Commands.class.getClassLoader());

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
            "--renewal.import.poll=PT0S");

    private static final String SILENTLY = "--logging.level.root=error";

    private Commands() {}

    /** Returns the command that a command line names, if any. */
    static Optional<Command> in(String... arguments) {
        return Arrays.stream(arguments)
                .flatMap(argument -> ALL.stream().filter(command -> asks(argument, command)))
                .findFirst();
    }

    private static boolean asks(String argument, Command command) {
        return argument.equals(command.option())
                || argument.equals(command.option() + "=true")
                || command.hasValue() && argument.startsWith(command.option() + "=");
    }

    /** Does it, and returns the program's exit code. */
    static int run(Command command, PrintStream out, String... arguments) {
        SpringApplication program =
                new SpringApplication(command.isAlone() ? Alone.class : CertificateRenewalApplication.class);
        if (command.isAlone()) {
            program.setWebApplicationType(WebApplicationType.NONE);
            // Among them are the checks of what the service needs.
            program.setInitializers(List.of());
            program.setBannerMode(Banner.Mode.OFF);
        }
        // What works on files alone has nothing that would have to be quiet, and is shown the settings as they are.
        Stream<String> quietly = command.isAlone() ? Stream.empty() : QUIETLY.stream();
        try (ConfigurableApplicationContext context =
                program.run(Stream.of(Arrays.stream(arguments), quietly, Stream.of(SILENTLY))
                        .flatMap(it -> it)
                        .toArray(String[]::new))) {
            return command.run(context, out);
        }
    }

    /** Is made of nothing: the settings are all that some commands need. */
    private static final class Alone {}
}
