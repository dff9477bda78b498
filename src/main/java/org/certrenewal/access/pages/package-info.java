/**
 * Pages that anybody meets: log-in, the own account, administration, privacy, the health of the service.
 *
 * <p>Owns no table; calls {@code access, process, notices, casefile, audit, privacy, registry, documents, law, setup}.
 */
package org.certrenewal.access.pages;
