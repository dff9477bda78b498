package org.certrenewal.documents;

import java.util.Optional;

/** How an authority's seal looks on a page: as its issued seal does, or drawn by this program where none was issued. */
@FunctionalInterface
public interface SealLook {

    /** Draws every seal. */
    SealLook DRAWN = authority -> Optional.empty();

    /**
     * The picture in an issued seal.
     *
     * @param bytes PNG or JPEG
     * @param width in mm, as is {@code height}
     */
    record Picture(byte[] bytes, double width, double height) {

        /** Makes it as large as it was issued, and smaller where the place isn't large enough. */
        public Picture within(double size) {
            double factor = Math.min(1, size / Math.max(width, height));
            return new Picture(bytes, width * factor, height * factor);
        }
    }

    /** Returns the picture of an authority's seal. */
    Optional<Picture> of(String authority);

    /** Puts the seal on a page, around a centre. */
    default void put(Sheet sheet, double cx, double cy, double size, String authority) {
        Optional<Picture> issued = of(authority).map(picture -> picture.within(size));
        if (issued.isPresent()) {
            Picture picture = issued.get();
            sheet.picture(
                    cx - picture.width() / 2,
                    cy - picture.height() / 2,
                    picture.width(),
                    picture.height(),
                    picture.bytes());
        } else {
            Ornaments.seal(sheet, cx, cy, size, authority, "");
        }
    }
}
