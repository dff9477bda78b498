package org.certrenewal.registry.reference;

/** Names a person's gender with the code of C0304-2022. */
public enum Gender {
    MALE("1", "男"),
    FEMALE("2", "女");

    private final String code;
    private final String label;

    Gender(String code, String label) {
        this.code = code;
        this.label = label;
    }

    public String code() {
        return code;
    }

    public String label() {
        return label;
    }

    /**
     * Returns the gender of a code.
     *
     * @throws IllegalArgumentException if it is neither 1 nor 2
     */
    public static Gender ofCode(String code) {
        return switch (code) {
            case "1" -> MALE;
            case "2" -> FEMALE;
            default -> throw new IllegalArgumentException("gender is 1 or 2, not " + code);
        };
    }
}
