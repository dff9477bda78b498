/**
 * The stage 在线填表: filled in before, checked after.
 *
 * <p>Owns no table; calls {@code process, casefile, registry}, and no other stage.
 */
package org.certrenewal.stages.form;
