/**
 * Shows the pages that belong to no single stage: home, log-in, look-up, own cases and certificates, the office's
 * tasks, roles, rules, seals.
 *
 * <p>Owns no table; calls {@code access, process, notices, partners, casefile, audit, privacy, registry, documents,
 * law, typed}.
 */
package org.certrenewal.web.pages;
