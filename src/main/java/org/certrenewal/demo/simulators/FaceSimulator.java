package org.certrenewal.demo.simulators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.certrenewal.partners.Partner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Plays the portal's face check, by {@code docs/partners/face.yaml}: a page takes the place of the phone. */
@Component
@Profile("demo & partners & !production")
class FaceSimulator implements Simulator {

    private static final Logger log = LoggerFactory.getLogger(FaceSimulator.class);
    private static final String PHONE = "/phone/";
    private static final int MOST = 200;
    private static final int SHOWN = 10;

    private final ObjectMapper json;
    private final SimulatorSignatures signatures;
    private final Clock clock;
    private final Ledger ledger = new Ledger();
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();
    private final int port;
    private final Map<String, Session> sessions = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Session> eldest) {
            return size() > MOST;
        }
    });

    FaceSimulator(
            ObjectMapper json,
            SimulatorSignatures signatures,
            Clock clock,
            @Value("${renewal.simulators.port}") int port) {
        this.json = json;
        this.signatures = signatures;
        this.clock = clock;
        this.port = port;
    }

    private static final class Session {
        private final String session;
        private final String reference;
        private final String subject;
        private final URI callback;
        private final String caseNumber;
        private final String shown;
        private String state = "WAITING";
        private OffsetDateTime at;

        Session(JsonNode order) {
            session = order.get("session").asText();
            reference = "SIM-" + session;
            subject = sha256(session + "\n" + order.get("caseNumber").asText() + "\n"
                    + order.get("idNumber").asText());
            callback = URI.create(order.get("callback").asText());
            String name = order.get("name").asText();
            caseNumber = order.get("caseNumber").asText();
            shown = name.substring(0, name.offsetByCodePoints(0, 1)) + "**，办件 " + caseNumber;
        }
    }

    @Override
    public String id() {
        return Partner.FACE.id();
    }

    @Override
    public String title() {
        return Partner.FACE.title();
    }

    @Override
    public Reply answer(Request request, boolean refusing) {
        if (refusing || !signatures.areGood(Partner.FACE, request)) {
            return Reply.json(401, "{\"error\":\"签名无效\"}");
        }
        try {
            if (request.method().equals("POST") && request.path().equals("/sessions")) {
                JsonNode order = json.readTree(request.body());
                ledger.isFirst(order.get("session").asText());
                Session session = sessions.computeIfAbsent(
                        "SIM-" + order.get("session").asText(), reference -> new Session(order));
                return Reply.json(
                        200,
                        json.writeValueAsString(Map.of(
                                "session",
                                session.session,
                                "reference",
                                session.reference,
                                "code",
                                "http://localhost:" + port + "/face" + PHONE + session.reference)));
            }
            Session session =
                    sessions.get(request.path().substring(request.path().lastIndexOf('/') + 1));
            return session == null ? Reply.none(404) : Reply.json(200, json.writeValueAsString(state(session)));
        } catch (IOException e) {
            return Reply.none(400);
        }
    }

    private static Map<String, Object> state(Session session) {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("session", session.session);
        state.put("reference", session.reference);
        state.put("state", session.state);
        if (session.at != null) {
            state.put("subject", session.subject);
            state.put("at", session.at.toString());
        }
        return state;
    }

    @Override
    public boolean isForPeople(String path) {
        return path.startsWith(PHONE);
    }

    @Override
    public Reply person(Request request) {
        String reference = request.path().substring(PHONE.length());
        Session session = sessions.get(reference);
        if (session == null) {
            return Reply.none(404);
        }
        if (request.method().equals("POST") && session.state.equals("WAITING")) {
            String answer = request.form().getOrDefault("answer", "");
            session.at = OffsetDateTime.now(clock)
                    .withOffsetSameInstant(ZoneOffset.UTC)
                    .withNano(0);
            session.state = answer.startsWith("PASSED") ? "PASSED" : "FAILED";
            if (!answer.endsWith("SILENTLY")) {
                callBack(session);
            }
            return Reply.seeOther(request.target());
        }
        return Reply.page(Html.page("手机认证（模拟）", phone(session)));
    }

    private String phone(Session session) {
        String action = "/face" + PHONE + session.reference;
        if (!session.state.equals("WAITING")) {
            return "<section><p>" + Html.text(session.shown) + "</p><p><strong>"
                    + (session.state.equals("PASSED") ? "已确认认证，请回到电脑上继续" : "已拒绝认证")
                    + "</strong></p></section>";
        }
        return "<section><p>正在为 " + Html.text(session.shown) + " 认证。这里不采集人脸。</p>"
                + Html.button(action, "answer", "PASSED", "确认认证", false, true)
                + Html.button(action, "answer", "FAILED", "拒绝认证", false, false)
                + Html.button(action, "answer", "PASSED-SILENTLY", "确认，但不回调（由对方轮询）", false, false) + "</section>";
    }

    private void callBack(Session session) {
        try {
            byte[] body = json.writeValueAsBytes(state(session));
            HttpRequest.Builder request = HttpRequest.newBuilder(session.callback)
                    .timeout(Duration.ofSeconds(10))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body));
            signatures.sign(Partner.FACE, "POST", session.callback, body).forEach(request::header);
            int status = client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
            log.info("the simulated face check was called back and answered {}", status);
        } catch (IOException e) {
            log.info("the simulated callback found nobody: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Ledger ledger() {
        return ledger;
    }

    @Override
    public Map<String, String> taken() {
        synchronized (sessions) {
            return sessions.values().stream()
                    .collect(Collectors.toMap(it -> it.session, it -> it.caseNumber, (first, second) -> second));
        }
    }

    @Override
    public String shown() {
        synchronized (sessions) {
            String waiting = sessions.values().stream()
                    .filter(it -> it.state.equals("WAITING"))
                    .limit(SHOWN)
                    .map(it -> "<li><a href=\"/face" + PHONE + Html.text(it.reference) + "\">" + Html.text(it.shown)
                            + "</a></li>")
                    .collect(Collectors.joining());
            return waiting.isEmpty() ? "<p>没有等待认证的人。</p>" : "<p>等待认证：</p><ul>" + waiting + "</ul>";
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
