package org.certrenewal.journey;

import org.certrenewal.testing.TestDatabase;
import org.springframework.test.context.ContextConfiguration;

/** Makes the journey on the database of the demonstration. */
@ContextConfiguration(initializers = TestDatabase.class)
class JourneyOnH2Test extends Journey {}
