package org.certrenewal.documents;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.certrenewal.typed.Prose;

/**
 * Finds for each character the font that prints it: Noto Serif SC first, Hanazono Mincho for characters that are rarer,
 * the operator's own fonts last.
 *
 * <p>A text is printable when one of the fonts holds every one of its characters. Ask {@link #unprintable(String)}
 * before a case is decided, so that a name which no font holds is stopped early and never printed as a box.
 */
public final class Typeface {

    private static final int MOST_NAMED = 10;

    private static final Typeface SHARED = new Typeface();

    private final FontFile regular = FontFile.read("NotoSerifSC-Regular.ttf", "Noto Serif SC");
    private final FontFile bold = FontFile.read("NotoSerifSC-Bold-GB2312.ttf", "Noto Serif SC Bold");
    private final FontFile rare = FontFile.read("HanaMinA-Rare.ttf", "HanaMinA");
    /** CJK extensions B to F. */
    private final FontFile rarest = FontFile.read("HanaMinB-Rare.ttf.xz", "HanaMinB", 0x20000, 0x2EBE0);

    private volatile List<FontFile> fonts = List.of(regular, rare, rarest);

    private Typeface() {}

    /** Returns the one typeface of the product; it is safe for use by many threads. */
    public static Typeface official() {
        return SHARED;
    }

    /**
     * Takes an operator's fonts besides those of the product, and none that were given before; tried last, in order.
     *
     * @throws IllegalArgumentException saying in Chinese which file can't be used, and why
     */
    public void extend(List<Path> files) {
        List<FontFile> all = new ArrayList<>(List.of(regular, rare, rarest));
        for (Path file : files) {
            try {
                all.add(FontFile.read(file));
            } catch (FontFile.BadFontException e) {
                throw new IllegalArgumentException(file + "：" + e.getMessage(), e);
            }
        }
        fonts = List.copyOf(all);
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
        return text.codePoints().allMatch(this::isPrintable);
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
     * Says in Chinese what of a text can't stand in a letter, so that whoever writes it can put it otherwise. Lines and
     * whatever nobody sees are no obstacle.
     */
    public Optional<String> objection(String text) {
        List<String> characters = unprintable(Prose.paragraphs(text).replace("\n", ""));
        return characters.isEmpty()
                ? Optional.empty()
                : Optional.of("文书中无法打印：" + characters.stream().limit(MOST_NAMED).collect(Collectors.joining("、"))
                        + (characters.size() > MOST_NAMED ? "等" + characters.size() + "个字符" : "") + "。请删去，或者改用别的文字");
    }

    /**
     * Puts the code of each character that no font holds in its place, such as {@code 王〔U+30EDE〕}. For the name that a
     * letter is addressed to: a notice that the law wants can't wait for a font, and says by the case and the masked
     * number whom it means. A certificate is never made so.
     */
    public String spelt(String text) {
        StringBuilder spelt = new StringBuilder();
        Prose.line(text).codePoints().forEach(character -> {
            if (isPrintable(character)) {
                spelt.appendCodePoint(character);
            } else {
                spelt.append("〔U+%04X〕".formatted(character));
            }
        });
        return spelt.toString();
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

    /**
     * A soft hyphen is in the font, but prints what it must not; the halves of marks of vertical writing (U+3033 to
     * U+3035) become another sign where they stand side by side, so that they couldn't be read as they were written.
     */
    private boolean isPrintable(int character) {
        return character != '\u00AD'
                && (character < 0x3033 || character > 0x3035)
                && fonts.stream().anyMatch(font -> font.holds(character));
    }

    private FontFile fontFor(int character, Weight weight) {
        if (weight == Weight.BOLD && bold.holds(character)) {
            return bold;
        }
        return fonts.stream()
                .filter(font -> font.holds(character))
                .findFirst()
                .orElseThrow(() -> new UnprintableTextException("文字", unprintable(Character.toString(character))));
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
