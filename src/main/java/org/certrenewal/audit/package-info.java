/**
 * Keeps who saw or changed what in which case. {@link org.certrenewal.audit.AuditTrail} adds an entry, chained to the
 * one before it; {@link org.certrenewal.audit.AuditSeals} signs the chains' ends from time to time;
 * {@link org.certrenewal.audit.AuditVerifier} finds what was changed, taken out or cut off.
 *
 * <p>Owns the tables {@code audit_entry, audit_head, audit_seal, audit_sealed_head, audit_marked}; calls
 * {@code documents, vault, held}, and reads the view {@code casefile_standing}.
 */
package org.certrenewal.audit;
