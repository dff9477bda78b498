/**
 * Treats what is kept about people as the Personal Information Protection Law asks:
 * {@link org.certrenewal.privacy.Retention} erases it when its time is over (Art 19),
 * {@link org.certrenewal.privacy.PersonalExport} hands all of it to the person (Art 45).
 *
 * <p>Owns the tables {@code consent, person_request, letter_posting}; calls {@code casefile, audit, documents, law,
 * registry, seeds, typed, vault, held}, and reads views of {@code faceauth, notices}.
 */
package org.certrenewal.privacy;
