/**
 * Lets anybody check a certificate without login: {@code /verify/{id}} from its QR code, or its file at
 * {@code /verify}. Each check is counted and limited; neither address nor log holds anything personal.
 *
 * <p>Owns no table: its counts are the registry's; calls {@code access, registry, documents, typed, vault}.
 */
package org.certrenewal.web.verify;
