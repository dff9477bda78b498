package org.certrenewal.casefile;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.certrenewal.typed.Lengths;
import org.certrenewal.typed.Longest;
import org.certrenewal.typed.Paragraphs;

/**
 * Names one part of the case file and says what it holds. Each form reads and writes one.
 *
 * @param name name under which it is kept
 * @param type record that it holds
 */
public record Section<T>(String name, Class<T> type) {

    public static final Section<ServiceChoice> SERVICE = new Section<>("service", ServiceChoice.class);
    public static final Section<Nothing> FACE = new Section<>("face", Nothing.class);
    public static final Section<RenewalForm> FORM = new Section<>("form", RenewalForm.class);
    public static final Section<Pickup> PICKUP = new Section<>("pickup", Pickup.class);
    public static final Section<Nothing> CONFIRMATION = new Section<>("confirmation", Nothing.class);
    public static final Section<Signature> SIGNATURE = new Section<>("signature", Signature.class);
    public static final Section<Correction> CORRECTION = new Section<>("correction", Correction.class);
    public static final Section<Acceptance> ACCEPTANCE = new Section<>("acceptance", Acceptance.class);
    public static final Section<Review> REVIEW = new Section<>("review", Review.class);
    public static final Section<DeadlineDisposition> EXTENSION = new Section<>("extension", DeadlineDisposition.class);
    public static final Section<Posting> POSTING = new Section<>("posting", Posting.class);
    public static final Section<Closing> CLOSING = new Section<>("closing", Closing.class);
    public static final Section<Collection> COLLECTION = new Section<>("collection", Collection.class);

    /** Holds nothing: the form only shows. */
    public record Nothing() {}

    /**
     * Holds which service was looked for and chosen.
     *
     * @param query what was typed into the search box
     * @param serviceCode code of the chosen item of the catalogue
     * @param noticeRead whether the 用户须知 was read
     * @param privacyNotice version of the privacy notice that was ticked as read; null where it wasn't
     */
    public record ServiceChoice(
            @Longest(Lengths.QUERY) String query, String serviceCode, Boolean noticeRead, String privacyNotice) {

        /** Holds the choice of somebody who has read the privacy notice before. */
        public ServiceChoice(String query, String serviceCode, Boolean noticeRead) {
            this(query, serviceCode, noticeRead, null);
        }
    }

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

    /**
     * Holds the drawn signature with what binds it to the content (电子签名法 Art 13).
     *
     * @param drawing the drawing as a {@code data:image/png;base64,} address
     * @param contentHash SHA-256 of the content that was signed; set by the server
     * @param faceSession the face check that vouches for the signer; set by the server
     * @param signedAt when, ISO 8601; set by the server
     * @param seal SHA-256 over drawing, content hash, face check and time; set by the server
     * @param typedName what the drawing was made of, where the name was typed and not drawn by hand; null otherwise
     */
    public record Signature(
            String drawing,
            String contentHash,
            String faceSession,
            String signedAt,
            String seal,
            @Longest(Lengths.NAME) String typedName) {

        /** Holds a signature that was drawn by hand. */
        public Signature(String drawing, String contentHash, String faceSession, String signedAt, String seal) {
            this(drawing, contentHash, faceSession, signedAt, seal, null);
        }
    }

    /** Holds the corrected parts of the application; only the marked fields count. */
    public record Correction(RenewalForm form, Pickup pickup) {}

    /**
     * Holds the office's answer to an application.
     *
     * @param decision what is answered; never preselected
     * @param corrections what is missing, all at once; only for {@code CORRECT}
     * @param ground code of the legal ground; only for {@code REFUSE}
     * @param reasons in words; only for {@code REFUSE}
     * @param authority who is competent instead; only where the office isn't
     * @param confirmation why it is answered so although something speaks against it; stays in the file
     */
    public record Acceptance(
            Answer decision,
            List<Missing> corrections,
            String ground,
            @Paragraphs @Longest(Lengths.REASONS) String reasons,
            @Longest(Lengths.REASONS) String authority,
            @Paragraphs @Longest(Lengths.REASONS) String confirmation) {

        /** Answers where nothing has to be confirmed. */
        public Acceptance(Answer decision, List<Missing> corrections, String ground, String reasons) {
            this(decision, corrections, ground, reasons, null, null);
        }

        /** Names the answers. */
        public enum Answer {
            ACCEPT,
            CORRECT,
            REFUSE
        }

        /**
         * Names one thing that is missing.
         *
         * @param field path of the field
         * @param reason what is wrong with it
         */
        public record Missing(
                String field,
                @Paragraphs @Longest(Lengths.REASONS) String reason) {}
    }

    /**
     * Holds the decision.
     *
     * @param decision what is decided; never preselected
     * @param ground code of the legal ground; only for {@code REJECT}
     * @param reasons in words; only for {@code REJECT}
     * @param confirmation why it is decided so although something speaks against it; stays in the file
     */
    public record Review(
            Verdict decision,
            String ground,
            @Paragraphs @Longest(Lengths.REASONS) String reasons,
            @Paragraphs @Longest(Lengths.REASONS) String confirmation) {

        /** Decides where nothing has to be confirmed. */
        public Review(Verdict decision, String ground, String reasons) {
            this(decision, ground, reasons, null);
        }

        /** Names the verdicts. */
        public enum Verdict {
            APPROVE,
            REJECT
        }
    }

    /**
     * Holds what the supervisor does about a decision that is due.
     *
     * @param disposition extend, or have it decided at once
     * @param reasons told to the applicant when it is extended
     */
    public record DeadlineDisposition(
            Disposition disposition,
            @Paragraphs @Longest(Lengths.REASONS) String reasons) {

        /** Names what can be done. */
        public enum Disposition {
            EXTEND,
            URGE
        }
    }

    /**
     * Holds why a supervisor wants the handling of the case ended.
     *
     * @param ground code of the ground
     * @param reasons told to the applicant if another supervisor confirms
     */
    public record Closing(
            String ground,
            @Paragraphs @Longest(Lengths.REASONS) String reasons) {}

    /** Holds how the paper copy was sent. */
    public record Posting(String carrier, String trackingNumber) {}

    /**
     * Holds the applicant's rating of the service (好差评).
     *
     * @param rating 5 (非常满意) to 1 (非常不满意), or null
     * @param comment in words, or null
     */
    public record Collection(
            Integer rating,
            @Paragraphs @Longest(Lengths.COMMENT) String comment) {}
}
