/**
 * Knows the certificates, their holders and their states, as the province's registry keeps them.
 *
 * <p>Begin with {@link org.certrenewal.registry.Certificates}, the collection of all certificates, and
 * {@link org.certrenewal.registry.Certificate}, one of them. {@link org.certrenewal.registry.IdNumber} and
 * {@link org.certrenewal.registry.PersonName} hold what must not leak: printed, they are masked.
 * {@link org.certrenewal.registry.Renewability} puts the registry's knowledge into the words of the law. The package
 * {@code reference} holds what doesn't change from case to case: places, offices, trades, services, undertakings.
 *
 * <p>No framework here; the database is in {@code adapters}.
 *
 * <p>Owns what {@code registry.adapters} keeps; calls {@code law, typed}.
 */
package org.certrenewal.registry;
