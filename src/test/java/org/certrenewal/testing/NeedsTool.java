package org.certrenewal.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Skips a test on a machine without a program that it runs, and says so; where {@code CI=true} is set, the test runs
 * and fails without it.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsTool.Condition.class)
public @interface NeedsTool {

    /** Returns the program. */
    Tool value();

    /** Names programs, and the packages of Debian that bring them. */
    enum Tool {
        NGINX("nginx", "nginx-light"),
        SYSTEMD_ANALYZE("systemd-analyze", "systemd");

        private final String program;
        private final String debian;

        Tool(String program, String debian) {
            this.program = program;
            this.debian = debian;
        }

        /** Returns where it lies, if it is there. */
        public Optional<Path> path() {
            return Stream.of("/usr/sbin", "/usr/bin", "/sbin", "/bin")
                    .map(folder -> Path.of(folder, program))
                    .filter(Files::isExecutable)
                    .findFirst();
        }
    }

    /** Looks whether it is there. */
    final class Condition implements ExecutionCondition {

        private static final Logger log = LoggerFactory.getLogger(NeedsTool.class);

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            Optional<Tool> tool = AnnotationSupport.findAnnotation(context.getElement(), NeedsTool.class)
                    .map(NeedsTool::value);
            if (tool.isEmpty() || tool.get().path().isPresent()) {
                return ConditionEvaluationResult.enabled("it is there");
            }
            if (Boolean.parseBoolean(System.getenv("CI"))) {
                return ConditionEvaluationResult.enabled("it is required here");
            }
            String missing = tool.get().program.toUpperCase() + " TESTS SKIPPED: no " + tool.get().program
                    + "; install it (Debian: apt-get install --no-install-recommends " + tool.get().debian
                    + ") to run them";
            log.warn(missing);
            return ConditionEvaluationResult.disabled(missing);
        }
    }
}
