package org.certrenewal.journey;

import org.certrenewal.testing.PostgresDatabase;
import org.springframework.test.context.ContextConfiguration;

/** Makes the journey on a real PostgreSQL server. */
@ContextConfiguration(initializers = PostgresDatabase.class)
class JourneyOnPostgresTest extends Journey {}
