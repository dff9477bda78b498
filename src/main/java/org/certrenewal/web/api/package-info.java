/**
 * Answers the forms' calls under {@code /api} that belong to no single stage: tasks, cases, papers, who is logged in,
 * and what went wrong. Hands a click over to {@code process.tasks}.
 *
 * <p>Owns no table; calls {@code access, process, casefile, audit, privacy, registry, documents, typed}.
 */
package org.certrenewal.web.api;
