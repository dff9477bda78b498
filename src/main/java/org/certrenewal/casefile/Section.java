package org.certrenewal.casefile;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.certrenewal.typed.Lengths;
import org.certrenewal.typed.Longest;

/**
 * Names one part of the case file and says what it holds. Each form reads and writes one; its stage owns it. Whoever
 * else reads it names the same key and a record of what it needs to know: what more is kept there is left aside.
 *
 * @param name name under which it is kept
 * @param type record that it holds
 */
public record Section<T>(String name, Class<T> type) {

    public static final Section<RenewalForm> FORM = new Section<>("form", RenewalForm.class);
    public static final Section<Pickup> PICKUP = new Section<>("pickup", Pickup.class);

    /** Holds nothing: the form only shows. */
    public record Nothing() {}

    /**
     * Holds what 在线填表 asks for.
     *
     * @param region where continuing education was taken
     * @param certificate the certificate to be renewed
     * @param undertaking 本人承诺
     * @param checkup the yearly check-up of whoever is old enough to need one; otherwise null, and then left out of the
     *     JSON, so that what was signed before it was asked for keeps its hash
     */
    public record RenewalForm(
            Region region,
            CertificateChoice certificate,
            Undertaking undertaking,
            @JsonInclude(JsonInclude.Include.NON_NULL) Checkup checkup) {

        /** Holds what somebody fills in who needs no check-up. */
        public RenewalForm(Region region, CertificateChoice certificate, Undertaking undertaking) {
            this(region, certificate, undertaking, null);
        }

        /**
         * Names the last check-up.
         *
         * @param date day of it, {@code yyyy-MM-dd}
         * @param hospital where
         */
        public record Checkup(
                String date, @Longest(Lengths.HOSPITAL) String hospital) {}

        /**
         * Names a place.
         *
         * @param city six-digit code of the city
         * @param district six-digit code of the district, or of the city itself
         */
        public record Region(String city, String district) {}

        /** Names a certificate by its number. */
        public record CertificateChoice(String number) {}

        /**
         * Holds the undertaking.
         *
         * @param agreed whether it was ticked
         * @param version version of the text that was shown
         * @param hash SHA-256 of that text; set by the server
         * @param date day on which it was given, {@code yyyy-MM-dd}; set by the server
         */
        public record Undertaking(Boolean agreed, String version, String hash, String date) {}
    }

    /**
     * Holds how the result is handed over. The electronic certificate always comes.
     *
     * @param method whether a paper copy is posted as well
     * @param address where to; only for post
     * @param payer code of who pays the postage; only for post
     * @param letters how letters are served; null where it was never asked, and then left out of the JSON, so that what
     *     was signed before it was asked for keeps its hash
     */
    public record Pickup(
            Method method,
            Address address,
            String payer,
            @JsonInclude(JsonInclude.Include.NON_NULL) Letters letters) {

        /** Holds what somebody chose who wasn't asked about letters. */
        public Pickup(Method method, Address address, String payer) {
            this(method, address, payer, null);
        }

        /** Names the ways in which letters are served. */
        public enum Letters {
            ELECTRONIC,
            PAPER
        }

        /** Tells whether an address is needed. */
        public boolean needsAddress() {
            return method == Method.POST || letters == Letters.PAPER;
        }

        /** Names the ways. */
        public enum Method {
            ELECTRONIC,
            POST
        }

        /**
         * Holds a postal address.
         *
         * @param phone as {@link org.certrenewal.typed.Telephone} keeps it, once the step is done; a draft as typed
         */
        public record Address(
                @Longest(Lengths.NAME) String recipient,
                String phone,
                String city,
                String district,
                @Longest(Lengths.ADDRESS) String detail) {}
    }
}
