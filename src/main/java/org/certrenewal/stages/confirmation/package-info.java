/**
 * The stage 信息确认: everything on one page, to read.
 *
 * <p>Owns no table; calls {@code process, casefile, registry}, and no other stage.
 */
package org.certrenewal.stages.confirmation;
