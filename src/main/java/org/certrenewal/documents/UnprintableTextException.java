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

    UnprintableTextException(String field, List<String> characters) {
        super("%s中有%d个无法打印的字符。请联系发证机关人工处理，证照不会以缺字形式签发。".formatted(field, characters.size()));
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
