package org.certrenewal.documents.adapters;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.certrenewal.CannotStart;
import org.certrenewal.documents.seal.SealRegister;
import org.certrenewal.documents.seal.Seals;
import org.certrenewal.documents.seal.TrustList;
import org.certrenewal.documents.seal.TrustList.Purpose;
import org.certrenewal.vault.Vault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Keeps the register in the database; each row bears a keyed mark, and a row whose mark is wrong counts for nothing.
 */
@Repository
class JdbcSealRegister implements SealRegister {

    static final String FIRST_START = "first-start";

    private static final Logger LOG = LoggerFactory.getLogger(JdbcSealRegister.class);
    /** A key that somebody has just named or ended counts on every node within this time. */
    private static final Duration KEEP = Duration.ofSeconds(2);

    private static final int LONGEST_SUBJECT = 500;

    private final JdbcClient jdbc;
    private final Vault vault;
    private final Clock clock;
    private volatile Read read = new Read(Long.MIN_VALUE, null);

    JdbcSealRegister(JdbcClient jdbc, Vault vault, Clock clock) {
        this.jdbc = jdbc;
        this.vault = vault;
        this.clock = clock;
    }

    private record Read(long at, TrustList list) {}

    @Override
    public TrustList trust() {
        Read last = read;
        if (last.list() == null || System.nanoTime() - last.at() > KEEP.toNanos()) {
            last = new Read(System.nanoTime(), load());
            read = last;
        }
        return last.list();
    }

    private TrustList load() {
        List<Named> named =
                all().stream().filter(one -> one.state() == State.NAMED).toList();
        Set<X509Certificate> above = new LinkedHashSet<>();
        named.forEach(one -> above.addAll(
                one.chain().subList(one.chain().size() == 1 ? 0 : 1, one.chain().size())));
        return new TrustList(
                clock.instant().truncatedTo(ChronoUnit.SECONDS),
                above.stream().filter(TrustList::isRoot).collect(Collectors.toSet()),
                above.stream()
                        .filter(certificate -> !TrustList.isRoot(certificate))
                        .collect(Collectors.toSet()),
                named.stream().map(Named::entry).toList());
    }

    @Override
    public List<Named> all() {
        return jdbc
                .sql("select * from authority_seal order by proposed_at, id")
                .query((row, line) -> named(row))
                .list()
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    @Override
    public Optional<Named> lock(String id) {
        return jdbc.sql("select * from authority_seal where id = ? for update")
                .param(id)
                .query((row, line) -> named(row))
                .optional()
                .flatMap(found -> found);
    }

    @Override
    public boolean add(Named named) {
        Optional<Named> before = lock(named.id());
        if (before.isPresent()) {
            if (before.get().state() != State.DECLINED) {
                return false;
            }
            change(named);
            return true;
        }
        jdbc.sql("""
                        insert into authority_seal (id, purpose, authority, path, subject, electronic_seal, valid_from,
                            valid_to, state, proposed_by, proposed_at, answered_by, answered_at, mark)
                        values (:id, :purpose, :authority, :path, :subject, :seal, :from, :to, :state, :by, :at, :answeredBy,
                            :answeredAt, :mark)
                        """)
                .param("id", named.id())
                .param("purpose", named.purpose().code())
                .param("authority", named.authority())
                .param("path", lines(named.chain()))
                .param("subject", subject(named.chain().get(0)))
                .param("seal", named.electronicSeal())
                .param("from", at(named.from()))
                .param("to", named.to().map(JdbcSealRegister::at).orElse(null))
                .param("state", named.state().name())
                .param("by", named.proposedBy())
                .param("at", at(named.proposedAt()))
                .param("answeredBy", named.answeredBy().orElse(null))
                .param(
                        "answeredAt",
                        named.answeredAt().map(JdbcSealRegister::at).orElse(null))
                .param("mark", mark(named))
                .update();
        read = new Read(0, null);
        return true;
    }

    @Override
    public void change(Named named) {
        jdbc.sql("""
                        update authority_seal set valid_from = :from, valid_to = :to, state = :state, proposed_by = :by,
                            proposed_at = :at, answered_by = :answeredBy, answered_at = :answeredAt, end_proposed = :end,
                            end_proposed_by = :endBy, end_answered_by = :endAnsweredBy, mark = :mark
                         where id = :id
                        """)
                .param("id", named.id())
                .param("from", at(named.from()))
                .param("to", named.to().map(JdbcSealRegister::at).orElse(null))
                .param("state", named.state().name())
                .param("by", named.proposedBy())
                .param("at", at(named.proposedAt()))
                .param("answeredBy", named.answeredBy().orElse(null))
                .param(
                        "answeredAt",
                        named.answeredAt().map(JdbcSealRegister::at).orElse(null))
                .param("end", named.endProposed().map(JdbcSealRegister::at).orElse(null))
                .param("endBy", named.endProposedBy().orElse(null))
                .param("endAnsweredBy", named.endAnsweredBy().orElse(null))
                .param("mark", mark(named))
                .update();
        read = new Read(0, null);
    }

    /**
     * Compares the keys that this node seals with the register, and enters them where it is empty: at the first start,
     * and for keys of the demonstration.
     *
     * @throws CannotStart if a key isn't named, or isn't any more
     */
    void admit(Seals seals) {
        TrustList present = seals.trust();
        boolean first = all().isEmpty() || !seals.mark().isEmpty();
        List<CannotStart> reasons = new ArrayList<>();
        for (TrustList.Entry entry : present.seals()) {
            Optional<TrustList.Entry> known = trust().seals().stream()
                    .filter(one -> one.purpose() == entry.purpose()
                            && one.certificate().equals(entry.certificate())
                            && one.electronicSeal().equals(entry.electronicSeal())
                            && (one.authority().isEmpty() || one.authority().equals(entry.authority())))
                    .findFirst();
            if (known.isEmpty() && first) {
                enter(entry, present);
            } else if (known.isEmpty()) {
                reasons.add(new CannotStart(
                        "这枚印章没有登记在印章名册中：" + label(entry),
                        "先由两人登记：以新的设置运行 --renewal.seals.propose，再由一位系统管理员在 /admin/seals 确认；或者改回已登记的密钥和印章"));
            } else if (known.get()
                    .to()
                    .filter(end -> !clock.instant().isBefore(end))
                    .isPresent()) {
                reasons.add(new CannotStart("这枚印章已经停用（印章名册）：" + label(entry), "换上已登记并在启用期间的密钥和印章，见 /admin/seals"));
            }
        }
        if (!reasons.isEmpty()) {
            throw CannotStart.of(reasons);
        }
    }

    private void enter(TrustList.Entry entry, TrustList present) {
        Instant now = clock.instant();
        // What was sealed before nobody timestamped stays good without.
        Instant from = entry.purpose() == Purpose.TIMESTAMP ? now.truncatedTo(ChronoUnit.SECONDS) : entry.from();
        Named named = Named.proposed(
                        entry.purpose(),
                        entry.authority(),
                        present.chainOf(entry.certificate()),
                        entry.electronicSeal(),
                        from,
                        entry.to(),
                        FIRST_START,
                        now)
                .answered(State.NAMED, FIRST_START, now);
        try {
            add(named);
        } catch (DuplicateKeyException anotherNode) {
            LOG.debug("another node has entered the same seal", anotherNode);
        }
    }

    private static String label(TrustList.Entry entry) {
        return entry.purpose().code() + (entry.authority().isEmpty() ? "" : "（" + entry.authority() + "）") + " "
                + subject(entry.certificate());
    }

    private String mark(Named one) {
        return vault.index(
                "authority-seal",
                String.join(
                        "\n",
                        one.id(),
                        one.purpose().code(),
                        one.authority(),
                        lines(one.chain()),
                        one.electronicSeal(),
                        String.valueOf(one.from().toEpochMilli()),
                        one.to().map(to -> String.valueOf(to.toEpochMilli())).orElse(""),
                        one.state().name(),
                        one.proposedBy(),
                        one.answeredBy().orElse(""),
                        one.endProposed()
                                .map(end -> String.valueOf(end.toEpochMilli()))
                                .orElse(""),
                        one.endProposedBy().orElse(""),
                        one.endAnsweredBy().orElse("")));
    }

    private Optional<Named> named(ResultSet row) throws SQLException {
        List<X509Certificate> chain = new ArrayList<>();
        try {
            for (String line : row.getString("path").split("\n")) {
                chain.add(TrustList.certificate(line));
            }
        } catch (CertificateException | IllegalArgumentException e) {
            LOG.error(
                    "the certificates of the seal {} in the register can't be read; it counts for nothing",
                    row.getString("id"));
            return Optional.empty();
        }
        Named named = new Named(
                row.getString("id"),
                Purpose.valueOf(row.getString("purpose").toUpperCase(Locale.ROOT)),
                row.getString("authority"),
                chain,
                row.getString("electronic_seal"),
                moment(row, "valid_from").orElseThrow(),
                moment(row, "valid_to"),
                State.valueOf(row.getString("state")),
                row.getString("proposed_by"),
                moment(row, "proposed_at").orElseThrow(),
                Optional.ofNullable(row.getString("answered_by")),
                moment(row, "answered_at"),
                moment(row, "end_proposed"),
                Optional.ofNullable(row.getString("end_proposed_by")),
                Optional.ofNullable(row.getString("end_answered_by")));
        if (!mark(named).equals(row.getString("mark"))) {
            LOG.error("the seal {} in the register was set by somebody else; it counts for nothing", named.id());
            return Optional.empty();
        }
        return Optional.of(named);
    }

    private static Optional<Instant> moment(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    private static OffsetDateTime at(Instant moment) {
        return moment.truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC);
    }

    private static String subject(X509Certificate certificate) {
        String name = certificate.getSubjectX500Principal().getName();
        return name.length() > LONGEST_SUBJECT ? name.substring(0, LONGEST_SUBJECT) : name;
    }

    private static String lines(List<X509Certificate> chain) {
        return chain.stream()
                .map(certificate -> {
                    try {
                        return Base64.getEncoder().encodeToString(certificate.getEncoded());
                    } catch (CertificateException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .collect(Collectors.joining("\n"));
    }
}
