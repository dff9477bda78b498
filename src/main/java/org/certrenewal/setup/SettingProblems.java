package org.certrenewal.setup;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Period;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.certrenewal.CannotStart;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.origin.Origin;
import org.springframework.core.convert.ConversionFailedException;
import org.springframework.util.ClassUtils;
import org.springframework.util.unit.DataSize;

/** Says in a sentence what is wrong with the value of a setting, and what would be right. */
final class SettingProblems {

    private static final Pattern SECRET = Pattern.compile("password|secret|\\bpin\\b|token-pin|keys\\.");
    private static final Pattern PLACEHOLDER = Pattern.compile("placeholder '([^']+)'");
    private static final int LONGEST = 60;

    private static final Map<Class<?>, String> WHAT = Map.of(
            Duration.class, "时长，例如 PT5S、30s、10m 或 P1D",
            Period.class, "期间，例如 P90D、P3M 或 P10Y",
            DataSize.class, "大小，例如 500MB 或 2GB",
            Boolean.class, "true 或 false",
            Integer.class, "整数",
            Long.class, "整数",
            Double.class, "数",
            Path.class, "文件或者文件夹的路径");

    private SettingProblems() {}

    /** Says that a value isn't of the type that is needed. */
    static CannotStart wrongType(String name, Object value, Class<?> type, String origin) {
        return new CannotStart(
                "设置 " + name + " 的值" + shown(name, value) + "不对" + origin, "把 " + name + " 改成" + what(type));
    }

    /** Says that a value is of the right type and still can't be. */
    static CannotStart outOfRange(String name, Object value, String right) {
        return new CannotStart("设置 " + name + " 的值" + shown(name, value) + "不对", "把 " + name + " 改成" + right);
    }

    /** Says that a setting refers to one that isn't there. */
    static CannotStart unresolvable(String name, IllegalArgumentException failure) {
        return new CannotStart(
                "没有定义设置 " + name + " 引用的 " + placeholder(failure), "定义它（环境变量、application.yaml 或者 --名称=值），或者改正 " + name);
    }

    /** Returns the name of the setting that is missing. */
    static String placeholder(IllegalArgumentException failure) {
        Matcher name = PLACEHOLDER.matcher(String.valueOf(failure.getMessage()));
        return name.find() ? name.group(1) : "设置";
    }

    /** Says what is wrong when settings are bound together. */
    static CannotStart sentence(BindException failure) {
        ConfigurationProperty property = failure.getProperty();
        String name = property == null
                ? failure.getName().toString()
                : property.getName().toString();
        Object value = property == null ? null : property.getValue();
        String origin = property == null ? "" : origin(property.getOrigin());
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CannotStart reason) {
                return reason;
            }
            if (cause instanceof ConversionFailedException conversion) {
                return wrongType(name, value, conversion.getTargetType().getType(), origin);
            }
            if (cause instanceof IllegalArgumentException && isOurs(cause)) {
                return new CannotStart(cause.getMessage(), "改正以 " + failure.getName() + " 开头的设置");
            }
        }
        Class<?> type = failure.getTarget().getType().resolve(Object.class);
        return wrongType(name, value, type, origin);
    }

    /** Tells whether a sentence was thrown by this program's own code. */
    private static boolean isOurs(Throwable cause) {
        return cause.getStackTrace().length > 0
                && cause.getStackTrace()[0].getClassName().startsWith("org.certrenewal.")
                && cause.getMessage() != null;
    }

    /** Says from where a value comes, if that is a file. */
    static String origin(Origin origin) {
        return origin == null || !origin.toString().contains(".y") ? "" : "（在 " + origin + "）";
    }

    private static String what(Class<?> type) {
        Class<?> boxed = ClassUtils.resolvePrimitiveIfNecessary(type);
        if (boxed.isEnum()) {
            return "其中之一："
                    + Arrays.stream(boxed.getEnumConstants())
                            .map(it -> ((Enum<?>) it)
                                    .name()
                                    .toLowerCase(Locale.ROOT)
                                    .replace('_', '-'))
                            .collect(Collectors.joining("、"));
        }
        return WHAT.getOrDefault(boxed, "合适的值（类型 " + boxed.getSimpleName() + "）");
    }

    private static String shown(String name, Object value) {
        if (value == null || SECRET.matcher(name).find()) {
            return "";
        }
        String text = String.valueOf(value);
        return "“" + (text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text) + "”";
    }
}
