/**
 * Certificates and letters: what they say, how they look, how they are sealed, kept and checked.
 *
 * <table>
 *   <caption>Where to look</caption>
 *   <tr><td>what stands on a certificate (C0304-2022)</td><td>{@link org.certrenewal.documents.CertificateFace}</td></tr>
 *   <tr><td>its two renderings from one layout: OFD (GB/T 33190), the legal file, and PDF/A-2b, the copy</td>
 *       <td>{@link org.certrenewal.documents.CertificateOfd}, {@link org.certrenewal.documents.CertificatePdf}</td></tr>
 *   <tr><td>the wording of the six letters, and their rendering with a red head (GB/T 9704)</td>
 *       <td>{@link org.certrenewal.documents.Letters}, {@link org.certrenewal.documents.LetterPdf}</td></tr>
 *   <tr><td>whether a name can be printed: asked before the decision</td>
 *       <td>{@link org.certrenewal.documents.Typeface#unprintable}, for words
 * {@link org.certrenewal.documents.Typeface#objection}</td></tr>
 *   <tr><td>issue: number, render, seal and store, exactly once</td>
 *       <td>{@link org.certrenewal.documents.PaperDesk}</td></tr>
 *   <tr><td>every paper ever issued, byte for byte</td><td>{@link org.certrenewal.documents.Papers}</td></tr>
 *   <tr><td>seals and their verification</td><td>{@code org.certrenewal.documents.seal}</td></tr>
 * </table>
 *
 * <p>Framework-free; Spring and SQL are only in {@code documents.adapters}. {@code seal} knows this package, and this
 * package doesn't know {@code seal}.
 *
 * <p>Decisions:
 *
 * <ul>
 *   <li><b>One layout.</b> A {@code Sheet} is a list of texts, shapes and pictures in millimetres. PDF and OFD are two
 *       writers of the same sheet, so they can't drift apart.
 *   <li><b>The OFD writer is our own</b>, some 300 lines of XML; the tests read it with ofdrw. The library embeds whole
 *       fonts (15 MB in each certificate), dates and names files by clock and chance, works through temporary files,
 *       and its seal classes need a Bouncy Castle with known vulnerabilities.
 *   <li><b>A letter isn't held up by a font.</b> What an officer writes is refused before the decision; of a name or
 *       another text that nobody wrote there, a character that no font holds is printed as its code. A certificate
 *       never is.
 *   <li><b>Same input, same bytes</b>, up to the seals: an ECDSA or SM2 signature differs each time. So a paper is
 *       rendered and sealed once, and stored; nothing is ever rendered again.
 * </ul>
 *
 * <p>Owns what {@code documents.adapters} keeps; calls {@code law, typed}.
 */
package org.certrenewal.documents;
