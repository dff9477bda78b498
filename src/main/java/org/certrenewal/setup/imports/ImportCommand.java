package org.certrenewal.setup.imports;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.certrenewal.Command;
import org.certrenewal.registry.imports.Fault;
import org.certrenewal.registry.imports.ImportColumn;
import org.certrenewal.registry.imports.ImportMapping;
import org.certrenewal.registry.imports.ImportRefused;
import org.certrenewal.registry.imports.ImportRun;
import org.certrenewal.registry.imports.ImportRun.State;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;

/**
 * Tries a register, and brings it in when that is asked for:
 *
 * <pre>
 * java -jar certificate-renewal.jar --renewal.import=register.csv --renewal.import.report=report.csv
 * java -jar certificate-renewal.jar --renewal.import=register.csv --renewal.import.apply
 * </pre>
 *
 * <p>{@code --renewal.import.mapping} names a YAML file, {@code --renewal.import.photos} a folder or a ZIP. Cut off and
 * started again, it goes on where it stopped. With the embedded database stop the service first.
 */
final class ImportCommand implements Command {

    private static final int SHOWN = 50;

    @Override
    public String option() {
        return "--renewal.import";
    }

    @Override
    public boolean hasValue() {
        return true;
    }

    /**
     * Tries or brings in, and prints what was found.
     *
     * @return 0 if every line can be, or was, brought in; 1 if some can't, or the file can't be read
     */
    @Override
    public int run(ApplicationContext context, PrintStream out) {
        Environment settings = context.getEnvironment();
        Imports imports = context.getBean(Imports.class);
        try {
            Optional<Path> mapping = path(settings, "renewal.import.mapping");
            ImportRun run = imports.file(
                    path(settings, "renewal.import")
                            .orElseThrow(() -> new ImportRefused("请写明登记数据文件：--renewal.import=文件")),
                    mapping.isPresent() ? Imports.mapping(mapping.get()) : "",
                    path(settings, "renewal.import.photos"),
                    isAsked(settings, "renewal.import.apply"));
            print(imports, run, out);
            Optional<Path> report = path(settings, "renewal.import.report");
            if (report.isPresent()) {
                Files.write(report.get(), imports.report(run.id()));
            }
            return run.refused() == 0 && run.state() != State.REFUSED ? 0 : 1;
        } catch (ImportRefused | ImportMapping.Refused refused) {
            out.println("NOT IMPORTED " + refused.getMessage());
            return 1;
        } catch (IOException unreadable) {
            out.println(
                    "NOT IMPORTED 文件无法读取或者写入，请核对路径和权限（" + unreadable.getClass().getSimpleName() + "）");
            return 1;
        }
    }

    private static Optional<Path> path(Environment settings, String name) {
        String value = settings.getProperty(name, "").strip();
        return value.isEmpty() ? Optional.empty() : Optional.of(Path.of(value));
    }

    private static boolean isAsked(Environment settings, String name) {
        String value = settings.getProperty(name, "false").strip();
        return value.isEmpty() || value.equals("true");
    }

    private static void print(Imports imports, ImportRun run, PrintStream out) {
        imports.tally(run.id())
                .forEach((kind, count) -> out.println(
                        count + "\t" + kind.severity().label() + "\t" + kind.what() + "\t" + kind.remedy()));
        for (Fault fault : imports.faults(run.id(), SHOWN)) {
            out.println("第" + fault.line() + "行"
                    + fault.column()
                            .map(ImportColumn::label)
                            .map(it -> "“" + it + "”")
                            .orElse("") + "："
                    + fault.kind().what() + (fault.other() == 0 ? "" : "（" + fault.other() + "）"));
        }
        String word = switch (run.state()) {
            case CHECKED -> "TRIED";
            case DONE -> "IMPORTED";
            default -> "NOT IMPORTED";
        };
        out.println(word + " " + run.id() + " lines " + run.lines() + ", added " + run.added() + ", changed "
                + run.changed() + ", same " + run.unchanged() + ", refused " + run.refused() + ", for supervisors "
                + run.differing() + ", photos " + run.photos());
        if (run.state() == State.CHECKED) {
            out.println("这是试导，没有写入。核对后加上 --renewal.import.apply 导入");
        }
    }
}
