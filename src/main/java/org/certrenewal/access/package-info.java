/**
 * Says who may do what: at the door, before each command of the engine, and at the end of each user task, where
 * {@code TaskGuard} asks only who it is and hands over to {@link org.certrenewal.process.tasks.Completion}. A command
 * that is given within one {@link org.certrenewal.process.OneGo go} is judged as if it came alone.
 *
 * <p>Owns the table {@code role_proposal}; calls {@code process, casefile, audit, privacy, notices, registry,
 * documents, vault, typed, held}.
 */
package org.certrenewal.access;
