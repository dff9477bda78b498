package org.certrenewal.casefile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.certrenewal.vault.Vault;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Keeps the sections of each case, one for each form, encrypted. */
@Repository
public class Sections {

    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final CaseLocks locks;
    private final Vault vault;
    private final Clock clock;

    Sections(JdbcClient jdbc, ObjectMapper json, CaseLocks locks, Vault vault, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.locks = locks;
        this.vault = vault;
        this.clock = clock;
    }

    /** Saves a section. */
    @Transactional
    public <T> void save(String number, Section<T> section, T content, boolean complete) {
        locks.hold(number);
        String sealed = vault.seal(purpose(number, section), write(content));
        if (put(UPDATE, number, section, sealed, complete) == 0) {
            put(INSERT, number, section, sealed, complete);
        }
    }

    private static final String UPDATE = """
            update case_section set content = :content, complete = :complete, saved_at = :now
             where case_number = :number and name = :name
            """;

    private static final String INSERT = """
            insert into case_section (case_number, name, content, complete, saved_at)
            values (:number, :name, :content, :complete, :now)
            """;

    private int put(String sql, String number, Section<?> section, String sealed, boolean complete) {
        return jdbc.sql(sql)
                .param("number", number)
                .param("name", section.name())
                .param("content", sealed)
                .param("complete", complete)
                .param("now", OffsetDateTime.now(clock))
                .update();
    }

    /** Returns a section, complete or a draft. */
    public <T> Optional<T> section(String number, Section<T> section) {
        return jdbc.sql("select content from case_section where case_number = :number and name = :name")
                .param("number", number)
                .param("name", section.name())
                .query(String.class)
                .optional()
                .map(content -> read(vault.open(purpose(number, section), content), section.type()));
    }

    /** Returns when a section was last saved. */
    public Optional<Instant> savedAt(String number, Section<?> section) {
        return jdbc.sql("select saved_at from case_section where case_number = :number and name = :name")
                .param("number", number)
                .param("name", section.name())
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant);
    }

    /** Forgets a section, so that the next round begins untouched. */
    public void forget(String number, Section<?> section) {
        jdbc.sql("delete from case_section where case_number = :number and name = :name")
                .param("number", number)
                .param("name", section.name())
                .update();
    }

    /** Turns a section into JSON, always the same for the same content. */
    public String write(Object content) {
        try {
            return json.writeValueAsString(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a section can't be written", e);
        }
    }

    /** Turns JSON that {@link #write} made back into a section. */
    public <T> T read(String content, Class<T> type) {
        try {
            return json.readValue(content, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored " + type.getSimpleName() + " can't be read", e);
        }
    }

    private static String purpose(String number, Section<?> section) {
        return "case_section/" + number + "/" + section.name();
    }
}
