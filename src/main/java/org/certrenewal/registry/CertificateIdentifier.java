package org.certrenewal.registry;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Holds a certificate's 证照标识 (GB/T 36904, C0304-2022): kind of certificate, issuer, serial, version and a check
 * character by ISO/IEC 7064 MOD 37,36.
 *
 * @param issuerCode the issuer's unified social credit code, 18 characters
 * @param serial the last (up to) 10 characters of the certificate's number
 * @param version 1 when first issued, one more with each re-issue, up to 999
 */
public record CertificateIdentifier(String issuerCode, String serial, int version) {

    private static final String ROOT = "1.2.156.3005.2";
    private static final String KIND = "11100000000013338W032";
    private static final int SERIAL_LENGTH = 10;
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final Pattern SHAPE = Pattern.compile(Pattern.quote(ROOT + "." + KIND)
            + "\\.(?<issuer>[0-9A-Z]{18})\\.(?<serial>[0-9A-Z]{1,10})\\.(?<version>[0-9]{3})\\.(?<check>[0-9A-Z])");

    /** Checks the parts. */
    public CertificateIdentifier {
        if (!issuerCode.matches("[0-9A-Z]{18}")) {
            throw new IllegalArgumentException("an issuer's code has 18 digits and capitals, unlike " + issuerCode);
        }
        if (!serial.matches("[0-9A-Z]{1,10}")) {
            throw new IllegalArgumentException("a serial has up to 10 digits and capitals, unlike " + serial);
        }
        if (version < 1 || version > 999) {
            throw new IllegalArgumentException("a version lies between 1 and 999, unlike " + version);
        }
    }

    /** Makes the identifier of a version of a certificate. */
    public static CertificateIdentifier of(String issuerCode, CertificateNumber number, int version) {
        String value = number.value();
        return new CertificateIdentifier(
                issuerCode, value.substring(Math.max(0, value.length() - SERIAL_LENGTH)), version);
    }

    /**
     * Reads an identifier and verifies its check character.
     *
     * @throws IllegalArgumentException if it is another kind of certificate or the check character is wrong
     */
    public static CertificateIdentifier parse(String text) {
        Matcher shape = SHAPE.matcher(text);
        if (!shape.matches()) {
            throw new IllegalArgumentException("not an identifier of this kind of certificate: " + text);
        }
        CertificateIdentifier identifier = new CertificateIdentifier(
                shape.group("issuer"), shape.group("serial"), Integer.parseInt(shape.group("version")));
        if (identifier.check() != shape.group("check").charAt(0)) {
            throw new IllegalArgumentException("the check character of the identifier is wrong: " + text);
        }
        return identifier;
    }

    /** Returns the check character. */
    public char check() {
        return mod37And36((KIND + issuerCode + serial + threeDigits()));
    }

    /** Computes the check character of digits and capitals by ISO/IEC 7064 MOD 37,36. */
    static char mod37And36(String characters) {
        int modulus = ALPHABET.length();
        int product = modulus;
        for (char character : characters.toCharArray()) {
            int sum = (product + ALPHABET.indexOf(character)) % modulus;
            product = (sum == 0 ? modulus : sum) * 2 % (modulus + 1);
        }
        return ALPHABET.charAt((modulus + 1 - product) % modulus);
    }

    private String threeDigits() {
        return String.format(Locale.ROOT, "%03d", version);
    }

    /** Returns the identifier in full, with root and dots. */
    @Override
    public String toString() {
        return String.join(".", ROOT, KIND, issuerCode, serial, threeDigits(), String.valueOf(check()));
    }
}
