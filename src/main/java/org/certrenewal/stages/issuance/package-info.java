/**
 * The stage of issuance: the new certificate, its papers, its publication.
 *
 * <p>Owns no table; calls {@code access, process, notices, casefile, privacy, documents, registry, law}, and no other
 * stage.
 */
package org.certrenewal.stages.issuance;
