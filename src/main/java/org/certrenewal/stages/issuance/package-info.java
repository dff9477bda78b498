/**
 * The stage of issuance: the new certificate, its papers, its publication.
 *
 * <p>Owns no table; calls {@code process, notices, casefile, documents, registry, law}, {@code setup} to learn what
 * stands in, and no other stage.
 */
package org.certrenewal.stages.issuance;
