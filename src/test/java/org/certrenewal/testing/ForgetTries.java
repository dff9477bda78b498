package org.certrenewal.testing;

import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/** Lets each test begin as if nobody had tried anything before: the limits count over all tests of an application. */
final class ForgetTries implements BeforeEachCallback {

    @Override
    public void beforeEach(ExtensionContext test) {
        SpringExtension.getApplicationContext(test)
                .getBean(JdbcClient.class)
                .sql("delete from throttle")
                .update();
    }
}
