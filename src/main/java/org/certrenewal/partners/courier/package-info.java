/**
 * Reaches a courier, by {@code docs/partners/courier.yaml}: orders parcels and follows them.
 *
 * <p>Owns no table; calls {@code partners, process}.
 */
package org.certrenewal.partners.courier;
