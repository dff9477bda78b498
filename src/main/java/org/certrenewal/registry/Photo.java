package org.certrenewal.registry;

/**
 * Holds a portrait: one inch, white ground, at most 50 KB (C0304-2022).
 *
 * @param mediaType {@code image/jpeg} or {@code image/png}
 * @param content the file
 */
public record Photo(String mediaType, byte[] content) {

    private static final int LARGEST = 50 * 1024;

    /** Checks kind and size, and copies. */
    public Photo {
        if (!mediaType.equals("image/jpeg") && !mediaType.equals("image/png")) {
            throw new IllegalArgumentException("照片应为 jpg 或 png 格式");
        }
        if (content.length == 0 || content.length > LARGEST) {
            throw new IllegalArgumentException("照片大小应不超过 50 KB");
        }
        content = content.clone();
    }

    @Override
    public byte[] content() {
        return content.clone();
    }
}
