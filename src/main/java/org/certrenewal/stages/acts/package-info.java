/**
 * Disposes of certificates, in a process of its own ({@code processes/certificate-act.bpmn}): suspend, return, revoke,
 * rescind, cancel, warn, correct. Begin with {@link org.certrenewal.stages.acts.Disposals}; the page is
 * {@code /office/certificates}.
 */
package org.certrenewal.stages.acts;
