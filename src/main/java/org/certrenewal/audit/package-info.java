/**
 * Keeps who saw or changed what in which case. {@link org.certrenewal.audit.AuditTrail} adds an entry, chained to the
 * one before it; {@link org.certrenewal.audit.AuditSeals} signs the chains' ends from time to time;
 * {@link org.certrenewal.audit.AuditVerifier} finds what was changed, taken out or cut off.
 */
package org.certrenewal.audit;
