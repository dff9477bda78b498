/**
 * The stage 电子签名: the drawn signature, bound to the content, and the submission.
 *
 * <p>Owns no table; calls {@code process, casefile, registry, typed}, and no other stage.
 */
package org.certrenewal.stages.signature;
