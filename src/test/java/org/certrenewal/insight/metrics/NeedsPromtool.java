package org.certrenewal.insight.metrics;

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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Skips a test on a machine without promtool and says so; where {@code CI=true} is set, the test runs and fails without
 * it.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsPromtool.Condition.class)
@interface NeedsPromtool {

    /** Looks for promtool at {@code PROMTOOL}, then where Debian puts it. */
    final class Condition implements ExecutionCondition {

        private static final Logger log = LoggerFactory.getLogger(NeedsPromtool.class);
        private static final String MISSING = "PROMTOOL TESTS SKIPPED: no promtool at $PROMTOOL or /usr/bin/promtool; "
                + "install it (Debian: apt-get install --no-install-recommends prometheus) to run them";

        static Optional<Path> promtool() {
            return Stream.of(System.getenv("PROMTOOL"), "/usr/bin/promtool")
                    .filter(it -> it != null && !it.isBlank())
                    .map(Path::of)
                    .filter(Files::isExecutable)
                    .findFirst();
        }

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (promtool().isPresent()) {
                return ConditionEvaluationResult.enabled("promtool is there");
            }
            if (Boolean.parseBoolean(System.getenv("CI"))) {
                return ConditionEvaluationResult.enabled("promtool is required here");
            }
            log.warn(MISSING);
            return ConditionEvaluationResult.disabled(MISSING);
        }
    }
}
