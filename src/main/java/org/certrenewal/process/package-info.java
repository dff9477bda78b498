/**
 * Is the contract with the engine: the names in the model, the timers and their times, the listeners that open and
 * close a case with its instance, the decisions in {@code processes/*.dmn}. {@link org.certrenewal.process.OneGo} lets
 * several commands read and write once, {@link org.certrenewal.process.Passing} tells the model what only the next
 * gateway asks for. {@code process.tasks} is the one room of a click, {@code process.outbox} leads to partners,
 * {@code process.parcels} knows where paper copies are.
 *
 * <p>Owns the table {@code law_edition}; calls {@code casefile, audit, law, registry, typed, held, seeds}; who may do
 * what is asked in {@code access} before it gets here.
 */
package org.certrenewal.process;
