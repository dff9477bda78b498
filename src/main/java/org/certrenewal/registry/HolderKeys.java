package org.certrenewal.registry;

/** Says how identity numbers are kept: one form to find them by, another to read them back. */
public interface HolderKeys {

    /** Returns the form by which a holder is found, at most 64 characters; equal numbers give equal keys. */
    String keyOf(IdNumber number);

    /** Returns the form in which the number is stored, at most 512 characters. */
    String seal(IdNumber number);

    /** Reads the stored form. */
    IdNumber open(String sealed);

    /** Returns the form in which a name or another short text about a holder is stored. */
    default String sealText(String text) {
        return text;
    }

    /** Reads the stored form. */
    default String openText(String sealed) {
        return sealed;
    }

    /** Returns the form in which something is stored that was written about a holder; an empty text stays empty. */
    default String sealNote(String text) {
        return text;
    }

    /** Reads the stored form; what was stored before such texts were sealed is read too. */
    default String openNote(String stored) {
        return stored;
    }

    /** Returns the form in which a picture of a holder is stored. */
    default byte[] sealBytes(byte[] content) {
        return content;
    }

    /** Reads the stored form. */
    default byte[] openBytes(byte[] sealed) {
        return sealed;
    }

    /** Keeps numbers as they are. For tests of what doesn't depend on it. */
    static HolderKeys plain() {
        return new HolderKeys() {
            @Override
            public String keyOf(IdNumber number) {
                return number.value();
            }

            @Override
            public String seal(IdNumber number) {
                return number.value();
            }

            @Override
            public IdNumber open(String sealed) {
                return IdNumber.of(sealed);
            }
        };
    }
}
