package org.certrenewal.registry;

import org.certrenewal.typed.Names;

/**
 * Holds a person's name, with the characters that it was given in: a normal form would change legal ones. Counts
 * characters as people do, so that rare ones outside the basic plane stay whole. Two names are equal if people would
 * say so. {@link #toString()} is masked.
 */
public final class PersonName {

    private static final int LONGEST = 50;

    private final String value;

    private PersonName(String value) {
        this.value = value;
    }

    /**
     * Reads a name: blanks around it and what can't be seen are dropped, and the many forms of the dot between the
     * parts of a name become one.
     *
     * @throws IllegalArgumentException with the reason in Chinese
     */
    public static PersonName of(String typed) {
        String value = typed == null
                ? ""
                : typed.replaceAll("[•・．‧∙⋅]", "·")
                        .replaceAll("\\p{Cf}", "")
                        .replaceAll("[\\s\\p{Z}]+", " ")
                        .strip();
        if (value.isEmpty()) {
            throw new IllegalArgumentException("请输入姓名");
        }
        if (value.codePointCount(0, value.length()) > LONGEST) {
            throw new IllegalArgumentException("姓名不能超过" + LONGEST + "个字");
        }
        if (value.codePoints().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("姓名含有无法识别的字符");
        }
        return new PersonName(value);
    }

    /** Returns the name in full. */
    public String value() {
        return value;
    }

    /** Returns the name as screens show it: the first character, stars for the others, such as 王**. */
    public String masked() {
        int first = value.offsetByCodePoints(0, 1);
        int others = value.codePointCount(first, value.length());
        return value.substring(0, first) + "*".repeat(Math.max(1, others));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PersonName that && Names.same(value, that.value);
    }

    @Override
    public int hashCode() {
        return Names.folded(value).hashCode();
    }

    @Override
    public String toString() {
        return masked();
    }
}
