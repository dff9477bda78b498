/**
 * Knows where parcels with paper copies are: {@link org.certrenewal.process.parcels.Courier} is the partner that takes
 * them along, {@link org.certrenewal.process.parcels.Parcels} what it has told.
 *
 * <p>Owns the tables {@code parcel, parcel_step}; calls {@code casefile, held}.
 */
package org.certrenewal.process.parcels;
