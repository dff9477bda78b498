/**
 * Disposes of certificates, in a process of its own ({@code processes/certificate-act.bpmn}): suspend, return, revoke,
 * rescind, cancel, warn, correct. Begin with {@link org.certrenewal.stages.acts.Disposals}; the page is
 * {@code /office/certificates}.
 *
 * <p>Owns the tables {@code certificate_act, act_word}; calls {@code access, process, notices, casefile, audit,
 * registry, documents, law, vault, typed, held, privacy}, and no other stage.
 */
package org.certrenewal.stages.acts;
