package org.certrenewal.documents.adapters;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Skips a test on a machine without SoftHSM and says so; where {@code CI=true} is set, the test runs and fails. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsSoftHsm.Condition.class)
@interface NeedsSoftHsm {

    /** Looks where Debian puts the library. */
    final class Condition implements ExecutionCondition {

        static final Path LIBRARY = Path.of("/usr/lib/softhsm/libsofthsm2.so");

        private static final Logger log = LoggerFactory.getLogger(NeedsSoftHsm.class);
        private static final String MISSING =
                "TOKEN TESTS SKIPPED: no SoftHSM; install it (Debian: apt-get install softhsm2) to run them";

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (Files.isReadable(LIBRARY) || Boolean.parseBoolean(System.getenv("CI"))) {
                return ConditionEvaluationResult.enabled("SoftHSM is there, or required");
            }
            log.warn(MISSING);
            return ConditionEvaluationResult.disabled(MISSING);
        }
    }
}
