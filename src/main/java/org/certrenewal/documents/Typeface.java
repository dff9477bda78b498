package org.certrenewal.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Finds for each character the font that prints it: Noto Serif SC first, Hanazono Mincho for characters that are rarer.
 *
 * <p>A text is printable when one of the fonts holds every one of its characters. Ask {@link #unprintable(String)}
 * before a case is decided, so that a name which no font holds is stopped early and never printed as a box.
 */
public final class Typeface {

    private static final Typeface SHARED = new Typeface();

    private final FontFile regular = FontFile.read("NotoSerifSC-Regular.ttf", "Noto Serif SC");
    private final FontFile bold = FontFile.read("NotoSerifSC-Bold-GB2312.ttf", "Noto Serif SC Bold");
    private final FontFile rare = FontFile.read("HanaMinA-Rare.ttf", "HanaMinA");

    private Typeface() {}

    /** Returns the one typeface of the product; it is safe for use by many threads. */
    public static Typeface official() {
        return SHARED;
    }

    /** How heavy a text is printed. */
    enum Weight {
        REGULAR,
        BOLD
    }

    /** A stretch of text that one font prints. */
    record Run(FontFile font, String text) {}

    /** Says whether every character of the text can be printed. */
    public boolean canPrint(String text) {
        return unprintable(text).isEmpty();
    }

    /**
     * Lists the characters that can't be printed, each once, as they would be shown to a person: {@code 𰻝(U+30EDE)}.
     */
    public List<String> unprintable(String text) {
        return text.codePoints()
                .filter(character -> !isPrintable(character))
                .distinct()
                .mapToObj(character -> "%s(U+%04X)".formatted(Character.toString(character), character))
                .collect(Collectors.toList());
    }

    /**
     * Refuses a text that can't be printed.
     *
     * @param field what the text is, in Chinese, for the message
     * @throws UnprintableTextException naming the field and the characters
     */
    public void requirePrintable(String field, String text) {
        List<String> characters = unprintable(text);
        if (!characters.isEmpty()) {
            throw new UnprintableTextException(field, characters);
        }
    }

    private boolean isPrintable(int character) {
        return character != '\u00AD' && (regular.holds(character) || rare.holds(character));
    }

    private FontFile fontFor(int character, Weight weight) {
        if (weight == Weight.BOLD && bold.holds(character)) {
            return bold;
        }
        if (regular.holds(character)) {
            return regular;
        }
        if (rare.holds(character)) {
            return rare;
        }
        throw new UnprintableTextException("文字", unprintable(Character.toString(character)));
    }

    List<Run> runs(String text, Weight weight) {
        List<Run> runs = new ArrayList<>();
        StringBuilder current = new StringBuilder();
        FontFile font = null;
        for (int at = 0; at < text.length(); ) {
            int character = text.codePointAt(at);
            FontFile next = fontFor(character, weight);
            if (font != null && next != font) {
                runs.add(new Run(font, current.toString()));
                current.setLength(0);
            }
            font = next;
            current.appendCodePoint(character);
            at += Character.charCount(character);
        }
        if (font != null) {
            runs.add(new Run(font, current.toString()));
        }
        return runs;
    }

    /** Returns the width of the text at size 1. */
    double width(String text, Weight weight) {
        return text.codePoints()
                .mapToDouble(character -> fontFor(character, weight).width(character))
                .sum();
    }

    FontFile font(int character, Weight weight) {
        return fontFor(character, weight);
    }
}
