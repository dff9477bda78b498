package org.certrenewal.setup;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.certrenewal.CannotStart;
import org.certrenewal.seeds.SeedException;
import org.certrenewal.seeds.YamlFault;
import org.flywaydb.core.api.FlywayException;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.boot.context.config.ConfigDataException;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.convert.ConversionFailedException;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;

/** Finds in a plain sentence why a start failed; what {@link StartChecks} found, and what shows only later. */
final class StartFailures {

    private StartFailures() {}

    /**
     * Returns the reasons, each with its remedy; none where nobody has a sentence for it.
     *
     * @param url the database's address, as far as it is known
     */
    static List<CannotStart> reasons(Throwable failure, String url) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CannotStart reason) {
                return reason.all();
            }
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Optional<CannotStart> reason = one(cause);
            if (reason.isPresent()) {
                return List.of(reason.get());
            }
        }
        return DatabaseProblems.in(failure, url).map(List::of).orElseGet(() -> migration(failure));
    }

    private static Optional<CannotStart> one(Throwable cause) {
        if (cause instanceof PortInUseException port) {
            return Optional.of(portInUse(port.getPort()));
        }
        if (cause instanceof SeedException seed) {
            return Optional.of(seed(seed));
        }
        if (cause instanceof BindException wrong) {
            return Optional.of(SettingProblems.sentence(wrong));
        }
        OptionalInt yaml = YamlFault.line(cause);
        if (yaml.isPresent()) {
            return Optional.of(new CannotStart(
                    "设置文件 application.yaml 的第" + yaml.getAsInt() + "行不是有效的 YAML",
                    "改正程序旁边或者 config 文件夹里的设置文件，注意缩进和冒号后的空格"));
        }
        if (cause instanceof ConfigDataException) {
            return Optional.of(new CannotStart("设置文件读不了：" + cause.getMessage(), "核对 spring.config 的各项设置和文件的权限"));
        }
        if (cause instanceof NoSuchBeanDefinitionException none
                && none.getBeanType() != null
                && none.getBeanType().getName().startsWith("org.certrenewal.")) {
            return Optional.of(new CannotStart(
                    "程序里没有“" + none.getBeanType().getSimpleName() + "”的接入模块", "核对 renewal.partners 的各项设置，或者把接入模块放进程序"));
        }
        return Optional.empty();
    }

    /** Finds the setting whose value couldn't be read; Spring names only the value. */
    static Optional<CannotStart> wrongValue(Throwable failure, ConfigurableEnvironment environment) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConversionFailedException wrong && wrong.getValue() != null) {
                return environment.getPropertySources().stream()
                        .filter(EnumerablePropertySource.class::isInstance)
                        .flatMap(source -> Arrays.stream(((EnumerablePropertySource<?>) source).getPropertyNames())
                                .filter(name -> String.valueOf(wrong.getValue())
                                        .equals(String.valueOf(source.getProperty(name)))))
                        .findFirst()
                        .map(name -> SettingProblems.wrongType(
                                name, wrong.getValue(), wrong.getTargetType().getType(), ""));
            }
        }
        return Optional.empty();
    }

    private static List<CannotStart> migration(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof FlywayException) {
                return List.of(
                        new CannotStart("数据库的表结构与这个版本的程序不符", "用建立或升级这个数据库的程序版本，或者从备份恢复；不要手工修改 flyway_schema_history"));
            }
        }
        return List.of();
    }

    /** Says that somebody else listens. */
    static CannotStart portInUse(int port) {
        return new CannotStart("端口 " + port + " 已被占用，可能本程序已经启动", "停止占用端口的程序，或者用 --server.port=… 换一个端口");
    }

    /** Says which file is wrong, and where. */
    static CannotStart seed(SeedException seed) {
        return new CannotStart("数据文件有误：" + seed.getMessage(), "改正该文件后重新启动", seed);
    }
}
