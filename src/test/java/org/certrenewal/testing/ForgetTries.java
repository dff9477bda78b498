package org.certrenewal.testing;

import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * Lets each test begin as if nobody had tried anything before, and nobody had left a draft: the limits count over all
 * tests of an application.
 */
final class ForgetTries implements BeforeEachCallback {

    @Override
    public void beforeEach(ExtensionContext test) {
        JdbcClient jdbc = SpringExtension.getApplicationContext(test).getBean(JdbcClient.class);
        jdbc.sql("delete from throttle").update();
        jdbc.sql("delete from open_draft").update();
    }
}
