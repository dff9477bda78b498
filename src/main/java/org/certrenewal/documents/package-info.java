/**
 * Certificates and letters: what they say, how they look, how they are sealed, kept and checked.
 *
 * <ul>
 *   <li>{@link org.certrenewal.documents.CertificateFace} is the one model of a certificate (C0304-2022);
 *       {@link org.certrenewal.documents.CertificatePdf} renders it as PDF/A-2b.
 *   <li>{@link org.certrenewal.documents.Letters} writes the wording of the six official letters,
 *       {@link org.certrenewal.documents.LetterPdf} renders them with a red head.
 *   <li>{@link org.certrenewal.documents.Typeface} says before issuance whether a name can be printed.
 * </ul>
 *
 * <p>Framework-free; Spring is only in {@code documents.adapters}.
 */
package org.certrenewal.documents;
