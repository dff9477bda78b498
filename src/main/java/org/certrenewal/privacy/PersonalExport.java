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
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.certrenewal.audit.AuditTrail;
import org.certrenewal.casefile.CaseEvent;
import org.certrenewal.documents.Paper;
import org.certrenewal.documents.Papers;
import org.certrenewal.vault.Vault;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Gathers everything that is held about one person, for that person: {@code data.json}, table by table, and the papers
 * and photos as files, in one ZIP. Who in the offices did something is left out; that the office did, stays.
 */
@Component
public class PersonalExport {

    private static final List<String> ACTORS =
            List.of("actor", "proposed_by", "answered_by", "written_by", "posted_by", "served_by");
    private static final String OFFICE = "office";

    /** Tables of portraits, with what these were sealed for. */
    private static final Map<String, Function<Map<String, Object>, String>> PHOTOS =
            Map.of("certificate_photo", row -> "holder", "case_photo", row -> "case_photo/" + row.get("case_number"));

    private final JdbcClient jdbc;
    private final Vault vault;
    private final Papers papers;
    private final ObjectMapper json;
    private final Clock clock;
    private final AuditTrail audit;

    PersonalExport(JdbcClient jdbc, Vault vault, Papers papers, ObjectMapper json, Clock clock, AuditTrail audit) {
        this.jdbc = jdbc;
        this.vault = vault;
        this.papers = papers;
        this.json = json;
        this.clock = clock;
        this.audit = audit;
    }

    /**
     * Says where something about a person stands.
     *
     * @param columns what is read of a row
     * @param where the rows, by {@code :user}, {@code :holder}, {@code :cases}, {@code :certificates} or
     *     {@code :chains}
     * @param sealed columns that have to be opened, with what they were sealed for
     */
    private record Held(
            String table, String columns, String where, Map<String, Function<Map<String, Object>, String>> sealed) {

        static Held of(String table, String where) {
            return new Held(table, "*", where, Map.of());
        }

        static Held ofCase(String table) {
            return of(table, "case_number in (:cases)");
        }

        static Held ofCertificate(String table) {
            return of(table, "certificate_number in (:certificates)");
        }

        Held with(String column, Function<Map<String, Object>, String> purpose) {
            Map<String, Function<Map<String, Object>, String>> all = new LinkedHashMap<>(sealed);
            all.put(column, purpose);
            return new Held(table, columns, where, all);
        }
    }

    private static final List<Held> HELD = List.of(
            Held.of("person", "user_id = :user").with("name", row -> "holder").with("id_number", row -> "holder"),
            new Held("ACT_ID_USER", "id_, first_, last_, email_", "id_ = :user", Map.of()),
            Held.of("account", "user_id = :user"),
            new Held("ACT_ID_MEMBERSHIP", "group_id_", "user_id_ = :user", Map.of()),
            new Held(
                    "ACT_HI_PROCINST",
                    "proc_inst_id_, business_key_, start_time_, end_time_",
                    "start_user_id_ = :user",
                    Map.of()),
            Held.of("case_file", "applicant = :user"),
            Held.ofCase("case_section")
                    .with("content", row -> "case_section/" + row.get("case_number") + "/" + row.get("name")),
            Held.ofCase("case_submission").with("content", row -> "case_submission/" + row.get("case_number")),
            Held.ofCase("letter_text")
                    .with(
                            "content",
                            row -> "letter_text/" + row.get("case_number") + "/" + row.get("field") + "/"
                                    + row.get("version")),
            Held.ofCase("case_event").with("text", row -> "case_event/" + row.get("case_number")),
            Held.ofCase("case_problem").with("message", row -> "case_problem/" + row.get("case_number")),
            Held.ofCase("case_finding").with("text", row -> "case_finding/" + row.get("case_number")),
            Held.ofCase("excluded_time").with("reason", row -> "excluded_time/" + row.get("case_number")),
            Held.ofCase("clock_entry").with("note", row -> "clock_entry/" + row.get("case_number")),
            Held.ofCase("open_renewal"),
            Held.ofCase("open_draft"),
            Held.ofCase("case_change"),
            Held.ofCase("case_correction"),
            Held.ofCase("case_closing"),
            Held.of("role_proposal", "user_id = :user"),
            Held.ofCase("insight_case"),
            Held.ofCase("insight_step"),
            Held.ofCase("face_session"),
            Held.ofCase("counter_check"),
            Held.of("letter_posting", "case_number in (:cases) or case_number in (:requests)"),
            Held.of("consent", "user_id = :user"),
            Held.of("person_request", "user_id = :user")
                    .with("content", row -> "person_request/" + row.get("number"))
                    .with("outcome", row -> "person_request/" + row.get("number")),
            Held.of("outbox_message", "case_number in (:cases) or case_number in (:certificates)"),
            Held.of("notice", "recipient = :user or case_number in (:cases)")
                    .with("text", row -> "notice/" + row.get("id")),
            new Held(
                    "paper",
                    "id, case_number, kind, occurrence, number, title, issued_at, media_type, sha256",
                    "case_number in (:cases) or case_number in (:requests) or case_number in (select id from certificate_act where certificate_number in (:certificates))",
                    Map.of()),
            Held.of("certificate", "holder_key = :holder"),
            Held.ofCertificate("certificate_version")
                    .with("holder_id_number", row -> "holder")
                    .with("holder_name", row -> "holder"),
            Held.ofCertificate("certificate_operation").with("reason", row -> "holder"),
            Held.ofCertificate("certificate_act")
                    .with("reason", row -> "certificate_act/" + row.get("id"))
                    .with("underlying", row -> "certificate_act/" + row.get("id")),
            Held.of(
                            "act_word",
                            "act_id in (select id from certificate_act where certificate_number in (:certificates))")
                    .with("content", row -> "act_word/" + row.get("act_id") + "/" + row.get("kind")),
            Held.ofCertificate("certificate_photo"),
            Held.ofCase("case_photo"),
            Held.ofCertificate("verification"),
            Held.ofCertificate("verification_check"),
            Held.of("holder_record", "holder_key = :holder").with("detail", row -> "holder"),
            new Held("audit_entry", "chain, seq, happened_at, actor, deed, detail", "chain in (:chains)", Map.of()));

    /** Returns the tables that it reads; a test holds against them what the database has. */
    static Set<String> tables() {
        return HELD.stream().map(held -> held.table().toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    }

    /** Gathers what is held about a user, as a ZIP. The export itself is recorded. */
    @Transactional
    public byte[] of(String user) {
        audit.append(AuditTrail.ADMINISTRATION, user, "exported", "own data", null);
        String holder = one("select holder_key from person where user_id = ?", user);
        List<String> cases = list("select case_number from case_file where applicant = ?", user);
        List<String> certificates = list("select number from certificate where holder_key = ?", holder);
        Map<String, Object> keys = Map.of(
                "user", user,
                "holder", holder,
                "cases", orNone(cases),
                "requests", orNone(list("select number from person_request where user_id = ?", user)),
                "certificates", orNone(certificates),
                "chains",
                        orNone(Stream.of(
                                        cases.stream(),
                                        certificates.stream().map(number -> AuditTrail.CERTIFICATE + number),
                                        Stream.of(AuditTrail.chainOfAccount(user)))
                                .flatMap(chains -> chains)
                                .toList()));
        Map<String, Object> data = new LinkedHashMap<>();
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (Held held : HELD) {
            List<Map<String, Object>> rows = new ArrayList<>();
            for (Map<String, Object> row : jdbc.sql(
                            "select " + held.columns() + " from " + held.table() + " where " + held.where())
                    .params(needed(held.where(), keys))
                    .query()
                    .listOfRows()) {
                rows.add(read(held, lowerCase(row), user, files));
            }
            data.put(held.table().toLowerCase(Locale.ROOT), rows);
        }
        return zip(data, files);
    }

    private Map<String, Object> read(Held held, Map<String, Object> row, String user, Map<String, byte[]> files) {
        Map<String, Object> shown = new LinkedHashMap<>();
        row.forEach((column, value) -> {
            Function<Map<String, Object>, String> purpose = held.sealed().get(column);
            if (value == null) {
                return;
            }
            if (purpose != null) {
                shown.put(column, parsed(vault.read(purpose.apply(row), (String) value)));
            } else if (ACTORS.contains(column)
                    && !user.equals(value)
                    && !CaseEvent.SYSTEM.equals(value)
                    && !"".equals(value)) {
                shown.put(column, OFFICE);
            } else {
                shown.put(column, plain(value));
            }
        });
        if (PHOTOS.containsKey(held.table())) {
            String key = (String) row.get(held.table().startsWith("case") ? "case_number" : "certificate_number");
            String file = "photos/" + key + ("image/png".equals(row.get("media_type")) ? ".png" : ".jpg");
            files.put(
                    file,
                    vault.open(
                            PHOTOS.get(held.table()).apply(row),
                            Base64.getDecoder().decode((String) shown.get("content"))));
            shown.put("content", file);
        }
        if (held.table().equals("paper")) {
            papers.find((String) row.get("id")).ifPresent(paper -> {
                String extension = Paper.PDF.equals(paper.mediaType()) ? ".pdf" : ".ofd";
                String file = "papers/" + paper.caseNumber() + "-" + paper.title() + "-" + paper.id() + extension;
                files.put(file, paper.bytes());
                shown.put("file", file);
            });
        }
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

    /** An empty list would be no SQL. */
    private static List<String> orNone(List<String> keys) {
        return keys.isEmpty() ? List.of("") : keys;
    }

    private static Map<String, Object> needed(String where, Map<String, Object> keys) {
        return keys.entrySet().stream()
                .filter(key -> where.contains(":" + key.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private String one(String sql, String key) {
        return list(sql, key).stream().findFirst().orElse("");
    }

    private List<String> list(String sql, String key) {
        return jdbc.sql(sql).param(key).query(String.class).list();
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
