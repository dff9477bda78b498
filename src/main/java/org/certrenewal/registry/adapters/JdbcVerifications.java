package org.certrenewal.registry.adapters;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.certrenewal.registry.CertificateNumber;
import org.certrenewal.registry.Verifications;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keeps ids and counts in tables; a check is a row of its own, so that checks on several nodes don't wait for one. */
public final class JdbcVerifications implements Verifications {

    private final JdbcClient jdbc;
    private final Clock clock;

    public JdbcVerifications(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public void open(String id, Subject subject) {
        jdbc.sql("insert into verification (id, certificate_number, version, opened_at) values (?, ?, ?, ?)")
                .params(id, subject.number().value(), subject.version(), OffsetDateTime.now(clock))
                .update();
    }

    @Override
    public Optional<Subject> find(String id) {
        return jdbc.sql("select certificate_number, version from verification where id = ?")
                .param(id)
                .query((row, line) -> new Subject(new CertificateNumber(row.getString(1)), row.getInt(2)))
                .optional();
    }

    @Override
    public Optional<String> idOf(Subject subject) {
        return jdbc.sql("select id from verification where certificate_number = ? and version = ?")
                .params(subject.number().value(), subject.version())
                .query(String.class)
                .optional();
    }

    @Override
    public void count(Optional<Subject> subject, Channel channel, String answer) {
        jdbc.sql("""
                        insert into verification_check (certificate_number, version, channel, answer, checked_at)
                        values (:number, :version, :channel, :answer, :now)
                        """)
                .param("number", subject.map(it -> it.number().value()).orElse(null))
                .param("version", subject.map(Subject::version).orElse(null))
                .param("channel", channel.name())
                .param("answer", answer)
                .param("now", OffsetDateTime.now(clock))
                .update();
    }

    @Override
    public int checksOf(Subject subject) {
        return jdbc.sql("select count(*) from verification_check where certificate_number = ? and version = ?")
                .params(subject.number().value(), subject.version())
                .query(Integer.class)
                .single();
    }

    @Override
    public int checksOf(CertificateNumber number) {
        return jdbc.sql("select count(*) from verification_check where certificate_number = ?")
                .param(number.value())
                .query(Integer.class)
                .single();
    }
}
