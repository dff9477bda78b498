package org.certrenewal.documents.seal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.certrenewal.documents.CertificateFace;

/**
 * The signed short form of a certificate, which its QR code carries behind the address, so that a program can check it
 * without network:
 *
 * <pre>
 * https://…/verify/{id}#CR1.{body}.{signature}
 *
 * body       base64url of UTF-8 "number|from|to|face", dates as yyyyMMdd
 * face       base64url of the first 16 bytes of SHA-256 over the face's fields, one per line (\n): number, holder, gender,
 *            trade, first issue date, from, to, authority, issue date, identifier; dates as yyyyMMdd
 * signature  base64url of ECDSA on P-256 with SHA-256, r‖s, over the ASCII text "CR1.{body}"
 * </pre>
 *
 * <p>base64url without padding (RFC 4648 section 5). The part behind {@code #} never leaves the browser, so it stands
 * in no server's log. It holds no name; who has the certificate at hand can compare its fields with {@link #matches}.
 * It says that the certificate was issued like this, not that it is still valid.
 *
 * @param number 证书编号
 * @param validFrom first day of the term
 * @param validTo last day of the term
 * @param face hash of the face's fields
 */
public record ShortForm(String number, LocalDate validFrom, LocalDate validTo, String face) {

    private static final String VERSION = "CR1";
    private static final int MAX_LENGTH = 512;
    private static final int SIGNATURE = 64;
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuuMMdd");

    /** Makes the short form of a face; its QR content and address play no part. */
    public static ShortForm of(CertificateFace face) {
        return new ShortForm(face.number(), face.validFrom(), face.validTo(), hash(face));
    }

    /** Signs and writes it. */
    public String sign(Seals seals) {
        String body = String.join("|", number, validFrom.format(DATE), validTo.format(DATE), face);
        String text = VERSION + "." + encode(body.getBytes(StandardCharsets.UTF_8));
        return text + "." + encode(seals.signShortForm(text.getBytes(StandardCharsets.US_ASCII)));
    }

    /**
     * Reads a short form and checks its signature.
     *
     * @param text as signed, or a whole address that ends with it
     * @param certificate of the authority's key
     * @return empty if it is not one, or not signed with that key
     */
    public static Optional<ShortForm> verify(String text, X509Certificate certificate) {
        String[] parts = text.substring(text.indexOf('#') + 1).split("\\.", -1);
        if (text.length() > MAX_LENGTH || parts.length != 3 || !parts[0].equals(VERSION)) {
            return Optional.empty();
        }
        try {
            Signature check = Signature.getInstance("SHA256withPLAIN-ECDSA", BouncyCastle.PROVIDER);
            check.initVerify(certificate.getPublicKey());
            check.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            byte[] signature = decode(parts[2]);
            if (signature.length != SIGNATURE || !check.verify(signature)) {
                return Optional.empty();
            }
            String[] fields = new String(decode(parts[1]), StandardCharsets.UTF_8).split("\\|", -1);
            return Optional.of(new ShortForm(
                    fields[0], LocalDate.parse(fields[1], DATE), LocalDate.parse(fields[2], DATE), fields[3]));
        } catch (GeneralSecurityException
                | IllegalArgumentException
                | DateTimeException
                | ArrayIndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    /** Says whether the face, as it lies before the reader, is the one that was signed. */
    public boolean matches(CertificateFace other) {
        return hash(other).equals(face);
    }

    private static String hash(CertificateFace face) {
        String fields = String.join(
                "\n",
                face.number(),
                face.holder(),
                face.gender(),
                face.trade(),
                face.firstIssued().format(DATE),
                face.validFrom().format(DATE),
                face.validTo().format(DATE),
                face.authority(),
                face.issued().format(DATE),
                face.identifier());
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(fields.getBytes(StandardCharsets.UTF_8));
            return encode(Arrays.copyOf(hash, 16));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Decodes; a text that is not written exactly as {@link #encode} writes it is refused. */
    private static byte[] decode(String text) {
        byte[] bytes = Base64.getUrlDecoder().decode(text);
        if (!encode(bytes).equals(text)) {
            throw new IllegalArgumentException("Not in canonical form");
        }
        return bytes;
    }
}
