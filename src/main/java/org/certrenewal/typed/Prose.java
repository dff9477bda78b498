package org.certrenewal.typed;

/**
 * Reads words as people type and paste them: names, addresses, reasons, comments. Line ends become one, tabs and the
 * many blanks of Unicode become a blank, and what can't be seen goes: controls, marks of direction, joiners, byte order
 * marks, soft hyphens, variation selectors (none of the product's fonts has variants), noncharacters and halves of
 * surrogate pairs. Every other character stays as it was typed, compatibility characters such as U+F92C too: nothing is
 * composed or folded (NFC would change names). A code point that this Java doesn't know yet stays, it may be a newer
 * ideograph.
 */
public final class Prose {

    private Prose() {}

    /** Returns the text as one line; null stays null. */
    public static String line(String typed) {
        if (typed == null || isPlain(typed)) {
            return typed;
        }
        return cleaned(typed.replace("\r\n", "\n"), ' ').strip();
    }

    /**
     * Returns the text with its lines, which are separated by one LF, have no blanks at their ends, and at most one
     * empty line between them; null stays null.
     */
    public static String paragraphs(String typed) {
        if (typed == null || isPlain(typed)) {
            return typed;
        }
        return cleaned(typed.replace("\r\n", "\n"), '\n')
                .replaceAll("[ \\u3000]+\\n", "\n")
                .replaceAll("\\n{3,}", "\n\n")
                .strip();
    }

    /** Most texts, and all long ones that no person typed, such as a drawing in Base64. */
    private static boolean isPlain(String text) {
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            if (character < ' ' || character > '~') {
                return false;
            }
        }
        return text.isEmpty() || text.charAt(0) != ' ' && text.charAt(text.length() - 1) != ' ';
    }

    private static String cleaned(String text, char lineEnd) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(character -> {
            if (endsLine(character)) {
                clean.append(lineEnd);
            } else if (isBlank(character)) {
                clean.append(' ');
            } else if (!isInvisible(character)) {
                clean.appendCodePoint(character);
            }
        });
        return clean.toString();
    }

    private static boolean endsLine(int character) {
        return switch (character) {
            case '\n', '\r', 0x0B, '\f', 0x85, 0x2028, 0x2029 -> true;
            default -> false;
        };
    }

    /** The ideographic blank is as wide as a character, and stays. */
    private static boolean isBlank(int character) {
        return character == '\t' || character != 0x3000 && Character.getType(character) == Character.SPACE_SEPARATOR;
    }

    private static boolean isInvisible(int character) {
        int type = Character.getType(character);
        return type == Character.CONTROL
                || type == Character.SURROGATE
                || type == Character.FORMAT && !isVisibleFormat(character)
                || isNoncharacter(character)
                || isIgnorable(character);
    }

    /** Arabic and other signs that stand under or over the number behind them. */
    private static boolean isVisibleFormat(int character) {
        return character >= 0x600 && character <= 0x605
                || character == 0x6DD
                || character == 0x70F
                || character == 0x8E2
                || character == 0x110BD
                || character == 0x110CD;
    }

    private static boolean isNoncharacter(int character) {
        return (character & 0xFFFE) == 0xFFFE || character >= 0xFDD0 && character <= 0xFDEF;
    }

    /**
     * What Unicode's DerivedCoreProperties.txt calls Default_Ignorable_Code_Point, as far as it is no format character.
     */
    private static boolean isIgnorable(int character) {
        return character == 0x34F
                || character == 0x115F
                || character == 0x1160
                || character == 0x17B4
                || character == 0x17B5
                || character >= 0x180B && character <= 0x180F
                || character >= 0x2060 && character <= 0x206F
                || character == 0x3164
                || character >= 0xFE00 && character <= 0xFE0F
                || character == 0xFFA0
                || character >= 0xFFF0 && character <= 0xFFF8
                || character >= 0xE0000 && character <= 0xE0FFF;
    }
}
