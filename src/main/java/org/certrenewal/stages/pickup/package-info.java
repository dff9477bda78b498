/**
 * The stage 取件方式: how the result and the letters are handed over.
 *
 * <p>Owns no table; calls {@code process, casefile, privacy, registry}, and no other stage.
 */
package org.certrenewal.stages.pickup;
