/**
 * Carries what partners are to be told out of the engine's transactions: {@link org.certrenewal.process.outbox.Outbox}
 * takes it with the case, {@link org.certrenewal.process.outbox.OutboxWorker} sends it, and the answer comes back as a
 * message for the process.
 *
 * <p>Owns the table {@code outbox_message}; publishes the view {@code outbox_deliveries}; calls {@code casefile, held}.
 */
package org.certrenewal.process.outbox;
