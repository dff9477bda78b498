/**
 * Holds what doesn't change from case to case: places, offices, trades, the catalogue of services, the undertaking. All
 * of it is read once from {@code seeds/} and never changed in memory.
 *
 * <p>Owns no table; calls {@code registry, law}.
 */
package org.certrenewal.registry.reference;
