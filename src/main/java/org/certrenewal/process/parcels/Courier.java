package org.certrenewal.process.parcels;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Is the partner that takes parcels along and tells where they are. */
public interface Courier {

    /**
     * Orders that a parcel be taken along. Called again for the same parcel, it answers the same.
     *
     * @throws RuntimeException if the partner can't be reached
     */
    Ordered order(Parcel parcel);

    /**
     * Asks where a parcel is.
     *
     * @param parcelId as it was ordered
     * @return every step so far, in order
     * @throws RuntimeException if the partner can't be reached
     */
    List<Step> follow(String parcelId);

    /** Tells whether parcels are taken along at all; where they aren't, clerks post them and enter the numbers. */
    default boolean isOffered() {
        return true;
    }

    /** Tells whether no parcel is taken along, as this is a stand-in or a simulator of ours; the screen says so. */
    boolean isStandIn();

    /**
     * Is what is to be taken along. Whoever is named here stands in no log.
     *
     * @param id unguessable, the same however often it is ordered
     * @param from the office that sends it
     * @param to whom it goes
     * @param recipientPays whether the courier takes the fee from the recipient
     */
    record Parcel(String id, String caseNumber, Place from, Place to, boolean recipientPays) {

        @Override
        public String toString() {
            return "parcel of case " + caseNumber;
        }
    }

    /**
     * Is one end of a parcel's way.
     *
     * @param city six-digit code, or null
     * @param district six-digit code, or null
     * @param address as one writes it, city and district included
     */
    record Place(String name, String phone, String city, String district, String address) {

        @Override
        public String toString() {
            return "a place";
        }
    }

    /** Is what a courier says to an order. */
    sealed interface Ordered {

        /**
         * The parcel is taken along.
         *
         * @param carrier {@code EMS, SF, JD}
         * @param trackingNumber 8 to 30 capitals, digits and hyphens
         */
        record Taken(String carrier, String trackingNumber) implements Ordered {}

        /** The parcel isn't taken along, and won't be if it is asked again. */
        record Refused(Reason reason) implements Ordered {}
    }

    /** Names why a parcel doesn't reach its recipient. */
    enum Reason {
        BAD_ADDRESS("地址有误"),
        NOT_SERVED("地址不在派送范围"),
        NOT_REACHED("联系不上收件人"),
        REFUSED("收件人拒收"),
        OTHER("快递公司未说明原因");

        private final String label;

        Reason(String label) {
            this.label = label;
        }

        /** Returns it in Chinese. */
        public String label() {
            return label;
        }

        /** Returns the reason of a name; of one that we don't know, the other ones'. */
        public static Reason of(String name) {
            return Stream.of(values())
                    .filter(it -> it.name().equals(String.valueOf(name).toUpperCase(Locale.ROOT)))
                    .findFirst()
                    .orElse(OTHER);
        }
    }

    /** Names what can befall a parcel. */
    enum Kind {
        COLLECTED("快递公司已收件"),
        IN_TRANSIT("运输途中"),
        OUT_FOR_DELIVERY("正在派送"),
        NOT_DELIVERED("派送未成，将再次派送"),
        DELIVERED("已签收"),
        RETURNED("已退回寄件机关");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /** Returns it in Chinese. */
        public String label() {
            return label;
        }

        /** Tells whether nothing comes after it. */
        public boolean isEnd() {
            return this == DELIVERED || this == RETURNED;
        }
    }

    /**
     * Is one thing that befell a parcel.
     *
     * @param city six-digit code of where
     * @param reason why it comes back, if it does
     */
    record Step(Instant at, Kind kind, Optional<String> city, Optional<Reason> reason) {}
}
