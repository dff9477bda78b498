/**
 * Carries what partners are to be told out of the engine's transactions: {@link org.certrenewal.process.outbox.Outbox}
 * takes it with the case, {@link org.certrenewal.process.outbox.OutboxWorker} sends it, and the answer comes back as a
 * message for the process.
 */
package org.certrenewal.process.outbox;
