package org.certrenewal.documents.seal;

/** Says at any moment whose seals count. */
@FunctionalInterface
public interface TrustSource {

    /** Returns every key that may have sealed anything, earlier ones too. */
    TrustList trust();
}
