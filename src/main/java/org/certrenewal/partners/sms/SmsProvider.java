package org.certrenewal.partners.sms;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.certrenewal.notices.outside.AddressRefused;
import org.certrenewal.notices.outside.NotReached;
import org.certrenewal.notices.outside.NotTaken;
import org.certrenewal.notices.outside.ShortMessage;
import org.certrenewal.notices.outside.Texter.Answer;
import org.certrenewal.partners.PartnerJson;
import org.certrenewal.process.outbox.Refused;
import org.certrenewal.typed.Telephone;
import org.springframework.http.MediaType;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

/**
 * Speaks Alibaba Cloud's SendSms (version 2017-05-25), the protocol that providers in the country have taken over or
 * offer alike: a signed form with telephone, signature, template and its values. The message's key is the nonce of the
 * signature, which the provider takes once: a repetition after an answer was lost is told as such, and sends nothing.
 * It goes by POST, so that the telephone stands in no address.
 */
final class SmsProvider {

    /** The nonce was here before. */
    private static final String REPEATED = "SignatureNonceUsed";

    /** There is no such telephone, or it can't be reached from here. */
    private static final Set<String> NOBODY =
            Set.of("isv.MOBILE_NUMBER_ILLEGAL", "isv.DOMESTIC_NUMBER_NOT_SUPPORTED", "isv.INVALID_PARAMETERS_MOBILE");

    /** Passes by itself, or when somebody has paid. */
    private static final Set<String> LATER = Set.of(
            "isv.BUSINESS_LIMIT_CONTROL",
            "isv.DAY_LIMIT_CONTROL",
            "isv.MONTH_LIMIT_CONTROL",
            "isv.AMOUNT_NOT_ENOUGH",
            "isv.OUT_OF_SERVICE",
            "isp.SYSTEM_ERROR",
            "InternalError",
            "ServiceUnavailable");

    private static final String OUR_COUNTRY = "86";

    private final RestClient http;
    private final URI url;
    private final String keyId;
    private final String secret;
    private final SmsSettings settings;
    private final InstantSource time;

    SmsProvider(RestClient http, URI url, String keyId, String secret, SmsSettings settings, InstantSource time) {
        this.http = http;
        this.url = url;
        this.keyId = keyId;
        this.secret = secret;
        this.settings = settings;
        this.time = time;
    }

    /** Sends a message; answers and throws as {@link org.certrenewal.notices.outside.Texter#send} says. */
    Answer send(ShortMessage message) {
        Map<String, String> parameters = parameters(message);
        parameters.put("Signature", RpcSignature.sign("POST", parameters, secret));
        Reply reply;
        try {
            reply = http.post()
                    .uri(url)
                    .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                    .body(RpcSignature.query(parameters).getBytes(StandardCharsets.UTF_8))
                    .exchange((request, response) -> new Reply(
                            response.getStatusCode().value(), response.getBody().readAllBytes()));
        } catch (ResourceAccessException e) {
            throw told(e);
        }
        return answer(reply);
    }

    private record Reply(int status, byte[] body) {}

    private static RuntimeException told(ResourceAccessException failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof java.net.ConnectException
                    || cause instanceof java.net.http.HttpConnectTimeoutException) {
                return new NotReached("no connection to the provider of short messages");
            }
        }
        return new IllegalStateException("nobody knows whether the short message was taken: "
                + failed.getMostSpecificCause().getClass().getSimpleName());
    }

    private Map<String, String> parameters(ShortMessage message) {
        SmsSettings.Template template = settings.templates().get(message.kind());
        Map<String, String> values = new LinkedHashMap<>(message.values());
        Optional.ofNullable(template.parameters())
                .ifPresent(wanted -> values.keySet().retainAll(wanted));
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("Action", "SendSms");
        parameters.put("Version", "2017-05-25");
        parameters.put("Format", "JSON");
        parameters.put("RegionId", settings.region());
        parameters.put("AccessKeyId", keyId);
        parameters.put("SignatureMethod", "HMAC-SHA1");
        parameters.put("SignatureVersion", "1.0");
        parameters.put("SignatureNonce", message.key());
        parameters.put(
                "Timestamp", time.instant().truncatedTo(ChronoUnit.SECONDS).toString());
        parameters.put("PhoneNumbers", number(message.to()));
        parameters.put("SignName", template.signName().isEmpty() ? settings.signName() : template.signName());
        parameters.put("TemplateCode", template.id());
        if (!values.isEmpty()) {
            parameters.put("TemplateParam", new String(PartnerJson.write(values), StandardCharsets.UTF_8));
        }
        parameters.put("OutId", message.reference());
        return parameters;
    }

    /** As the provider wants it: without + and extension; numbers of the country as they are. */
    private static String number(Telephone telephone) {
        String digits = telephone.value().replaceAll("转.*", "").replaceAll("[^0-9]", "");
        return telephone.value().startsWith("+" + OUR_COUNTRY) ? digits.substring(OUR_COUNTRY.length()) : digits;
    }

    /** Of the answer nothing but its code counts. */
    private Answer answer(Reply reply) {
        String code = code(reply.body());
        if (reply.status() == 200 && code.equals("OK")) {
            return Answer.TAKEN;
        }
        if (code.equals(REPEATED)) {
            return Answer.TAKEN_BEFORE;
        }
        if (NOBODY.contains(code)) {
            throw new AddressRefused(code);
        }
        if (code.isEmpty() && (reply.status() == 429 || reply.status() == 503)) {
            throw new NotReached("somebody before the provider takes no short message now: " + reply.status());
        }
        if (LATER.contains(code) || code.startsWith("Throttling") || reply.status() == 429 || reply.status() == 503) {
            throw new NotTaken("the provider takes no short message now: " + reply.status() + " " + safe(code), null);
        }
        if (code.startsWith("isv.") || code.startsWith("isp.") || reply.status() >= 400 && reply.status() < 500) {
            throw new Refused(code.isEmpty() ? "http-" + reply.status() : code);
        }
        throw new IllegalStateException("nobody knows whether the short message was taken: status " + reply.status());
    }

    private static String safe(String code) {
        return code.matches("[A-Za-z0-9._-]{1,60}") ? code : "";
    }

    private static String code(byte[] body) {
        return PartnerJson.object(body)
                .map(answer -> PartnerJson.text(answer, "Code"))
                .orElse("");
    }
}
