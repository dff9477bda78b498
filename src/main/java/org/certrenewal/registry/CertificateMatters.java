package org.certrenewal.registry;

import java.util.List;

/** Says what else there is about a certificate that its holder should see beside it, such as acts on it. */
public interface CertificateMatters {

    /** Shows one matter. */
    record Line(String text, String state, String href) {}

    /** Returns what there is, the newest first. Whoever asks has made sure that the holder looks. */
    List<Line> about(CertificateNumber certificate);
}
