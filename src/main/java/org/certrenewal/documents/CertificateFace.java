package org.certrenewal.documents;

import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import org.certrenewal.typed.Prose;

/**
 * What stands on a certificate, by C0304-2022 (the national e-certificate standard for 建筑施工特种作业操作资格证).
 *
 * @param number 证书编号, up to 25 characters
 * @param holder 姓名
 * @param gender 性别 as printed, 男 or 女
 * @param trade 操作类别
 * @param firstIssued 初次领证日期
 * @param validFrom 使用期, first day
 * @param validTo 使用期, last day
 * @param authority 发证机关; its name stands in the seal as well
 * @param issued 发证日期
 * @param identifier 证照标识 with its check character
 * @param verificationUrl the address that is printed below the QR code
 * @param qrContent what the QR code holds: the address, and behind {@code #} the signed short form
 * @param photo the holder's picture, or empty for the neutral frame
 */
public record CertificateFace(
        String number,
        String holder,
        String gender,
        String trade,
        LocalDate firstIssued,
        LocalDate validFrom,
        LocalDate validTo,
        String authority,
        LocalDate issued,
        String identifier,
        String verificationUrl,
        String qrContent,
        Optional<Photo> photo) {

    /** Where the seal's square stands on the page, in mm from the upper left corner. */
    public static final double SEAL_LEFT = CertificateLayout.SEAL_X - CertificateLayout.SEAL_DIAMETER / 2;

    /** See {@link #SEAL_LEFT}. */
    public static final double SEAL_TOP = CertificateLayout.SEAL_Y - CertificateLayout.SEAL_DIAMETER / 2;

    /** See {@link #SEAL_LEFT}. */
    public static final double SEAL_SIZE = CertificateLayout.SEAL_DIAMETER;

    /** Refuses missing values, and a term that ends before it begins. */
    public CertificateFace {
        // Nobody typed it here, but somewhere somebody did.
        holder = Prose.line(holder);
        required("证书编号", number);
        required("姓名", holder);
        required("性别", gender);
        required("操作类别", trade);
        required("发证机关", authority);
        required("证照标识", identifier);
        required("核验地址", verificationUrl);
        required("二维码内容", qrContent);
        Objects.requireNonNull(firstIssued, "初次领证日期");
        Objects.requireNonNull(validFrom, "使用期起");
        Objects.requireNonNull(validTo, "使用期止");
        Objects.requireNonNull(issued, "发证日期");
        Objects.requireNonNull(photo, "照片");
        if (validTo.isBefore(validFrom)) {
            throw new IllegalArgumentException("使用期截止日早于起始日");
        }
    }

    /**
     * Checks that every text of the face can be printed; called again when it is rendered, but better asked before the
     * decision.
     *
     * @throws UnprintableTextException naming the field and the characters
     */
    public void requirePrintable() {
        Typeface typeface = Typeface.official();
        typeface.requirePrintable("证书编号", number);
        typeface.requirePrintable("姓名", holder);
        typeface.requirePrintable("性别", gender);
        typeface.requirePrintable("操作类别", trade);
        typeface.requirePrintable("发证机关", authority);
        typeface.requirePrintable("证照标识", identifier);
        typeface.requirePrintable("核验地址", verificationUrl);
    }

    /** Returns the same face with another content of the QR code. */
    public CertificateFace withQrContent(String content) {
        return new CertificateFace(
                number,
                holder,
                gender,
                trade,
                firstIssued,
                validFrom,
                validTo,
                authority,
                issued,
                identifier,
                verificationUrl,
                content,
                photo);
    }

    /** Returns the same face with the holder's picture. */
    public CertificateFace withPhoto(Photo picture) {
        return new CertificateFace(
                number,
                holder,
                gender,
                trade,
                firstIssued,
                validFrom,
                validTo,
                authority,
                issued,
                identifier,
                verificationUrl,
                qrContent,
                Optional.of(picture));
    }

    private static void required(String field, String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(field + "不能为空");
        }
    }
}
