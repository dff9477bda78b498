package org.certrenewal.registry.reference;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Holds a service of the portal's catalogue.
 *
 * @param code its code
 * @param name its name, 事项名称
 * @param department the department that offers it
 * @param handledHere whether this product handles it
 * @param words what else people call it, or search it by
 * @param notice 用户须知, empty where this product doesn't handle it
 */
public record ServiceItem(
        String code,
        String name,
        String department,
        boolean handledHere,
        List<Word> words,
        List<NoticeSection> notice) {

    /**
     * Holds a word that people search by.
     *
     * @param text in Chinese, such as 电工证
     * @param syllables its pinyin without tones, such as dian, gong, zheng; empty where nobody wrote them
     */
    public record Word(String text, List<String> syllables) {

        /** Reads a word with its pinyin behind: {@code 电工证 dian gong zheng}. */
        public static Word of(String written) {
            List<String> parts = List.of(written.strip().split("\\s+"));
            return new Word(parts.get(0), parts.subList(1, parts.size()));
        }

        /** Returns the pinyin's first letters, such as dgz. */
        public String initials() {
            return syllables.stream().map(it -> it.substring(0, 1)).collect(Collectors.joining());
        }

        /** Returns the whole pinyin without blanks, such as diangongzheng. */
        public String spelled() {
            return String.join("", syllables);
        }
    }

    /**
     * Holds a part of the 用户须知.
     *
     * @param title its heading
     * @param paragraphs plain text
     */
    public record NoticeSection(String title, List<String> paragraphs) {}
}
