package org.certrenewal.testing;

import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Gives an application context an empty database on a real PostgreSQL server, whatever the Maven profile. */
public class PostgresDatabase implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        TestClock.atStart();
        TestPropertyValues.of(TestDatabase.postgres()).applyTo(context);
    }
}
