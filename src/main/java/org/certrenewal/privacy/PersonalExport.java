package org.certrenewal.privacy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.certrenewal.audit.AuditTrail;
import org.certrenewal.casefile.CaseEvent;
import org.certrenewal.held.Disclosure;
import org.certrenewal.held.Extract;
import org.certrenewal.held.Resealing;
import org.certrenewal.held.SealedColumn;
import org.certrenewal.vault.Vault;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Gathers everything that is held about one person, for that person: {@code data.json}, table by table, and the papers
 * and photos as files, in one ZIP. What is held where, only its owner knows ({@link Disclosure}). Who in the offices
 * did something is left out; that the office did, stays.
 */
@Component
public class PersonalExport {

    private static final List<String> ACTORS =
            List.of("actor", "proposed_by", "answered_by", "written_by", "posted_by", "served_by");
    private static final String OFFICE = "office";

    /** By what something about a person is found. */
    private static final List<String> KEYS =
            List.of("user", "holder", "cases", "requests", "certificates", "acts", "chains");

    private static final List<String> NONE = List.of("");

    private final JdbcClient jdbc;
    private final Vault vault;
    private final ObjectMapper json;
    private final Clock clock;
    private final AuditTrail audit;
    private final List<Disclosure> holders;
    private final Map<String, List<SealedColumn>> sealed;

    PersonalExport(
            JdbcClient jdbc,
            Vault vault,
            ObjectMapper json,
            Clock clock,
            AuditTrail audit,
            List<Disclosure> holders,
            List<Resealing> owners) {
        this.jdbc = jdbc;
        this.vault = vault;
        this.json = json;
        this.clock = clock;
        this.audit = audit;
        this.holders = holders;
        this.sealed = owners.stream()
                .flatMap(owner -> owner.sealedColumns().stream())
                .filter(column -> column.form() == SealedColumn.Form.TEXT)
                .collect(Collectors.groupingBy(SealedColumn::table));
    }

    /** Gathers what is held about a user, as a ZIP. The export itself is recorded. */
    @Transactional
    public byte[] of(String user) {
        audit.append(AuditTrail.ADMINISTRATION, user, "exported", "own data", null);
        Map<String, List<String>> keys = keys(user);
        Map<String, Object> data = new TreeMap<>();
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (Disclosure holder : holders) {
            for (Extract extract : holder.extracts()) {
                String table = extract.table().toLowerCase(Locale.ROOT);
                data.put(table, rows(extract, sealed.getOrDefault(table, List.of()), keys, user, files));
            }
        }
        return zip(data, files);
    }

    /** Asks as long as one holder's answer leads another to more: a person to certificates, those to acts on them. */
    private Map<String, List<String>> keys(String user) {
        Map<String, List<String>> keys = new HashMap<>();
        KEYS.forEach(name -> keys.put(name, NONE));
        keys.put("user", List.of(user));
        Map<String, List<String>> before;
        do {
            before = Map.copyOf(keys);
            for (Disclosure holder : holders) {
                // An empty list would be no SQL.
                holder.keys(keys).forEach((name, found) -> keys.put(name, found.isEmpty() ? NONE : found));
            }
        } while (!keys.equals(before));
        return keys;
    }

    private List<Map<String, Object>> rows(
            Extract extract,
            List<SealedColumn> sealed,
            Map<String, List<String>> keys,
            String user,
            Map<String, byte[]> files) {
        List<Map<String, Object>> shown = new ArrayList<>();
        for (Map<String, Object> row : jdbc.sql(
                        "select " + extract.columns() + " from " + extract.table() + " where " + extract.where())
                .params(needed(extract.where(), keys))
                .query()
                .listOfRows()) {
            Map<String, Object> lower = lowerCase(row);
            Map<String, Object> read = read(lower, sealed, user);
            extract.file().apply(lower).ifPresent(file -> {
                files.put(file.name(), file.bytes());
                read.put(extract.fileColumn(), file.name());
            });
            shown.add(read);
        }
        return shown;
    }

    private Map<String, Object> read(Map<String, Object> row, List<SealedColumn> sealed, String user) {
        Map<String, Object> shown = new LinkedHashMap<>();
        row.forEach((column, value) -> {
            Optional<SealedColumn> opened =
                    sealed.stream().filter(it -> it.name().equals(column)).findFirst();
            if (value == null) {
                return;
            }
            if (opened.isPresent()) {
                shown.put(column, parsed(vault.read(opened.get().purpose(row), (String) value)));
            } else if (ACTORS.contains(column)
                    && !user.equals(value)
                    && !CaseEvent.SYSTEM.equals(value)
                    && !"".equals(value)) {
                shown.put(column, OFFICE);
            } else {
                shown.put(column, plain(value));
            }
        });
        return shown;
    }

    private Object parsed(String text) {
        try {
            return text.startsWith("{") ? json.readTree(text) : text;
        } catch (JsonProcessingException plainText) {
            return text;
        }
    }

    private Object plain(Object value) {
        if (value instanceof Timestamp time) {
            return time.toInstant().atZone(clock.getZone()).toOffsetDateTime().toString();
        }
        if (value instanceof OffsetDateTime time) {
            return time.atZoneSameInstant(clock.getZone()).toOffsetDateTime().toString();
        }
        return value instanceof Number || value instanceof Boolean ? value : value.toString();
    }

    private static Map<String, Object> lowerCase(Map<String, Object> row) {
        Map<String, Object> lower = new LinkedHashMap<>();
        row.forEach((column, value) -> lower.put(column.toLowerCase(Locale.ROOT), value));
        return lower;
    }

    private static Map<String, Object> needed(String where, Map<String, List<String>> keys) {
        return keys.entrySet().stream()
                .filter(key -> where.contains(":" + key.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private byte[] zip(Map<String, Object> data, Map<String, byte[]> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            zip.putNextEntry(new ZipEntry("data.json"));
            zip.write(json.writerWithDefaultPrettyPrinter().writeValueAsBytes(data));
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
