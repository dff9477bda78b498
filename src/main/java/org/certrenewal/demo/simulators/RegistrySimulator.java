package org.certrenewal.demo.simulators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.certrenewal.partners.Partner;
import org.certrenewal.registry.CertificateStatus;
import org.certrenewal.registry.Certificates;
import org.certrenewal.registry.Certificates.Snapshot;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Plays the province's platform, by {@code docs/partners/registry.yaml}. It begins with what our registry holds when it
 * is first asked; from then on it knows what is published, and what a button on the page changes behind our back.
 */
@Component
@Profile("demo & partners & !production")
class RegistrySimulator implements Simulator {

    private static final String CERTIFICATES = "/certificates";
    private static final String OPERATIONS = "/operations";
    private static final String CHANGES = "/changes";
    private static final int SHOWN = 10;
    private static final int PAGE = 200;

    private final ObjectMapper json;
    private final SimulatorSignatures signatures;
    private final Certificates ours;
    private final Ledger ledger = new Ledger();
    private final TreeMap<String, Map<String, Object>> certificates = new TreeMap<>();
    private final Map<String, String> receipts = new LinkedHashMap<>();
    private final Deque<String> published = new ArrayDeque<>();
    private String changed = "";
    private boolean begun;

    RegistrySimulator(ObjectMapper json, SimulatorSignatures signatures, Certificates ours) {
        this.json = json;
        this.signatures = signatures;
        this.ours = ours;
    }

    @Override
    public String id() {
        return Partner.REGISTRY.id();
    }

    @Override
    public String title() {
        return Partner.REGISTRY.title();
    }

    @Override
    public Ledger ledger() {
        return ledger;
    }

    /** Returns the receipts, by the key of what was published. */
    @Override
    public synchronized Map<String, String> taken() {
        return new LinkedHashMap<>(receipts);
    }

    @Override
    public synchronized Reply answer(Request request, boolean refusing) {
        if (!signatures.areGood(Partner.REGISTRY, request)) {
            return Reply.json(401, "{\"error\":\"签名无效\"}");
        }
        begin();
        String path = request.path();
        try {
            if (request.method().equals("POST") && path.equals(CERTIFICATES + "/query")) {
                return Reply.json(200, json.writeValueAsString(Map.of("certificates", asked(request.body()))));
            }
            if (request.method().equals("POST") && path.endsWith(OPERATIONS)) {
                return published(request, refusing);
            }
            if (request.method().equals("GET") && path.equals(CERTIFICATES)) {
                return Reply.json(200, json.writeValueAsString(page(request.parameters())));
            }
            Map<String, Object> one = certificates.get(path.substring(path.lastIndexOf('/') + 1));
            return one == null
                    ? Reply.json(404, "{\"code\":\"not-found\"}")
                    : Reply.json(200, json.writeValueAsString(one));
        } catch (IOException | IllegalArgumentException e) {
            return Reply.none(400);
        }
    }

    /** Takes over what our registry holds, as if both had agreed so far. */
    private void begin() {
        if (begun) {
            return;
        }
        String last = "";
        for (List<Snapshot> some = ours.snapshotsAfter(last, PAGE);
                !some.isEmpty();
                some = ours.snapshotsAfter(last, PAGE)) {
            some.forEach(it -> put(
                    it.number(),
                    it.identifier(),
                    it.version(),
                    it.status().code(),
                    it.validTo().toString()));
            last = some.get(some.size() - 1).number();
        }
        begun = true;
    }

    private void put(String number, String identifier, int version, String status, String validTo) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("number", number);
        entry.put("identifier", identifier);
        entry.put("version", version);
        entry.put("status", status);
        entry.put("validTo", validTo);
        certificates.put(number, entry);
    }

    private List<Map<String, Object>> asked(byte[] body) throws IOException {
        List<Map<String, Object>> found = new ArrayList<>();
        json.readTree(body)
                .path("numbers")
                .forEach(number ->
                        Optional.ofNullable(certificates.get(number.asText())).ifPresent(found::add));
        return found;
    }

    /** A cursor is the encoded number of the last certificate of the page before. */
    private Map<String, Object> page(Map<String, String> parameters) {
        int limit = Math.min(PAGE, Integer.parseInt(parameters.getOrDefault("limit", "" + PAGE)));
        String after = parameters.getOrDefault("cursor", "");
        List<Map<String, Object>> some =
                certificates.tailMap(after.isEmpty() ? "" : decoded(after), false).values().stream()
                        .limit(limit + 1L)
                        .toList();
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("certificates", some.stream().limit(limit).toList());
        if (some.size() > limit) {
            page.put("next", encoded((String) some.get(limit - 1).get("number")));
        }
        return page;
    }

    private static String encoded(String number) {
        return HexFormat.of().formatHex(number.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String cursor) {
        return new String(HexFormat.of().parseHex(cursor), StandardCharsets.UTF_8);
    }

    /** Answers 1 for what is new, 2 for what was there already, and 0 for what it refuses. */
    private Reply published(Request request, boolean refusing) throws IOException {
        if (refusing) {
            return Reply.json(200, "{\"code\":\"0\",\"reason\":\"REHEARSAL\"}");
        }
        JsonNode operation = json.readTree(request.body());
        String key = URLDecoder.decode(request.headers().getOrDefault("idempotency-key", ""), StandardCharsets.UTF_8);
        if (key.isEmpty() || !key.equals(operation.path("key").asText())) {
            return Reply.json(200, "{\"code\":\"0\",\"reason\":\"KEY\"}");
        }
        boolean first = ledger.isFirst(key);
        if (first) {
            receipts.put(key, "SIM-%06d".formatted(receipts.size() + 1));
            String number = operation.path("number").asText();
            put(
                    number,
                    operation.path("identifier").asText(),
                    operation.path("version").asInt(),
                    operation.path("status").asText(),
                    operation.path("validTo").asText());
            published.addFirst(number + "　业务 " + operation.path("operation").asText()
                    + (operation.hasNonNull("previousIdentifier") ? "，接续上一版" : "") + "，第 "
                    + operation.path("version").asInt() + " 版，有效期至 "
                    + operation.path("validTo").asText() + "，回执 " + receipts.get(key));
            while (published.size() > SHOWN) {
                published.removeLast();
            }
        }
        return Reply.json(
                200, json.writeValueAsString(Map.of("code", first ? "1" : "2", "receipt", receipts.get(key))));
    }

    @Override
    public boolean isForPeople(String path) {
        return path.equals(CHANGES);
    }

    /** Changes a certificate at the platform only, so that the comparison finds it. */
    @Override
    public synchronized Reply person(Request request) {
        begin();
        Map<String, String> form = request.form();
        Map<String, Object> entry =
                certificates.get(form.getOrDefault("number", "").strip());
        String change = form.getOrDefault("change", "");
        if (!request.method().equals("POST") || entry == null) {
            return Reply.page(Html.page(
                    title(),
                    "<section><p>平台上没有这本证书。</p><p><a class=\"button\" href=\"/#registry\">返回</a></p></section>"));
        }
        if (change.equals("gone")) {
            certificates.remove((String) entry.get("number"));
        } else {
            Stream.of(CertificateStatus.VALID, CertificateStatus.SUSPENDED)
                    .filter(it -> it.name().equals(change))
                    .forEach(it -> entry.put("status", it.code()));
        }
        changed = entry.get("number") + "　" + changes().getOrDefault(change, "");
        return Reply.seeOther("/#registry");
    }

    private static Map<String, String> changes() {
        Map<String, String> changes = new LinkedHashMap<>();
        changes.put(CertificateStatus.SUSPENDED.name(), "改为暂扣");
        changes.put(CertificateStatus.VALID.name(), "改为有效");
        changes.put("gone", "删去");
        return changes;
    }

    @Override
    public synchronized String shown() {
        begin();
        String first = certificates.isEmpty() ? "" : certificates.firstKey();
        return "<p>平台上有 " + certificates.size() + " 本证书。</p>"
                + (published.isEmpty()
                        ? "<p>还没有收到上报。</p>"
                        : "<p>最近的上报：</p><ul>"
                                + published.stream()
                                        .map(it -> "<li>" + Html.text(it) + "</li>")
                                        .collect(Collectors.joining())
                                + "</ul>")
                + "<p>由平台单方改动一本证书，系统的“证书核对”页应当发现：</p>"
                + Html.form("/registry" + CHANGES, "number", "证书编号", first, "change", changes())
                + (changed.isEmpty() ? "" : "<p>刚才单方改动：" + Html.text(changed) + "</p>");
    }
}
