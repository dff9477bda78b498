package org.certrenewal.documents.seal;

import java.security.PrivateKey;

/** Stands for a key that lies in a service elsewhere, so that each signature takes a call. */
interface RemoteKey extends PrivateKey {}
