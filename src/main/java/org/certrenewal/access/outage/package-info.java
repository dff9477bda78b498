/**
 * Answers people and programs while the database is away or holds something fast: within seconds, in their language,
 * without asking the database. {@link org.certrenewal.access.outage.DatabaseTrouble} knows such failures,
 * {@link org.certrenewal.access.outage.PatientDataSource} doesn't wait for them longer than people do.
 *
 * <p>Owns no table; calls {@code access}.
 */
package org.certrenewal.access.outage;
