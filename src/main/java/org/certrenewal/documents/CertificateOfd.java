package org.certrenewal.documents;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Renders certificates as OFD, the legal file (C0304-2022, GB/T 33190); the same face gives the same bytes. The red
 * seal isn't part of the page: it comes with the electronic seal.
 */
public final class CertificateOfd {

    private final CertificateLayout layout;

    /**
     * Makes a renderer.
     *
     * @param mark a warning printed behind the face as long as the seals are not real ones; else empty
     */
    public CertificateOfd(String mark) {
        this.layout = new CertificateLayout(Typeface.official(), mark, SealLook.DRAWN);
    }

    /**
     * Renders one certificate, not yet sealed.
     *
     * @throws UnprintableTextException if a character of the face is in none of the fonts
     */
    public byte[] render(CertificateFace face) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("证照标识", face.identifier());
        details.put("证书编号", face.number());
        details.put("姓名", face.holder());
        details.put("性别", face.gender());
        details.put("操作类别", face.trade());
        details.put("初次领证日期", print(face.firstIssued()));
        details.put("使用期起始日期", print(face.validFrom()));
        details.put("使用期截止日期", print(face.validTo()));
        details.put("发证机关", face.authority());
        details.put("发证日期", print(face.issued()));
        return OfdWriter.write(
                List.of(layout.lay(face, false)),
                new OfdWriter.Facts("建筑施工特种作业操作资格证书 " + face.number(), face.authority(), face.issued(), details));
    }

    private static String print(LocalDate date) {
        return ChineseDates.print(date);
    }
}
