package org.certrenewal.journey.browser;

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
 * Skips a test on a machine without Chromium and says so; where {@code CI=true} or
 * {@code -Drenewal.browser.required=true} is set, the test runs and fails without one.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsChromium.Condition.class)
@interface NeedsChromium {

    /** Looks for Chromium at {@code CHROMIUM}, then where Debian puts it. */
    final class Condition implements ExecutionCondition {

        private static final Logger log = LoggerFactory.getLogger(NeedsChromium.class);
        private static final String MISSING = "BROWSER TESTS SKIPPED: no Chromium at $CHROMIUM or /usr/bin/chromium; "
                + "install it (Debian: apt-get install chromium fonts-noto-cjk) to run them";

        static Optional<Path> chromium() {
            return Stream.of(System.getenv("CHROMIUM"), "/usr/bin/chromium")
                    .filter(it -> it != null && !it.isBlank())
                    .map(Path::of)
                    .filter(Files::isExecutable)
                    .findFirst();
        }

        private static boolean required() {
            return Boolean.parseBoolean(System.getenv("CI")) || Boolean.getBoolean("renewal.browser.required");
        }

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (chromium().isPresent()) {
                return ConditionEvaluationResult.enabled("Chromium is there");
            }
            if (required()) {
                return ConditionEvaluationResult.enabled("browser tests are required here");
            }
            log.warn(MISSING);
            return ConditionEvaluationResult.disabled(MISSING);
        }
    }
}
