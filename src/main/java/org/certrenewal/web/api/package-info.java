/**
 * Answers the forms' calls under {@code /api} that belong to no single stage: tasks, cases, papers, who is logged in,
 * and what went wrong. Owns no table; hands a click over to {@code process.tasks} and a question to {@code access},
 * {@code process} and what is below.
 */
package org.certrenewal.web.api;
