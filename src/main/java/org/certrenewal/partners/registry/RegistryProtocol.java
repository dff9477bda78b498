package org.certrenewal.partners.registry;

import static org.certrenewal.partners.PartnerJson.text;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.certrenewal.partners.PartnerError;
import org.certrenewal.partners.PartnerJson;
import org.certrenewal.partners.PartnerJson.NotTheProtocol;
import org.certrenewal.partners.PartnerLine;
import org.certrenewal.process.outbox.Refused;
import org.certrenewal.registry.CertificateStatus;
import org.certrenewal.registry.Certificates.Snapshot;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;

/**
 * Speaks the protocol of {@code docs/partners/registry.yaml}. Nothing that the platform says is believed before it was
 * read: an answer that isn't one of the protocol's is a failure of the line.
 */
final class RegistryProtocol {

    /** How many certificates are asked for in one request. */
    static final int PAGE = 200;

    private static final Pattern RECEIPT = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern CURSOR = Pattern.compile("[A-Za-z0-9._~-]{1,200}");
    private static final Pattern NUMBER = Pattern.compile("\\p{IsHan}?[A-Za-z0-9]{4,30}");
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z0-9.]{1,100}");

    private final RestClient client;
    private final PartnerLine line;

    RegistryProtocol(RestClient client, PartnerLine line) {
        this.client = client;
        this.line = line;
    }

    /**
     * Is what is published of one operation.
     *
     * @param key by which the platform tells a repetition
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Publication(
            String key,
            String operation,
            String status,
            String operatedOn,
            String number,
            String identifier,
            String previousIdentifier,
            int version,
            String holderNumber,
            String holderName,
            String gender,
            String tradeCode,
            String tradeName,
            String firstIssuedOn,
            String validFrom,
            String validTo,
            String issuedOn,
            String authority,
            String issuerCode) {}

    /**
     * Publishes.
     *
     * @return the receipt; of what was there already too (answer 2)
     * @throws Refused if the platform refuses it (answer 0)
     */
    String publish(Publication publication) {
        return line.call(() -> {
            JsonNode answer;
            try {
                answer = PartnerJson.object(client.post()
                        .uri("/certificates/{number}/operations", publication.number())
                        .header("Idempotency-Key", URLEncoder.encode(publication.key(), StandardCharsets.UTF_8))
                        .contentType(MediaType.APPLICATION_JSON)
                        .accept(MediaType.APPLICATION_JSON)
                        .body(PartnerJson.write(publication))
                        .retrieve()
                        .toEntity(byte[].class));
            } catch (PartnerError error) {
                throw isAboutTheMessage(error) ? new Refused("HTTP-" + error.status()) : error;
            }
            String receipt = text(answer, "receipt");
            switch (text(answer, "code")) {
                case "1", "2" -> {
                    if (!RECEIPT.matcher(receipt).matches()) {
                        throw new NotTheProtocol();
                    }
                    return receipt;
                }
                case "0" -> throw new Refused(text(answer, "reason"));
                default -> throw new NotTheProtocol();
            }
        });
    }

    /** Not about the message are the key's, the address's and the platform's own troubles. */
    private static boolean isAboutTheMessage(PartnerError error) {
        return error.status() == 400 || error.status() == 409 || error.status() == 413 || error.status() == 422;
    }

    /** Looks a certificate up by its number. */
    Optional<Snapshot> withNumber(String number) {
        return line.call(() -> {
            try {
                return Optional.of(snapshot(PartnerJson.object(client.get()
                        .uri("/certificates/{number}", number)
                        .accept(MediaType.APPLICATION_JSON)
                        .retrieve()
                        .toEntity(byte[].class))));
            } catch (PartnerError error) {
                if (error.status() == 404 && isSaidByThePlatform(error)) {
                    return Optional.empty();
                }
                throw error;
            }
        });
    }

    /** A page that isn't there is no certificate that isn't there. */
    private static boolean isSaidByThePlatform(PartnerError error) {
        return PartnerJson.object(error.body())
                .filter(it -> "not-found".equals(text(it, "code")))
                .isPresent();
    }

    /** Looks up as many as {@link #PAGE} at once. */
    List<Snapshot> withNumbers(List<String> numbers) {
        return line.call(() -> snapshots(PartnerJson.object(client.post()
                .uri("/certificates/query")
                .contentType(MediaType.APPLICATION_JSON)
                .accept(MediaType.APPLICATION_JSON)
                .body(PartnerJson.write(Map.of("numbers", numbers)))
                .retrieve()
                .toEntity(byte[].class))));
    }

    /** Is one page of all certificates there, and how the next is asked for, if there is one. */
    record Page(List<Snapshot> certificates, Optional<String> next) {}

    /** Returns a page of all certificates there; the first for an empty cursor. */
    Page page(String cursor) {
        return line.call(() -> {
            JsonNode answer = PartnerJson.object(client.get()
                    .uri("/certificates?limit={limit}&cursor={cursor}", PAGE, cursor)
                    .accept(MediaType.APPLICATION_JSON)
                    .retrieve()
                    .toEntity(byte[].class));
            if (!answer.hasNonNull("next")) {
                return new Page(snapshots(answer), Optional.empty());
            }
            // A cursor that can't be read isn't the end: all that comes after it would seem to be missing there.
            if (!CURSOR.matcher(text(answer, "next")).matches()) {
                throw new NotTheProtocol();
            }
            return new Page(snapshots(answer), Optional.of(text(answer, "next")));
        });
    }

    private static List<Snapshot> snapshots(JsonNode answer) {
        JsonNode list = answer.path("certificates");
        if (!list.isArray() || list.size() > PAGE) {
            throw new NotTheProtocol();
        }
        List<Snapshot> snapshots = new ArrayList<>();
        list.forEach(it -> snapshots.add(snapshot(it)));
        return snapshots;
    }

    private static Snapshot snapshot(JsonNode node) {
        String number = text(node, "number");
        String identifier = text(node, "identifier");
        if (!NUMBER.matcher(number).matches()
                || !IDENTIFIER.matcher(identifier).matches()
                || !node.path("version").isInt()
                || node.path("version").intValue() < 1) {
            throw new NotTheProtocol();
        }
        try {
            return new Snapshot(
                    number,
                    identifier,
                    node.path("version").intValue(),
                    CertificateStatus.ofCode(text(node, "status")),
                    LocalDate.parse(text(node, "validTo")));
        } catch (IllegalArgumentException | DateTimeParseException notOneOfTheStandard) {
            throw new NotTheProtocol();
        }
    }
}
