/**
 * Shows the pages that belong to no single stage: home, log-in, look-up, own cases and certificates, the office's
 * tasks, roles, rules. Owns no table; calls {@code access}, {@code process} and what is below.
 */
package org.certrenewal.web.pages;
