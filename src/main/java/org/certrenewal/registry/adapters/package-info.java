/**
 * Connects the registry to the database and to the files of {@code seeds/}.
 *
 * <p>Owns the tables {@code certificate, certificate_version, certificate_operation, certificate_photo, holder_record,
 * verification, verification_check}; publishes the view {@code registry_trades}; calls {@code registry, law, seeds,
 * vault, held}.
 */
package org.certrenewal.registry.adapters;
