package org.certrenewal.demo.simulators;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.certrenewal.partners.Partner;
import org.certrenewal.partners.PartnerSettings;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Plays a provider of short messages, by Alibaba Cloud's SendSms: shows what would have been sent. */
@Component
@Profile("demo & partners & !production")
class SmsSimulator implements Simulator {

    private static final int SHOWN = 10;
    private static final int LAST_DIGITS = 4;

    private final PartnerSettings settings;
    private final Ledger ledger = new Ledger();
    private final Deque<String> sent = new ArrayDeque<>();
    private final Map<String, String> taken = new LinkedHashMap<>();

    SmsSimulator(PartnerSettings settings) {
        this.settings = settings;
    }

    @Override
    public String id() {
        return Partner.SMS.id();
    }

    @Override
    public String title() {
        return Partner.SMS.title();
    }

    @Override
    public Ledger ledger() {
        return ledger;
    }

    @Override
    public synchronized Map<String, String> taken() {
        return new LinkedHashMap<>(taken);
    }

    @Override
    public synchronized Reply answer(Request request, boolean refusing) {
        Map<String, String> form = request.form();
        String nonce = form.getOrDefault("SignatureNonce", "");
        if (nonce.isEmpty() || !isSigned(request.method(), form)) {
            return Reply.json(400, "{\"Code\":\"SignatureDoesNotMatch\"}");
        }
        if (refusing) {
            return Reply.json(400, "{\"Code\":\"isv.SMS_TEMPLATE_ILLEGAL\",\"Message\":\"演练：模板不可用\"}");
        }
        if (!ledger.isFirst(nonce)) {
            return Reply.json(400, "{\"Code\":\"SignatureNonceUsed\"}");
        }
        String to = form.getOrDefault("PhoneNumbers", "");
        String values = form.getOrDefault("TemplateParam", "");
        taken.put(nonce, to + " " + form.getOrDefault("TemplateCode", "") + " " + values);
        sent.addFirst("尾号 " + to.substring(Math.max(0, to.length() - LAST_DIGITS)) + "　【"
                + form.getOrDefault("SignName", "") + "】模板 " + form.getOrDefault("TemplateCode", "") + "　" + values);
        while (sent.size() > SHOWN) {
            sent.removeLast();
        }
        return Reply.json(200, "{\"Code\":\"OK\",\"Message\":\"OK\",\"RequestId\":\"SIM\",\"BizId\":\"SIM\"}");
    }

    /** Verifies as the provider does: all parameters but the signature, sorted and encoded as RFC 3986 wants it. */
    private boolean isSigned(String method, Map<String, String> form) {
        String secret =
                settings.of(Partner.SMS).map(PartnerSettings.Access::secret).orElse("");
        Map<String, String> signed = new TreeMap<>(form);
        String signature = String.valueOf(signed.remove("Signature"));
        String query = signed.entrySet().stream()
                .map(it -> encoded(it.getKey()) + "=" + encoded(it.getValue()))
                .collect(Collectors.joining("&"));
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec((secret + "&").getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            byte[] right =
                    mac.doFinal((method + "&" + encoded("/") + "&" + encoded(query)).getBytes(StandardCharsets.UTF_8));
            return MessageDigest.isEqual(Base64.getEncoder().encode(right), signature.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    @Override
    public synchronized String shown() {
        return sent.isEmpty()
                ? "<p>还没有短信。</p>"
                : "<p>最近的短信：</p><ul>"
                        + sent.stream()
                                .map(it -> "<li>" + Html.text(it) + "</li>")
                                .collect(Collectors.joining()) + "</ul>";
    }
}
