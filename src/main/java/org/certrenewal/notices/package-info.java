/**
 * Tells people what happened and what is to be done, each thing once; hears of it by events and from the model.
 *
 * <p>Owns the table {@code notice}; publishes the view {@code notices_told}; calls {@code process, casefile, registry,
 * law, vault, held}; {@code notices.outside} sends it by mail and short message too.
 */
package org.certrenewal.notices;
