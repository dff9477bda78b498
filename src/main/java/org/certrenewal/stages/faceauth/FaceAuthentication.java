package org.certrenewal.stages.faceauth;

/**
 * Is the partner that checks faces: the portal's app reads a QR code, looks at the face, and answers later through
 * {@link FaceSessions#confirm} or {@link FaceSessions#refuse}.
 */
interface FaceAuthentication {

    /**
     * Opens a check. Called again for the same session, it answers the same.
     *
     * @param sessionId the check's unguessable id
     * @return what the QR code holds
     * @throws RuntimeException if the partner can't be reached
     */
    String open(String sessionId);

    /** Tells whether this is the embedded stand-in; the screen says so. */
    boolean isStandIn();
}
