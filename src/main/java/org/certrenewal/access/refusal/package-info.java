/**
 * Says what a client or a colleague did, where the engine and its shipped resources would call it a fault of the
 * server: {@link org.certrenewal.access.refusal.Refusal} knows the failures and their sentences; our pages,
 * {@code /api} and the web applications' REST answer by it alike, in the reader's language, with one line in the log.
 *
 * <p>Owns no table; calls {@code casefile, documents}.
 */
package org.certrenewal.access.refusal;
