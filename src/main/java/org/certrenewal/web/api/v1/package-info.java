/**
 * Answers other authorities' programs under {@code /api/v1}: the status of a case, whether a certificate is genuine, a
 * holder's certificates, statistics without persons, and their own webhooks. The document that describes it is made
 * from these classes and held equal to {@code docs/api-v1.yaml}; what callers may rely on stands in
 * {@code docs/interfaces.md}.
 *
 * <p>Owns no table; calls {@code access, partners, casefile, audit, registry, law, typed}.
 */
package org.certrenewal.web.api.v1;
