package org.certrenewal.setup;

import java.util.Base64;
import java.util.stream.Collectors;
import org.certrenewal.held.SealedColumn;
import org.certrenewal.held.SealedColumn.Form;

/** Finds what a key has sealed, in whichever column its owner declares. */
final class SealedColumns {

    private static final int SIXTET = 6;
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private SealedColumns() {}

    /** Returns a condition that holds for what a key has sealed: it begins with the key's name. */
    static String isSealedBy(SealedColumn column, byte[] beginning) {
        String name = column.name();
        if (column.form() == Form.BYTES) {
            return "substring(" + name + " from 1 for " + beginning.length + ") = ?";
        }
        int bits = beginning.length * Byte.SIZE;
        int known = bits % SIXTET;
        if (known == 0) {
            return name + " like ?";
        }
        // The next character of Base64 is half the name's and half of what follows it.
        int next = prefix(column).length() + bits / SIXTET + 1;
        int first = ALPHABET.indexOf(encoded(beginning).charAt(bits / SIXTET));
        String possible = ALPHABET.substring(first, first + (1 << SIXTET - known))
                .chars()
                .mapToObj(letter -> "'" + (char) letter + "'")
                .collect(Collectors.joining(", "));
        return name + " like ? and substring(" + name + " from " + next + " for 1) in (" + possible + ")";
    }

    /** Returns the value for that condition. */
    static Object beginning(SealedColumn column, byte[] beginning) {
        return column.form() == Form.BYTES
                ? beginning
                : prefix(column) + encoded(beginning).substring(0, beginning.length * Byte.SIZE / SIXTET) + "%";
    }

    private static String encoded(byte[] beginning) {
        return Base64.getEncoder().withoutPadding().encodeToString(beginning);
    }

    private static String prefix(SealedColumn column) {
        return column.form() == Form.TEXT ? "v1." : "";
    }
}
