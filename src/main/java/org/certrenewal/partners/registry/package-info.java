/**
 * Leads to the province's platform for certificates, by the protocol in {@code docs/partners/registry.yaml}: publishes
 * what is issued, reports what becomes of it, and finds what differs between our registry and theirs.
 *
 * <p>Owns the tables {@code registry_agreement, registry_difference, registry_run}; calls {@code process, registry,
 * held}.
 */
package org.certrenewal.partners.registry;
