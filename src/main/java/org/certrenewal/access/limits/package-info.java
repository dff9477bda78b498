/**
 * Counts how often something was tried, for all nodes together, and holds how often it may be: the ground under log-in,
 * look-ups and pages without log-in.
 *
 * <p>Owns the table {@code throttle}; calls {@code vault, held}.
 */
package org.certrenewal.access.limits;
