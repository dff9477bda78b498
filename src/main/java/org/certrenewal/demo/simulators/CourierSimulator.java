package org.certrenewal.demo.simulators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.certrenewal.partners.Partner;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Plays a courier, by {@code docs/partners/courier.yaml}: buttons on the page take the place of the way. */
@Component
@Profile("demo & partners & !production")
class CourierSimulator implements Simulator {

    private static final String STEPS = "/steps/";
    private static final int MOST = 200;
    private static final int SHOWN = 10;
    private static final int ID_SHOWN = 10;

    private final ObjectMapper json;
    private final SimulatorSignatures signatures;
    private final Clock clock;
    private final Ledger ledger = new Ledger();
    private final Map<String, Parcel> parcels = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Parcel> eldest) {
            return size() > MOST;
        }
    });

    CourierSimulator(ObjectMapper json, SimulatorSignatures signatures, Clock clock) {
        this.json = json;
        this.signatures = signatures;
        this.clock = clock;
    }

    private record Parcel(String id, String number, String city, List<Map<String, String>> steps) {

        void add(String kind, OffsetDateTime at) {
            Map<String, String> step = new LinkedHashMap<>();
            step.put("at", at.toString());
            step.put("kind", kind);
            if (!city.isEmpty()) {
                step.put("city", city);
            }
            if (kind.equals("RETURNED")) {
                step.put("reason", "NOT_REACHED");
            }
            steps.add(step);
        }
    }

    @Override
    public String id() {
        return Partner.COURIER.id();
    }

    @Override
    public String title() {
        return Partner.COURIER.title();
    }

    @Override
    public Reply answer(Request request, boolean refusing) {
        if (!signatures.areGood(Partner.COURIER, request)) {
            return Reply.json(401, "{\"error\":\"签名无效\"}");
        }
        if (refusing) {
            return Reply.json(422, "{\"reason\":\"NOT_SERVED\"}");
        }
        try {
            if (request.method().equals("POST") && request.path().equals("/parcels")) {
                JsonNode order = json.readTree(request.body());
                ledger.isFirst(order.get("id").asText());
                Parcel parcel = parcels.computeIfAbsent(order.get("id").asText(), id -> taken(id, order));
                return Reply.json(
                        200,
                        json.writeValueAsString(
                                Map.of("id", parcel.id(), "carrier", "SF", "trackingNumber", parcel.number())));
            }
            Parcel parcel = parcels.get(request.path().substring(request.path().lastIndexOf('/') + 1));
            return parcel == null
                    ? Reply.none(404)
                    : Reply.json(
                            200,
                            json.writeValueAsString(Map.of("id", parcel.id(), "steps", List.copyOf(parcel.steps()))));
        } catch (IOException e) {
            return Reply.none(400);
        }
    }

    private OffsetDateTime now() {
        return OffsetDateTime.now(clock).withOffsetSameInstant(ZoneOffset.UTC).withNano(0);
    }

    private Parcel taken(String id, JsonNode order) {
        String number = "SIM" + id.replace("-", "").substring(0, ID_SHOWN).toUpperCase(Locale.ROOT);
        Parcel parcel = new Parcel(
                id, number, order.path("to").path("city").asText(""), Collections.synchronizedList(new ArrayList<>()));
        parcel.add("COLLECTED", now());
        return parcel;
    }

    @Override
    public boolean isForPeople(String path) {
        return path.startsWith(STEPS);
    }

    @Override
    public Reply person(Request request) {
        Parcel parcel = parcels.get(request.path().substring(STEPS.length()));
        String kind = request.form().getOrDefault("kind", "");
        if (parcel == null
                || !request.method().equals("POST")
                || !List.of("IN_TRANSIT", "OUT_FOR_DELIVERY", "DELIVERED", "RETURNED")
                        .contains(kind)) {
            return Reply.none(404);
        }
        parcel.add(kind, now());
        return Reply.seeOther("/#courier");
    }

    @Override
    public Ledger ledger() {
        return ledger;
    }

    @Override
    public Map<String, String> taken() {
        synchronized (parcels) {
            return parcels.values().stream().collect(Collectors.toMap(Parcel::id, Parcel::number));
        }
    }

    @Override
    public String shown() {
        synchronized (parcels) {
            String moving = parcels.values().stream()
                    .filter(it -> !it.steps().isEmpty()
                            && !List.of("DELIVERED", "RETURNED")
                                    .contains(it.steps()
                                            .get(it.steps().size() - 1)
                                            .get("kind")))
                    .limit(SHOWN)
                    .map(CourierSimulator::line)
                    .collect(Collectors.joining());
            return moving.isEmpty() ? "<p>没有在途的快件。</p>" : "<p>在途的快件：</p><ul>" + moving + "</ul>";
        }
    }

    private static String line(Parcel parcel) {
        String action = "/courier" + STEPS + parcel.id();
        return "<li>" + Html.text(parcel.number()) + "　"
                + Html.button(action, "kind", "IN_TRANSIT", "运输", false, false)
                + Html.button(action, "kind", "OUT_FOR_DELIVERY", "派送", false, false)
                + Html.button(action, "kind", "DELIVERED", "签收", false, true)
                + Html.button(action, "kind", "RETURNED", "退回", false, false) + "</li>";
    }
}
