package org.certrenewal.casefile;

import java.util.Arrays;
import java.util.List;

/** Names who pays the postage, as the guide lists them. */
public enum PostagePayer {
    APPLICANT("申请人承担（寄付）"),
    RECIPIENT("申请人签收后支付（到付）");

    private final String label;

    PostagePayer(String label) {
        this.label = label;
    }

    /** Shows a choice. */
    public record Choice(String code, String name) {}

    /** Returns the choices in order. */
    public static List<Choice> choices() {
        return Arrays.stream(values())
                .map(payer -> new Choice(payer.name(), payer.label))
                .toList();
    }

    /** Tells whether a code is one of them. */
    public static boolean has(String code) {
        return Arrays.stream(values()).anyMatch(payer -> payer.name().equals(code));
    }

    static String label(String code) {
        return Arrays.stream(values())
                .filter(payer -> payer.name().equals(code))
                .map(payer -> payer.label)
                .findFirst()
                .orElse("");
    }
}
