package org.certrenewal.documents;

import java.util.List;

/** Renders certificates as PDF/A-2b, the copy that every reader opens; the same face gives the same bytes. */
public final class CertificatePdf {

    private final CertificateLayout layout;

    /**
     * Makes a renderer.
     *
     * @param mark a warning printed behind the face, such as 仅供演示, as long as the seals are not real ones; else empty
     */
    public CertificatePdf(String mark) {
        this(mark, SealLook.DRAWN);
    }

    /**
     * Makes a renderer.
     *
     * @param seals how the authorities' seals look
     */
    public CertificatePdf(String mark, SealLook seals) {
        this.layout = new CertificateLayout(Typeface.official(), mark, seals);
    }

    /**
     * Renders one certificate, not yet sealed.
     *
     * @throws UnprintableTextException if a character of the face is in none of the fonts
     */
    public byte[] render(CertificateFace face) {
        return PdfWriter.write(
                List.of(layout.lay(face, true)),
                new PdfWriter.Facts(
                        "建筑施工特种作业操作资格证书 " + face.number(), face.authority(), face.identifier(), face.issued()));
    }
}
