package org.certrenewal.documents;

import java.util.List;

/**
 * Says that a text holds characters which none of the product's fonts can print. The message doesn't repeat them: it
 * reaches logs and incidents, and they are part of a name.
 */
public final class UnprintableTextException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String field;
    private final transient List<String> characters;

    /** The field of what an officer wrote; its text can be mended. */
    static final String BODY = "正文";

    UnprintableTextException(String field, List<String> characters) {
        super((field.equals(BODY)
                        ? "%s中有%d个无法打印的字符。请办理机关在“文书更正”中改写文字，决定不变，文书随即重新制作。"
                        : "%s中有%d个无法打印的字符。请联系发证机关人工处理，证照不会以缺字形式签发。")
                .formatted(field, characters.size()));
        this.field = field;
        this.characters = List.copyOf(characters);
    }

    /** Returns the field, in Chinese, such as {@code 姓名}. */
    public String field() {
        return field;
    }

    /** Returns the characters with their code points. */
    public List<String> characters() {
        return characters;
    }
}
