package org.certrenewal.audit;

import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.certrenewal.documents.seal.Seals;
import org.certrenewal.documents.seal.TrustList;
import org.certrenewal.documents.seal.TrustSource;
import org.certrenewal.vault.Vault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Signs where the chains end, with the key that signs QR codes (ECDSA on P-256). Afterwards no entry can be cut off
 * without it being seen. Number and digest of each seal also go to the log: kept elsewhere, it proves that the last
 * seals are there. Safe on several nodes at once: the number lets one of them seal.
 */
@Component
public class AuditSeals {

    private static final Logger log = LoggerFactory.getLogger(AuditSeals.class);
    private static final int MOST = 500;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final TransactionTemplate transaction;
    private final Vault vault;
    private final Seals seals;
    private final TrustSource register;
    private final Clock clock;

    AuditSeals(
            JdbcClient jdbc,
            JdbcTemplate batches,
            TransactionTemplate transaction,
            Vault vault,
            Seals seals,
            TrustSource register,
            Clock clock) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.transaction = transaction;
        this.vault = vault;
        this.seals = seals;
        this.register = register;
        this.clock = clock;
    }

    /** Holds where a chain ended. */
    record Head(String chain, int seq, String digest) {}

    /** Holds a seal. */
    record Seal(
            int number,
            Instant at,
            String root,
            String previous,
            String digest,
            String signature,
            String certificate) {}

    /**
     * Seals the ends of all chains that grew since.
     *
     * @return how many chains
     */
    public int seal() {
        int all = 0;
        Some some = new Some("", 0);
        do {
            String after = some.last();
            try {
                some = transaction.execute(status -> sealSome(after));
            } catch (DuplicateKeyException anotherNode) {
                return all;
            }
            all += some.sealed();
        } while (!some.last().isEmpty());
        return all;
    }

    /** Says where to go on, empty at the end, and how many chains were sealed. */
    private record Some(String last, int sealed) {}

    private record Grown(Head head, boolean isMarked) {}

    private Some sealSome(String after) {
        List<Grown> grown = jdbc.sql("""
                        select chain, seq, digest, seal_number, mark from audit_head
                         where sealed = false and chain > :after
                         order by chain fetch first :most rows only for update
                        """)
                .param("after", after)
                .param("most", MOST)
                .query((row, index) -> new Grown(
                        new Head(row.getString(1), row.getInt(2), row.getString(3)),
                        AuditTrail.mark(vault, row.getString(1), row.getInt(2), row.getString(3), row.getInt(4))
                                .equals(row.getString(5))))
                .list();
        String last = grown.size() < MOST ? "" : grown.get(MOST - 1).head().chain();
        // What somebody set back isn't made good by a seal.
        grown.stream()
                .filter(one -> !one.isMarked())
                .forEach(one -> log.error(
                        "the end of the audit chain {} was set by somebody else and isn't sealed",
                        one.head().chain()));
        List<Head> heads =
                grown.stream().filter(Grown::isMarked).map(Grown::head).toList();
        return new Some(last, heads.isEmpty() ? 0 : seal(heads));
    }

    private int seal(List<Head> heads) {
        Optional<Seal> last = last();
        int number = last.map(Seal::number).orElse(0) + 1;
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        String previous = last.map(Seal::digest).orElse(AuditTrail.BEGIN);
        String root = root(heads);
        String digest = digest(number, now, root, previous);
        jdbc.sql("""
                        insert into audit_seal (number, sealed_at, root, previous, digest, signature, certificate)
                        values (?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        number,
                        now.atOffset(ZoneOffset.UTC),
                        root,
                        previous,
                        digest,
                        Base64.getEncoder().encodeToString(seals.signShortForm(signed(digest))),
                        certificate())
                .update();
        batches.batchUpdate(
                "insert into audit_sealed_head (number, chain, seq, digest) values (?, ?, ?, ?)",
                heads.stream()
                        .map(head -> new Object[] {number, head.chain(), head.seq(), head.digest()})
                        .toList());
        batches.batchUpdate(
                "update audit_head set sealed = true, seal_number = ?, mark = ? where chain = ?",
                heads.stream()
                        .map(head -> new Object[] {
                            number,
                            AuditTrail.mark(vault, head.chain(), head.seq(), head.digest(), number),
                            head.chain()
                        })
                        .toList());
        log.info("audit seal {} over {} chains: {}", number, heads.size(), digest);
        return heads.size();
    }

    /** Marks the ends of chains that an earlier version of the program has left without a mark; happens once. */
    public void markOnce() {
        transaction.executeWithoutResult(status -> {
            if (jdbc.sql("select count(*) from audit_marked")
                            .query(Integer.class)
                            .single()
                    > 0) {
                return;
            }
            record Unmarked(Head head, int seal, int saidSeal, String mark) {}
            // Whatever appends before this comes to its end already has a mark, which knows of no seal.
            List<Unmarked> ends = jdbc
                    .sql("""
                            select chain, seq, digest, seal_number, mark,
                                   (select coalesce(max(s.number), 0) from audit_sealed_head s
                                     where s.chain = audit_head.chain) as last_seal
                              from audit_head order by chain for update
                            """)
                    .query((row, index) -> new Unmarked(
                            new Head(row.getString(1), row.getInt(2), row.getString(3)),
                            row.getInt(6),
                            row.getInt(4),
                            row.getString(5)))
                    .list()
                    .stream()
                    .filter(end -> end.mark() == null
                            || end.saidSeal() < end.seal() && end.mark().equals(mark(end.head(), end.saidSeal())))
                    .toList();
            batches.batchUpdate(
                    "update audit_head set seal_number = ?, mark = ? where chain = ? and seq = ?",
                    ends.stream()
                            .map(end -> new Object[] {
                                end.seal(),
                                mark(end.head(), end.seal()),
                                end.head().chain(),
                                end.head().seq()
                            })
                            .toList());
            jdbc.sql("insert into audit_marked (marked_at) values (?)")
                    .param(clock.instant().atOffset(ZoneOffset.UTC))
                    .update();
            log.warn(
                    "the ends of {} audit chains were marked; that happens once, at the first start of this version",
                    ends.size());
        });
    }

    private String mark(Head end, int seal) {
        return AuditTrail.mark(vault, end.chain(), end.seq(), end.digest(), seal);
    }

    private Optional<Seal> last() {
        List<Seal> newest = seals("order by number desc fetch first 1 rows only");
        return newest.stream().findFirst();
    }

    /** Returns every seal, the oldest first. */
    List<Seal> all() {
        return seals("order by number");
    }

    private List<Seal> seals(String order) {
        return jdbc.sql("select * from audit_seal " + order)
                .query((row, index) -> new Seal(
                        row.getInt("number"),
                        row.getObject("sealed_at", OffsetDateTime.class).toInstant(),
                        row.getString("root"),
                        row.getString("previous"),
                        row.getString("digest"),
                        row.getString("signature"),
                        row.getString("certificate")))
                .list();
    }

    /** Returns the ends of chains that a seal covers. */
    List<Head> covered(int number) {
        return jdbc.sql("select chain, seq, digest from audit_sealed_head where number = :number order by chain, seq")
                .param("number", number)
                .query((row, index) -> new Head(row.getString(1), row.getInt(2), row.getString(3)))
                .list();
    }

    /** Says what is wrong with a seal, given the digest of the one before it. */
    Optional<String> whatIsWrongWith(Seal seal, int number, String previous) {
        if (seal.number() != number) {
            return Optional.of("seal " + number + " is missing");
        }
        if (!seal.previous().equals(previous)) {
            return Optional.of("seal " + number + " doesn't follow the one before it");
        }
        if (!seal.root().equals(root(covered(number)))
                || !seal.digest().equals(digest(number, seal.at(), seal.root(), seal.previous()))) {
            return Optional.of("seal " + number + " was changed");
        }
        return isSigned(seal) ? Optional.empty() : Optional.of("the signature of seal " + number + " is wrong");
    }

    /** Sorts in Java: databases differ in how they order letters. */
    private String root(List<Head> heads) {
        StringBuilder text = new StringBuilder();
        heads.stream()
                .map(head -> head.chain() + " " + head.seq() + " " + head.digest() + "\n")
                .sorted()
                .forEach(text::append);
        return vault.index("audit-root", text.toString());
    }

    private String digest(int number, Instant at, String root, String previous) {
        return vault.index("audit-seal", number + "\n" + at.toEpochMilli() + "\n" + root + "\n" + previous);
    }

    /** Can't be taken for a QR code's content, which begins otherwise. */
    private static byte[] signed(String digest) {
        return ("RENEWAL-AUDIT-1 " + digest).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }

    private String certificate() {
        try {
            return Base64.getEncoder()
                    .encodeToString(seals.shortFormCertificate().getEncoded());
        } catch (CertificateException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A seal of an earlier key counts if the register names that key, or a root that is trusted stands above it. */
    private boolean isSigned(Seal seal) {
        try {
            X509Certificate certificate =
                    (X509Certificate) java.security.cert.CertificateFactory.getInstance("X.509", Checking.BOUNCY_CASTLE)
                            .generateCertificate(new java.io.ByteArrayInputStream(
                                    Base64.getDecoder().decode(seal.certificate())));
            Signature check = Signature.getInstance("SHA256withPLAIN-ECDSA", Checking.BOUNCY_CASTLE);
            check.initVerify(certificate.getPublicKey());
            check.update(signed(seal.digest()));
            return isTrusted(certificate, seal.at())
                    && check.verify(Base64.getDecoder().decode(seal.signature()));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    private boolean isTrusted(X509Certificate certificate, Instant at) {
        TrustList trust = register.trust();
        return trust.certificates(TrustList.Purpose.QR).contains(certificate) || trust.leadsToRoot(certificate, at);
    }

    /** Is loaded when a seal is checked, not at each start. */
    private static final class Checking {

        private static final BouncyCastleProvider BOUNCY_CASTLE = new BouncyCastleProvider();
    }
}
