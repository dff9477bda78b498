/**
 * Seals and what checks them: {@link org.certrenewal.documents.seal.Seals} is the port,
 * {@link org.certrenewal.documents.seal.KeystoreSeals} keeps the keys in a PKCS#12 file,
 * {@link org.certrenewal.documents.seal.SealedDocumentCheck} answers for any file that a stranger uploads.
 *
 * <p>Owns no table; calls {@code documents}.
 */
package org.certrenewal.documents.seal;
