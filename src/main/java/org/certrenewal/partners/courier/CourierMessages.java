package org.certrenewal.partners.courier;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
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
import org.certrenewal.process.parcels.Courier.Kind;
import org.certrenewal.process.parcels.Courier.Ordered;
import org.certrenewal.process.parcels.Courier.Parcel;
import org.certrenewal.process.parcels.Courier.Place;
import org.certrenewal.process.parcels.Courier.Reason;
import org.certrenewal.process.parcels.Courier.Step;

/** Writes and reads what {@code docs/partners/courier.yaml} says, to the letter: a partner's mistakes end here. */
final class CourierMessages {

    private static final Set<String> CARRIERS = Set.of("EMS", "SF", "JD");
    private static final Pattern NUMBER = Pattern.compile("[A-Z0-9-]{8,30}");
    private static final Pattern CITY = Pattern.compile("[0-9]{6}");
    private static final int MOST_STEPS = 100;

    private final ObjectMapper json;

    CourierMessages(ObjectMapper json) {
        this.json = json;
    }

    byte[] order(Parcel parcel) {
        Map<String, Object> order = new LinkedHashMap<>();
        order.put("id", parcel.id());
        order.put("from", place(parcel.from()));
        order.put("to", place(parcel.to()));
        order.put("fee", parcel.recipientPays() ? "RECIPIENT" : "SENDER");
        try {
            return json.writeValueAsBytes(order);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the order of a parcel can't be written");
        }
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
     * @throws IllegalStateException if it can't be read; its message says nothing of it
     */
    Ordered taken(byte[] body, Parcel parcel) {
        JsonNode answer = tree(body).orElseThrow(CourierMessages::unreadable);
        String carrier = text(answer, "carrier");
        String number = text(answer, "trackingNumber");
        if (!text(answer, "id").equals(parcel.id())
                || !CARRIERS.contains(carrier)
                || !NUMBER.matcher(number).matches()) {
            throw unreadable();
        }
        return new Ordered.Taken(carrier, number);
    }

    Ordered refused(byte[] body) {
        return new Ordered.Refused(
                tree(body).map(answer -> Reason.of(text(answer, "reason"))).orElse(Reason.OTHER));
    }

    /**
     * Reads where a parcel has been.
     *
     * @throws IllegalStateException if it can't be read
     */
    List<Step> steps(byte[] body) {
        JsonNode steps = tree(body).map(answer -> answer.get("steps")).orElseThrow(CourierMessages::unreadable);
        if (steps == null || !steps.isArray() || steps.size() > MOST_STEPS) {
            throw unreadable();
        }
        List<Step> read = new ArrayList<>();
        steps.forEach(step -> read.add(step(step)));
        return read;
    }

    private static Step step(JsonNode step) {
        Kind kind = Arrays.stream(Kind.values())
                .filter(it -> it.name().equals(text(step, "kind")))
                .findFirst()
                .orElseThrow(CourierMessages::unreadable);
        try {
            return new Step(
                    OffsetDateTime.parse(text(step, "at")).toInstant(),
                    kind,
                    Optional.of(text(step, "city"))
                            .filter(city -> CITY.matcher(city).matches()),
                    kind == Kind.RETURNED ? Optional.of(Reason.of(text(step, "reason"))) : Optional.empty());
        } catch (DateTimeParseException noTime) {
            throw unreadable();
        }
    }

    private Optional<JsonNode> tree(byte[] body) {
        try {
            return Optional.ofNullable(body == null ? null : json.readTree(body))
                    .filter(JsonNode::isObject);
        } catch (IOException broken) {
            return Optional.empty();
        }
    }

    private static String text(JsonNode answer, String field) {
        JsonNode value = answer.get(field);
        return value != null && value.isTextual() ? value.asText() : "";
    }

    private static IllegalStateException unreadable() {
        return new IllegalStateException("the courier's answer can't be read");
    }
}
