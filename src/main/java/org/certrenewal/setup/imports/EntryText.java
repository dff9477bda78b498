package org.certrenewal.setup.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.certrenewal.registry.CertificateNumber;
import org.certrenewal.registry.CertificateStatus;
import org.certrenewal.registry.IdNumber;
import org.certrenewal.registry.PersonName;
import org.certrenewal.registry.imports.ChangeKind;
import org.certrenewal.registry.imports.Entry;
import org.certrenewal.registry.reference.Gender;

/** Writes an entry as a text that is sealed, and reads it back. */
final class EntryText {

    private static final ObjectMapper JSON = new ObjectMapper();

    private EntryText() {}

    static String of(Entry entry) {
        Map<String, String> parts = new TreeMap<>();
        put(parts, "number", entry.number());
        put(parts, "holder", entry.holder() == null ? null : entry.holder().value());
        put(parts, "name", entry.name() == null ? null : entry.name().value());
        put(parts, "gender", entry.gender() == null ? null : entry.gender().code());
        put(parts, "trade", entry.tradeName());
        put(parts, "firstIssued", entry.firstIssued());
        put(parts, "validFrom", entry.validFrom());
        put(parts, "validTo", entry.validTo());
        put(parts, "issued", entry.issued());
        put(parts, "authority", entry.authority());
        put(parts, "issuerCode", entry.issuerCode());
        put(parts, "status", entry.status() == null ? null : entry.status().code());
        put(parts, "version", entry.version());
        put(parts, "office", entry.office());
        put(parts, "change", entry.change() == null ? null : entry.change().name());
        put(parts, "changedOn", entry.changedOn());
        put(parts, "reason", entry.reason());
        try {
            return JSON.writeValueAsString(parts);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts can be written", e);
        }
    }

    private static void put(Map<String, String> parts, String key, Object value) {
        if (value != null) {
            parts.put(key, value.toString());
        }
    }

    static Entry read(String text) {
        try {
            Map<String, String> parts = JSON.readValue(text, new TypeReference<TreeMap<String, String>>() {});
            return new Entry(
                    new CertificateNumber(parts.get("number")),
                    get(parts, "holder", IdNumber::of),
                    get(parts, "name", PersonName::of),
                    get(parts, "gender", Gender::ofCode),
                    parts.get("trade"),
                    get(parts, "firstIssued", LocalDate::parse),
                    get(parts, "validFrom", LocalDate::parse),
                    get(parts, "validTo", LocalDate::parse),
                    get(parts, "issued", LocalDate::parse),
                    parts.get("authority"),
                    parts.get("issuerCode"),
                    get(parts, "status", CertificateStatus::ofCode),
                    Integer.parseInt(parts.get("version")),
                    parts.get("office"),
                    null,
                    get(parts, "change", ChangeKind::valueOf),
                    get(parts, "changedOn", LocalDate::parse),
                    parts.get("reason"));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a difference isn't as it was written");
        }
    }

    private static <T> T get(Map<String, String> parts, String key, Function<String, T> read) {
        String value = parts.get(key);
        return value == null ? null : read.apply(value);
    }
}
