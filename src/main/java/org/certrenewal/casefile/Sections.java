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
    private final Remembered remembered;
    private final Vault vault;
    private final Clock clock;

    Sections(JdbcClient jdbc, ObjectMapper json, CaseLocks locks, Remembered remembered, Vault vault, Clock clock) {
        this.remembered = remembered;
        this.jdbc = jdbc;
        this.json = json;
        this.locks = locks;
        this.vault = vault;
        this.clock = clock;
    }

    /** By which the JSON of a section is remembered, opened: who reads it knows more of it or less. */
    private record Content(String number, String section) {}

    /** Saves a section. */
    @Transactional
    public <T> void save(String number, Section<T> section, T content, boolean complete) {
        locks.hold(number);
        String written = write(content);
        // Without "on conflict", which H2 lacks: of two at the same moment the second waits for the case.
        jdbc.sql("""
                        merge into case_section using (values (1)) as one (n)
                           on case_number = :number and name = :name
                         when matched then update set content = :content, complete = :complete, saved_at = :now
                         when not matched then insert (case_number, name, content, complete, saved_at)
                              values (:number, :name, :content, :complete, :now)
                        """)
                .param("number", number)
                .param("name", section.name())
                .param("content", vault.seal(purpose(number, section), written))
                .param("complete", complete)
                .param("now", OffsetDateTime.now(clock))
                .update();
        remembered.put(new Content(number, section.name()), written);
    }

    /** Returns a section, complete or a draft. */
    public <T> Optional<T> section(String number, Section<T> section) {
        return remembered
                .find(
                        new Content(number, section.name()),
                        () -> jdbc.sql("select content from case_section where case_number = :number and name = :name")
                                .param("number", number)
                                .param("name", section.name())
                                .query(String.class)
                                .optional()
                                .map(content -> vault.open(purpose(number, section), content)))
                .map(content -> read(content, section.type()));
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
        remembered.forget(new Content(number, section.name()));
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
