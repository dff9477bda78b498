package org.certrenewal.setup;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.certrenewal.CannotStart;
import org.certrenewal.CertificateRenewalApplication;
import org.certrenewal.Command;
import org.certrenewal.StartCheck;
import org.certrenewal.Trial;
import org.certrenewal.Trial.Colour;
import org.certrenewal.Trial.Line;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.web.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Tries everything that the service needs, with the settings that it will be started with, and prints a table:
 *
 * <pre>
 * java -jar certificate-renewal.jar --renewal.check --spring.profiles.active=production …
 * </pre>
 *
 * <p>What a start checks is checked by the same {@link StartCheck}s, at the same moment of a start that is given up
 * then; what no start waits for is tried by the {@link Trial}s. No port is opened, no table made, nothing written.
 */
final class ServiceCheckCommand implements Command {

    private static final int SUBJECT = 28;
    private static final String WELL = "没有发现问题";

    @Override
    public String option() {
        return "--renewal.check";
    }

    @Override
    public boolean isAlone() {
        return true;
    }

    /**
     * Tries and prints.
     *
     * @return 0 if nothing is red, else 1
     */
    @Override
    public int run(ApplicationContext context, PrintStream out) {
        List<Line> lines =
                rehearsed(context.getBean(ApplicationArguments.class).getSourceArgs(), (ConfigurableEnvironment)
                        context.getEnvironment());
        out.print(table(lines));
        return lines.stream().anyMatch(line -> line.colour() == Colour.RED) ? 1 : 0;
    }

    /** Starts the service until it is known what it would be made of, and looks then. */
    private static List<Line> rehearsed(String[] arguments, ConfigurableEnvironment settings) {
        AtomicReference<List<Line>> seen = new AtomicReference<>(List.of());
        SpringApplication program = new SpringApplication(CertificateRenewalApplication.class);
        List<ApplicationContextInitializer<?>> initializers = new ArrayList<>(program.getInitializers());
        initializers.removeIf(StartChecks.class::isInstance);
        initializers.add((ConfigurableApplicationContext context) -> context.addBeanFactoryPostProcessor(beans -> {
            seen.set(look(context.getEnvironment(), beans, context instanceof WebServerApplicationContext));
            throw new SpringApplication.AbandonedRunException(context);
        }));
        program.setInitializers(initializers);
        String[] silently = Arrays.copyOf(arguments, arguments.length + 1);
        silently[arguments.length] = "--logging.level." + StartReporter.class.getName() + "=off";
        try {
            program.run(silently).close();
        } catch (SpringApplication.AbandonedRunException asIntended) {
            return seen.get();
        } catch (RuntimeException early) {
            // Some values are read while it is found out what the program is made of.
            return early(early, settings);
        }
        throw new IllegalStateException("the rehearsal went on");
    }

    private static List<Line> early(RuntimeException failure, ConfigurableEnvironment settings) {
        List<CannotStart> reasons =
                new ArrayList<>(StartFailures.reasons(failure, settings.getProperty("spring.datasource.url", "")));
        if (reasons.isEmpty()) {
            StartFailures.wrongValue(failure, settings).ifPresent(reasons::add);
        }
        List<Line> lines = new ArrayList<>();
        if (reasons.isEmpty()) {
            lines.add(broken("启动", failure));
        }
        reasons.forEach(reason -> lines.add(Line.red("启动", reason)));
        lines.addAll(look(settings, new DefaultListableBeanFactory(), true));
        return lines;
    }

    private static List<Line> look(
            ConfigurableEnvironment settings, ConfigurableListableBeanFactory beans, boolean serving) {
        List<Line> tried = new ArrayList<>();
        List<Line> lines = new ArrayList<>();
        StartChecks.look(settings, beans, serving, start -> tried.addAll(tried(start)))
                .forEach(found -> lines.addAll(lines(found)));
        return together(lines, tried);
    }

    /** Leaves out what a trial fails by for a reason that the checks have said; two partners may fail alike. */
    static List<Line> together(List<Line> checked, List<Line> tried) {
        Set<String> said = checked.stream().map(Line::found).collect(Collectors.toSet());
        return Stream.concat(
                        checked.stream(),
                        tried.stream().filter(line -> line.colour() == Colour.GREEN || !said.contains(line.found())))
                .toList();
    }

    private static List<Line> lines(StartChecks.Found found) {
        if (!found.looked()) {
            return List.of(Line.yellow(found.subject(), "连接不上数据库，没有检查", "先使数据库能够连接，再检查一次"));
        }
        return found.reasons().isEmpty()
                ? List.of(Line.green(found.subject(), WELL))
                : found.reasons().stream()
                        .map(reason -> Line.red(found.subject(), reason))
                        .toList();
    }

    private static List<Line> tried(StartCheck.Start start) {
        return StartChecks.sideBySide(StartChecks.load(Trial.class), trial -> lines(trial, start)).stream()
                .flatMap(List::stream)
                .toList();
    }

    /** Has one tried; whatever it fails by is a line of the table. */
    static List<Line> lines(Trial trial, StartCheck.Start start) {
        try {
            return trial.lines(start);
        } catch (CannotStart reasons) {
            return reasons.all().stream()
                    .map(reason -> Line.red(trial.subject(), reason))
                    .toList();
        } catch (BindException saidBySettingsCheck) {
            return List.of();
        } catch (RuntimeException failure) {
            return List.of(broken(trial.subject(), failure));
        }
    }

    private static Line broken(String subject, RuntimeException failure) {
        return Line.red(
                subject, "检查没有做完，程序出错：" + failure.getClass().getSimpleName(), "先处理其他各行再检查一次；还是这样的，把这一行和程序版本告诉开发人员");
    }

    /** Writes the table. */
    static String table(List<Line> lines) {
        StringBuilder text = new StringBuilder();
        for (Line line : lines) {
            text.append('[').append(line.colour().label()).append("] ");
            text.append(line.what()).append(" ".repeat(Math.max(1, SUBJECT - width(line.what()))));
            text.append(oneLine(line.found())).append('\n');
            line.remedy()
                    .ifPresent(remedy -> text.append(" ".repeat(5 + SUBJECT))
                            .append("处理：")
                            .append(oneLine(remedy))
                            .append('\n'));
        }
        return text.append("共")
                .append(lines.size())
                .append("项：")
                .append(Arrays.stream(Colour.values())
                        .map(colour -> colour.label()
                                + lines.stream()
                                        .filter(line -> line.colour() == colour)
                                        .count())
                        .collect(Collectors.joining("，")))
                .append('\n')
                .toString();
    }

    /** Counts what a terminal shows twice as wide for two. */
    private static int width(String text) {
        return text.codePoints().map(sign -> sign < 0x1100 ? 1 : 2).sum();
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s*\\R\\s*", " ");
    }
}
