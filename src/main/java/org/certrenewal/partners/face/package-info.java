/**
 * Reaches a partner that checks faces, by {@code docs/partners/face.yaml}: opens checks, asks about them, and reads
 * what is called back.
 *
 * <p>Owns no table; calls {@code partners, process, registry}.
 */
package org.certrenewal.partners.face;
