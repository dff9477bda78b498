package org.certrenewal.partners.courier;

import static org.certrenewal.partners.PartnerJson.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.certrenewal.partners.PartnerJson;
import org.certrenewal.partners.PartnerJson.NotTheProtocol;
import org.certrenewal.process.parcels.Courier.Kind;
import org.certrenewal.process.parcels.Courier.Ordered;
import org.certrenewal.process.parcels.Courier.Parcel;
import org.certrenewal.process.parcels.Courier.Place;
import org.certrenewal.process.parcels.Courier.Reason;
import org.certrenewal.process.parcels.Courier.Step;
import org.springframework.http.ResponseEntity;

/** Writes and reads what {@code docs/partners/courier.yaml} says, to the letter: a partner's mistakes end here. */
final class CourierMessages {

    private static final Set<String> CARRIERS = Set.of("EMS", "SF", "JD");
    private static final Pattern NUMBER = Pattern.compile("[A-Z0-9-]{8,30}");
    private static final Pattern CITY = Pattern.compile("[0-9]{6}");
    private static final int MOST_STEPS = 100;

    /** RFC 3339 has years of four digits; Java reads more, which no database keeps. */
    private static final int FIRST_YEAR = 2000;

    private static final int LAST_YEAR = 9999;

    private CourierMessages() {}

    static byte[] order(Parcel parcel) {
        Map<String, Object> order = new LinkedHashMap<>();
        order.put("id", parcel.id());
        order.put("from", place(parcel.from()));
        order.put("to", place(parcel.to()));
        order.put("fee", parcel.recipientPays() ? "RECIPIENT" : "SENDER");
        return PartnerJson.write(order);
    }

    private static Map<String, String> place(Place place) {
        Map<String, String> written = new LinkedHashMap<>();
        written.put("name", place.name());
        written.put("phone", place.phone());
        if (place.city() != null) {
            written.put("city", place.city());
        }
        if (place.district() != null) {
            written.put("district", place.district());
        }
        written.put("address", place.address());
        return written;
    }

    /**
     * Reads that a parcel is taken along.
     *
     * @throws NotTheProtocol if it can't be read
     */
    static Ordered taken(ResponseEntity<byte[]> said, Parcel parcel) {
        JsonNode answer = PartnerJson.object(said);
        String carrier = text(answer, "carrier");
        String number = text(answer, "trackingNumber");
        if (!text(answer, "id").equals(parcel.id())
                || !CARRIERS.contains(carrier)
                || !NUMBER.matcher(number).matches()) {
            throw new NotTheProtocol();
        }
        return new Ordered.Taken(carrier, number);
    }

    static Ordered refused(byte[] body) {
        return new Ordered.Refused(PartnerJson.object(body)
                .map(answer -> Reason.of(text(answer, "reason")))
                .orElse(Reason.OTHER));
    }

    /**
     * Reads where a parcel has been.
     *
     * @throws NotTheProtocol if it can't be read, or is about another parcel
     */
    static List<Step> steps(ResponseEntity<byte[]> said, String parcelId) {
        JsonNode answer = PartnerJson.object(said);
        JsonNode steps = answer.path("steps");
        if (!text(answer, "id").equals(parcelId) || !steps.isArray() || steps.size() > MOST_STEPS) {
            throw new NotTheProtocol();
        }
        List<Step> read = new ArrayList<>();
        steps.forEach(step -> read.add(step(step)));
        return read;
    }

    private static Step step(JsonNode step) {
        Kind kind = Arrays.stream(Kind.values())
                .filter(it -> it.name().equals(text(step, "kind")))
                .findFirst()
                .orElseThrow(NotTheProtocol::new);
        try {
            OffsetDateTime at = OffsetDateTime.parse(text(step, "at"));
            if (at.getYear() < FIRST_YEAR || at.getYear() > LAST_YEAR) {
                throw new NotTheProtocol();
            }
            return new Step(
                    at.toInstant(),
                    kind,
                    Optional.of(text(step, "city"))
                            .filter(city -> CITY.matcher(city).matches()),
                    kind == Kind.RETURNED ? Optional.of(Reason.of(text(step, "reason"))) : Optional.empty());
        } catch (DateTimeParseException noTime) {
            throw new NotTheProtocol();
        }
    }
}
