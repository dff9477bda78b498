package org.certrenewal.documents.adapters;

import java.io.Console;
import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.certrenewal.CannotStart;
import org.certrenewal.Command;
import org.certrenewal.documents.adapters.DocumentsConfiguration.SealSettings;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.CommandLinePropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;

/**
 * Works on the authority's keystore alone, {@code renewal.seals.keystore}, without database and port. The password is
 * read from the settings (environment, file, a tree of secrets), or asked for at the console.
 */
abstract class KeyCommand implements Command {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final int SHORTEST_PASSWORD = 12;
    private static final String PASSWORD = "renewal.seals.password";

    /** What a command works with. */
    record Work(Environment environment, SealSettings settings, Path keystore, Instant now, PrintStream out) {

        String setting(String name) {
            return environment.getProperty(name, "").strip();
        }

        Set<X509Certificate> authorities() {
            return DocumentsConfiguration.authorities(settings);
        }
    }

    @Override
    public final boolean isAlone() {
        return true;
    }

    /**
     * Does it, and prints one sentence for everything that is wrong.
     *
     * @return 0 if it is done, 1 if not
     */
    @Override
    public final int run(ApplicationContext context, PrintStream out) {
        try {
            Environment environment = context.getEnvironment();
            SealSettings settings;
            try {
                settings = Binder.get(environment).bindOrCreate("renewal.seals", SealSettings.class);
            } catch (BindException e) {
                throw new CannotStart("renewal.seals 下的设置写得不对", "改正后重新运行", e);
            }
            if (!SealSettings.isSet(settings.keystore())) {
                throw new CannotStart("没有写明密钥文件", "写作 --renewal.seals.keystore=…/seals.p12");
            }
            warnOfCommandLine(environment, out);
            return work(new Work(environment, settings, path(settings.keystore()), Instant.now(), out));
        } catch (CannotStart reasons) {
            say(out, reasons.all());
            return 1;
        }
    }

    abstract int work(Work work);

    static void say(PrintStream out, List<CannotStart> reasons) {
        for (CannotStart reason : reasons) {
            out.println("错误：" + reason.getMessage() + "。处理：" + reason.remedy() + "。");
        }
    }

    /** Says that others read a command line, too. */
    private static void warnOfCommandLine(Environment environment, PrintStream out) {
        if (environment instanceof ConfigurableEnvironment all
                && all.getPropertySources().stream()
                        .anyMatch(source -> source instanceof CommandLinePropertySource<?> line
                                && line.containsProperty(PASSWORD))) {
            out.println("注意：口令写在命令行上，同一台机器上的其他人能看到；改用环境变量 RENEWAL_SEALS_PASSWORD、口令文件，或者不写，由程序提示输入。");
        }
    }

    /** Returns the password; who makes a keystore types it twice. */
    static char[] password(Work work, boolean fresh) {
        String given = work.settings().password();
        char[] password;
        if (given != null && !given.isEmpty()) {
            password = given.toCharArray();
        } else {
            Console console = System.console();
            if (console == null) {
                throw new CannotStart(
                        "没有密钥文件的口令",
                        "设置环境变量 RENEWAL_SEALS_PASSWORD，或者把口令写进文件 renewal.seals.password 并加上"
                                + " --spring.config.import=configtree:它所在的文件夹/，或者在终端里运行，由程序提示输入");
            }
            password = console.readPassword("密钥文件的口令：");
            if (fresh && !Arrays.equals(password, console.readPassword("再输入一次："))) {
                throw new CannotStart("两次输入的口令不一样", "重新运行，输入同样的口令");
            }
        }
        if (password == null || fresh && password.length < SHORTEST_PASSWORD) {
            throw new CannotStart("密钥文件的口令太短", "口令至少" + SHORTEST_PASSWORD + "个字符，用密码管理器生成并与密钥文件分开保管");
        }
        return password;
    }

    static Path path(String text) {
        try {
            return Path.of(text.strip());
        } catch (InvalidPathException e) {
            throw new CannotStart("不是文件的路径：" + text, "改正路径；路径含中文的，先设置 LANG=C.UTF-8", e);
        }
    }

    static String day(Instant moment) {
        return LocalDate.ofInstant(moment, ZONE).toString();
    }
}
