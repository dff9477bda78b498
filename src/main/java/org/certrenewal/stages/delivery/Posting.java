package org.certrenewal.stages.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.certrenewal.casefile.Section;

/**
 * Holds how the paper copy was sent.
 *
 * @param carrier code of the courier; null where the courier's service takes it along
 * @param trackingNumber as the clerk noted it; null likewise
 * @param way {@code COURIER} where the courier's service takes it along and gives the number; {@code NUMBER}, or null
 *     as before there was a choice, where the clerk has noted one
 */
public record Posting(
        String carrier,
        String trackingNumber,
        @JsonInclude(JsonInclude.Include.NON_NULL) String way) {

    static final String COURIER = "COURIER";
    static final String NUMBER = "NUMBER";

    /** Names where it is kept in the case file. */
    public static final Section<Posting> SECTION = new Section<>("posting", Posting.class);

    /** Holds a number that the clerk has noted. */
    public Posting(String carrier, String trackingNumber) {
        this(carrier, trackingNumber, null);
    }

    boolean isByCourier() {
        return COURIER.equals(way);
    }
}
