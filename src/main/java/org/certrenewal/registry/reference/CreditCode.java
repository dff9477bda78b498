package org.certrenewal.registry.reference;

/** Knows unified social credit codes (统一社会信用代码, GB 32100-2015): 17 characters, and one that checks them. */
public final class CreditCode {

    /** Stands for the authorities of the demonstration; its check character is wrong, so that it is nobody's. */
    public static final String OF_THE_DEMONSTRATION = "113300000000000000";

    private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static final int[] WEIGHTS = {1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28};

    private CreditCode() {}

    /** Tells whether it is a code whose check character fits. */
    public static boolean isValid(String code) {
        if (code.length() != WEIGHTS.length + 1
                || code.chars().anyMatch(character -> ALPHABET.indexOf(character) < 0)) {
            return false;
        }
        return code.charAt(WEIGHTS.length) == checkCharacter(code.substring(0, WEIGHTS.length));
    }

    /** Computes the last character for the first 17. */
    public static char checkCharacter(String first17) {
        int sum = 0;
        for (int at = 0; at < WEIGHTS.length; at++) {
            sum += WEIGHTS[at] * ALPHABET.indexOf(first17.charAt(at));
        }
        int modulus = ALPHABET.length();
        return ALPHABET.charAt((modulus - sum % modulus) % modulus);
    }
}
