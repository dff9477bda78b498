package org.certrenewal.demo.simulators;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.certrenewal.partners.Partner;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Plays a provider of short messages, by Alibaba Cloud's SendSms: shows what would have been sent. */
@Component
@Profile("demo & partners & !production")
class SmsSimulator implements Simulator {

    private static final int SHOWN = 10;
    private static final int MOST_NONCES = 10_000;
    private static final int LAST_DIGITS = 4;

    private final Deque<String> sent = new ArrayDeque<>();
    private final Set<String> nonces = new HashSet<>();

    @Override
    public Partner partner() {
        return Partner.SMS;
    }

    @Override
    public synchronized Reply answer(Request request, boolean refusing) {
        Map<String, String> form = request.form();
        if (refusing) {
            return Reply.json(400, "{\"Code\":\"isv.SMS_TEMPLATE_ILLEGAL\",\"Message\":\"演练：模板不可用\"}");
        }
        if (form.get("SignatureNonce") == null || form.get("Signature") == null) {
            return Reply.json(400, "{\"Code\":\"MissingParameter\"}");
        }
        if (nonces.size() > MOST_NONCES) {
            nonces.clear();
        }
        if (!nonces.add(form.get("SignatureNonce"))) {
            return Reply.json(400, "{\"Code\":\"SignatureNonceUsed\"}");
        }
        String to = form.getOrDefault("PhoneNumbers", "");
        sent.addFirst("尾号 " + to.substring(Math.max(0, to.length() - LAST_DIGITS)) + "　【"
                + form.getOrDefault("SignName", "") + "】" + form.getOrDefault("TemplateCode", "") + "　"
                + form.getOrDefault("TemplateParam", ""));
        while (sent.size() > SHOWN) {
            sent.removeLast();
        }
        return Reply.json(200, "{\"Code\":\"OK\",\"Message\":\"OK\",\"RequestId\":\"SIM\",\"BizId\":\"SIM\"}");
    }

    @Override
    public synchronized String shown() {
        return sent.isEmpty()
                ? "<p>还没有短信。</p>"
                : "<ul>"
                        + sent.stream()
                                .map(it -> "<li>" + Html.text(it) + "</li>")
                                .collect(Collectors.joining()) + "</ul>";
    }
}
