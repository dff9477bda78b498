/**
 * The office's side of a renewal: acceptance, correction, review, extension, and the letters that tell of them. Reasons
 * are refused at their field if no letter can carry them ({@link org.certrenewal.stages.review.Reasons}); should a
 * letter fail all the same, its words are mended on the page {@code /office/letters}
 * ({@link org.certrenewal.stages.review.LetterMending}).
 *
 * <p>Owns the tables {@code letter_text, case_closing}; calls {@code access, process, notices, casefile, audit,
 * privacy, registry, documents, law, vault, typed, held}, and no other stage.
 */
package org.certrenewal.stages.review;
