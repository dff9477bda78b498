package org.certrenewal.setup;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Period;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.certrenewal.CannotStart;
import org.certrenewal.StartCheck;
import org.springframework.beans.ConversionNotSupportedException;
import org.springframework.beans.TypeConverter;
import org.springframework.beans.TypeMismatchException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.MethodMetadata;
import org.springframework.util.ClassUtils;

/**
 * Reads every setting that something will be made with, as it will be read then, and finds all that are wrong at once:
 * the parameters of the project's components, and what Spring Boot and Camunda bind.
 */
final class SettingsCheck implements StartCheck {

    private static final String OURS = "org.certrenewal.";
    private static final Pattern NAME = Pattern.compile("\\$\\{([^:}]+)");

    /** By name, so that a setting that several components read is reported once. */
    private final Map<String, CannotStart> found = new LinkedHashMap<>();

    @Override
    public String subject() {
        return "设置的写法";
    }

    @Override
    public List<CannotStart> reasons(Start start) {
        ConfigurableListableBeanFactory beans = start.beans();
        Binder binder = Binder.get(start.environment());
        for (String name : beans.getBeanDefinitionNames()) {
            BeanDefinition definition = beans.getMergedBeanDefinition(name);
            type(definition, beans).ifPresent(type -> {
                ConfigurationProperties bound =
                        AnnotatedElementUtils.findMergedAnnotation(type, ConfigurationProperties.class);
                if (bound != null) {
                    bind(binder, bound.prefix(), type);
                } else if (type.getName().startsWith(OURS)) {
                    parameters(definition, type).forEach(it -> parameter(it, start));
                }
            });
        }
        baseUrl(start);
        return new ArrayList<>(found.values());
    }

    private static Optional<Class<?>> type(BeanDefinition definition, ConfigurableListableBeanFactory beans) {
        String name = definition.getBeanClassName();
        if (definition instanceof RootBeanDefinition root
                && root.getFactoryMethodName() != null
                && root.getSource() instanceof MethodMetadata method) {
            name = method.getDeclaringClassName();
        }
        if (name == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(ClassUtils.getUserClass(ClassUtils.forName(name, beans.getBeanClassLoader())));
        } catch (ClassNotFoundException | LinkageError absent) {
            return Optional.empty();
        }
    }

    /** Finds what it is made by: a bean method, or the constructor. */
    private static List<MethodParameter> parameters(BeanDefinition definition, Class<?> type) {
        List<MethodParameter> parameters = new ArrayList<>();
        String method = definition.getFactoryMethodName();
        List<? extends Executable> makers = method == null
                ? List.of(type.getDeclaredConstructors())
                : Arrays.stream(type.getDeclaredMethods())
                        .filter(it -> it.getName().equals(method))
                        .toList();
        for (Executable maker : makers) {
            for (int index = 0; index < maker.getParameterCount(); index++) {
                MethodParameter parameter = maker instanceof Method it
                        ? new MethodParameter(it, index)
                        : new MethodParameter((Constructor<?>) maker, index);
                if (parameter.hasParameterAnnotation(Value.class)) {
                    parameters.add(parameter);
                }
            }
        }
        return parameters;
    }

    private void parameter(MethodParameter parameter, Start start) {
        String expression = parameter.getParameterAnnotation(Value.class).value();
        Matcher first = NAME.matcher(expression);
        if (expression.contains("#{") || !first.find()) {
            return;
        }
        String name = first.group(1);
        String text;
        try {
            text = start.environment().resolveRequiredPlaceholders(expression);
        } catch (IllegalArgumentException unresolvable) {
            found.putIfAbsent(name, SettingProblems.unresolvable(name, unresolvable));
            return;
        }
        Class<?> type = parameter.getParameterType();
        try {
            TypeConverter converter = start.beans().getTypeConverter();
            inRange(name, converter.convertIfNecessary(text.strip(), type, parameter));
        } catch (ConversionNotSupportedException notASetting) {
            // Something that Spring makes otherwise.
        } catch (TypeMismatchException | IllegalArgumentException wrong) {
            found.putIfAbsent(name, SettingProblems.wrongType(name, text, type, ""));
        }
    }

    private void bind(Binder binder, String prefix, Class<?> type) {
        try {
            Object bound = binder.bind(prefix, Bindable.of(type)).orElse(null);
            if (bound instanceof Record && type.getName().startsWith(OURS)) {
                for (RecordComponent component : type.getRecordComponents()) {
                    inRange(prefix + "." + kebab(component.getName()), value(component, bound));
                }
            }
        } catch (BindException wrong) {
            CannotStart sentence = SettingProblems.sentence(wrong);
            found.putIfAbsent(sentence.getMessage(), sentence);
        }
    }

    private static Object value(RecordComponent component, Object of) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(of);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }

    /** No setting of the service's own counts or lasts less than nothing. */
    private void inRange(String name, Object value) {
        boolean negative = value instanceof Duration duration && duration.isNegative()
                || value instanceof Period period && period.isNegative()
                || value instanceof Integer number && number < 0;
        if (negative) {
            found.putIfAbsent(name, SettingProblems.outOfRange(name, value, "零或者更大的值"));
        }
    }

    private void baseUrl(Start start) {
        String url = start.setting("renewal.base-url");
        if (url.isEmpty()) {
            return;
        }
        try {
            URI address = new URI(url);
            boolean web = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
            if (web && address.getHost() != null && address.getQuery() == null && address.getFragment() == null) {
                return;
            }
        } catch (URISyntaxException notAnAddress) {
            // Said below.
        }
        found.putIfAbsent(
                "renewal.base-url",
                SettingProblems.outOfRange("renewal.base-url", url, "人们打开本服务的地址，例如 https://renewal.example.gov.cn"));
    }

    private static String kebab(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }
}
