/**
 * The stage of delivery: the paper copy that is posted, the result that is collected and rated.
 *
 * <p>Owns no table; calls {@code access, process, partners, notices, casefile, audit, privacy, registry, documents,
 * typed}, and no other stage.
 */
package org.certrenewal.stages.delivery;
