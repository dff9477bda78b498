package org.certrenewal.access;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.camunda.bpm.admin.impl.web.AdminApplication;
import org.camunda.bpm.cockpit.impl.web.CockpitApplication;
import org.camunda.bpm.tasklist.impl.web.TasklistApplication;
import org.camunda.bpm.webapp.impl.engine.EngineRestApplication;
import org.camunda.bpm.welcome.impl.web.WelcomeApplication;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/**
 * Lists every endpoint that the running application has: Spring's mappings, the monitoring's too, and the web
 * applications' JAX-RS resources.
 */
final class Endpoints {

    private static final int DEEPEST = 6;

    private Endpoints() {}

    /**
     * Names a method and a path.
     *
     * @param path with names in braces
     */
    record Endpoint(String method, String path) implements Comparable<Endpoint> {

        @Override
        public int compareTo(Endpoint other) {
            int byPath = path.compareTo(other.path);
            return byPath != 0 ? byPath : method.compareTo(other.method);
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    static Set<Endpoint> all(Collection<RequestMappingInfoHandlerMapping> spring) {
        Set<Endpoint> found = new TreeSet<>();
        spring.forEach(mapping -> found.addAll(ofSpring(mapping)));
        Map<String, Set<Class<?>>> applications = new LinkedHashMap<>();
        applications.put("/camunda/api/engine", new EngineRestApplication().getClasses());
        applications.put("/camunda/api/cockpit", new CockpitApplication().getClasses());
        applications.put("/camunda/api/tasklist", new TasklistApplication().getClasses());
        applications.put("/camunda/api/admin", new AdminApplication().getClasses());
        applications.put("/camunda/api/welcome", new WelcomeApplication().getClasses());
        applications.forEach((prefix, roots) -> roots.forEach(root ->
                paths(root).forEach(path -> walk(root, join(prefix, path.value()), found, 0, new HashSet<>()))));
        return found;
    }

    private static List<Endpoint> ofSpring(RequestMappingInfoHandlerMapping spring) {
        List<Endpoint> found = new ArrayList<>();
        for (RequestMappingInfo mapping : spring.getHandlerMethods().keySet()) {
            Set<RequestMethod> methods = mapping.getMethodsCondition().getMethods();
            for (String path : mapping.getPatternValues()) {
                (methods.isEmpty() ? Arrays.stream(RequestMethod.values()) : methods.stream())
                        .forEach(method -> found.add(new Endpoint(method.name(), path)));
            }
        }
        return found;
    }

    private static void walk(Class<?> resource, String prefix, Set<Endpoint> found, int depth, Set<Class<?>> above) {
        if (depth > DEEPEST || !above.add(resource)) {
            return;
        }
        for (Method method : resource.getMethods()) {
            List<Annotation> annotations = annotations(resource, method);
            String path = annotations.stream()
                    .filter(Path.class::isInstance)
                    .map(annotation -> join(prefix, ((Path) annotation).value()))
                    .findFirst()
                    .orElse(prefix);
            List<String> verbs = annotations.stream()
                    .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                    .filter(verb -> verb != null)
                    .map(HttpMethod::value)
                    .toList();
            verbs.forEach(verb -> found.add(new Endpoint(verb, path)));
            if (verbs.isEmpty() && annotations.stream().anyMatch(Path.class::isInstance)) {
                walk(method.getReturnType(), path, found, depth + 1, new HashSet<>(above));
            }
        }
    }

    /** JAX-RS takes a method's annotations from the interface that declares it. */
    private static List<Annotation> annotations(Class<?> resource, Method method) {
        return Stream.concat(Stream.of(resource), above(resource))
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(it -> it.getName().equals(method.getName())
                        && Arrays.equals(it.getParameterTypes(), method.getParameterTypes()))
                .flatMap(it -> Arrays.stream(it.getAnnotations()))
                .toList();
    }

    private static Stream<Path> paths(Class<?> root) {
        return Stream.concat(Stream.of(root), above(root))
                .map(type -> type.getAnnotation(Path.class))
                .filter(path -> path != null)
                .limit(1);
    }

    private static Stream<Class<?>> above(Class<?> type) {
        Stream<Class<?>> direct = Stream.concat(
                        Stream.<Class<?>>ofNullable(type.getSuperclass()), Arrays.stream(type.getInterfaces()))
                .filter(it -> it != Object.class);
        return direct.flatMap(it -> Stream.concat(Stream.of(it), above(it)));
    }

    private static String join(String prefix, String path) {
        String clean = path.replaceAll("\\{\\s*(\\w+)\\s*:[^/]*}", "{$1}").replaceAll("\\{\\s*(\\w+)\\s*}", "{$1}");
        String joined = prefix + (clean.startsWith("/") ? "" : "/") + clean;
        return joined.replaceAll("//+", "/");
    }
}
