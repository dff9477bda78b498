package org.certrenewal.registry.adapters;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.certrenewal.registry.Certificate;
import org.certrenewal.registry.CertificateIdentifier;
import org.certrenewal.registry.CertificateNumber;
import org.certrenewal.registry.CertificateStatus;
import org.certrenewal.registry.Certificates;
import org.certrenewal.registry.HolderKeys;
import org.certrenewal.registry.IdNumber;
import org.certrenewal.registry.Operation;
import org.certrenewal.registry.OperationCode;
import org.certrenewal.registry.PersonName;
import org.certrenewal.registry.Photo;
import org.certrenewal.registry.RegistryFacts;
import org.certrenewal.registry.Renewal;
import org.certrenewal.registry.reference.Gender;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Keeps the certificates in tables: {@code certificate} says which version counts and in which state it is,
 * {@code certificate_version} holds every version ever issued and is only added to.
 */
public final class JdbcCertificates implements Certificates {

    private static final String SELECT = """
            select c.number, c.status, v.* from certificate c
            join certificate_version v on v.certificate_number = c.number
            """;
    static final String INSERT_VERSION = """
            insert into certificate_version (certificate_number, version, case_number, holder_id_number,
                holder_name, gender, trade_code, trade_name, first_issued_on, valid_from, valid_to, issued_on,
                authority, issuer_code, identifier, previous_identifier)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;
    static final String INSERT_OPERATION = """
            insert into certificate_operation (certificate_number, version, operation, status, done_on, reason)
            values (?, ?, ?, ?, ?, ?)
            """;

    private static final String NEWEST = " and v.version = c.current_version";

    private static final String SNAPSHOT = """
            select c.number, v.identifier, c.current_version, c.status, v.valid_to from certificate c
            join certificate_version v on v.certificate_number = c.number and v.version = c.current_version
            """;

    private final JdbcClient jdbc;
    private final HolderKeys keys;

    public JdbcCertificates(JdbcClient jdbc, HolderKeys keys) {
        this.jdbc = jdbc;
        this.keys = keys;
    }

    @Override
    public Optional<Certificate> withNumber(CertificateNumber number) {
        return jdbc.sql(SELECT + "where c.number = ?" + NEWEST)
                .param(number.value())
                .query(this::certificate)
                .optional();
    }

    @Override
    public List<Certificate> heldBy(IdNumber holder) {
        return jdbc.sql(SELECT + "where c.holder_key = ?" + NEWEST + " order by c.number")
                .param(keys.keyOf(holder))
                .query(this::certificate)
                .list();
    }

    @Override
    public List<Certificate> versionsOf(CertificateNumber number) {
        return jdbc.sql(SELECT + "where c.number = ? order by v.version")
                .param(number.value())
                .query(this::certificate)
                .list();
    }

    @Override
    public List<Snapshot> snapshotsAfter(String number, int most) {
        return jdbc.sql(SNAPSHOT + " where c.number > ? order by c.number fetch first ? rows only")
                .params(number, most)
                .query(JdbcCertificates::snapshot)
                .list();
    }

    @Override
    public List<Snapshot> snapshotsOf(Collection<String> numbers) {
        return numbers.isEmpty()
                ? List.of()
                : jdbc.sql(SNAPSHOT + " where c.number in (:numbers)")
                        .param("numbers", numbers)
                        .query(JdbcCertificates::snapshot)
                        .list();
    }

    private static Snapshot snapshot(ResultSet row, int index) throws SQLException {
        return new Snapshot(
                row.getString(1),
                row.getString(2),
                row.getInt(3),
                CertificateStatus.ofCode(row.getString(4)),
                row.getObject(5, LocalDate.class));
    }

    @Override
    public List<Certificate> withIdentifier(CertificateIdentifier identifier) {
        return jdbc.sql(SELECT + "where v.identifier = ? order by c.number")
                .param(identifier.toString())
                .query(this::certificate)
                .list();
    }

    @Override
    public Optional<Certificate> issuedFor(String caseNumber) {
        return jdbc.sql(SELECT + "where v.case_number = ?")
                .param(caseNumber)
                .query(this::certificate)
                .optional();
    }

    @Override
    public boolean add(Certificate certificate) {
        if (withNumber(certificate.number()).isPresent()) {
            return false;
        }
        jdbc.sql("insert into certificate (number, holder_key, status, current_version) values (?, ?, ?, ?)")
                .params(
                        certificate.number().value(),
                        keys.keyOf(certificate.holder()),
                        certificate.status().code(),
                        certificate.version())
                .update();
        insertVersion(certificate, null);
        OperationCode operation = certificate.version() == 1 ? OperationCode.ISSUED : OperationCode.RENEWED;
        insertOperation(certificate, operation, certificate.issuedOn(), "");
        return true;
    }

    /**
     * Raises the version number first: whoever comes second waits for that row, then finds it raised, and answers with
     * what the first one issued. So two nodes at once make one certificate, without an error that would spoil a
     * transaction.
     */
    @Override
    public Certificate renew(Renewal renewal) {
        // Only who holds the row looks whether the case has renewed it already; another node waits here.
        jdbc.sql("select number from certificate where number = ? for update")
                .param(renewal.number().value())
                .query()
                .listOfRows();
        Optional<Certificate> issued = issuedFor(renewal.caseNumber());
        if (issued.isPresent()) {
            return issued.get();
        }
        Certificate renewed = existing(renewal.number()).renewed(renewal);
        // What lapsed by the end of its term comes back to life, where the rules allowed to apply after it.
        int raised = jdbc.sql("""
                        update certificate set current_version = ?, status = ? where number = ? and status in (?, ?)
                        """)
                .params(
                        renewed.version(),
                        CertificateStatus.VALID.code(),
                        renewal.number().value(),
                        CertificateStatus.VALID.code(),
                        CertificateStatus.LAPSED.code())
                .update();
        if (raised == 0) {
            throw new Unchangeable(
                    "case " + renewal.caseNumber() + " can't renew its certificate: it isn't valid any more");
        }
        insertVersion(renewed, renewal.caseNumber());
        insertOperation(renewed, OperationCode.RENEWED, renewal.issuedOn(), "");
        return renewed;
    }

    @Override
    public Certificate correct(CertificateNumber number, PersonName name, Gender gender, LocalDate on, String reason) {
        jdbc.sql("select number from certificate where number = ? for update")
                .param(number.value())
                .query()
                .listOfRows();
        Certificate corrected = existing(number).corrected(name, gender, on);
        int raised = jdbc.sql("update certificate set current_version = ? where number = ? and status = ?")
                .params(corrected.version(), number.value(), CertificateStatus.VALID.code())
                .update();
        if (raised == 0) {
            throw new Unchangeable("the certificate " + number + " can't be corrected: it isn't valid");
        }
        insertVersion(corrected, null);
        insertOperation(corrected, OperationCode.CHANGED, on, reason);
        return corrected;
    }

    @Override
    public Certificate changeStatus(CertificateNumber number, CertificateStatus status, LocalDate on, String reason) {
        Certificate before = existing(number);
        int changed = jdbc.sql("update certificate set status = ? where number = ? and status = ?")
                .params(status.code(), number.value(), before.status().code())
                .update();
        if (changed == 0) {
            throw new Unchangeable("the certificate " + number + " has just been changed by somebody else");
        }
        Certificate after = existing(number);
        insertOperation(after, OperationCode.leadingTo(status, before.status()), on, reason);
        return after;
    }

    @Override
    public boolean lapse(CertificateNumber number, LocalDate on) {
        int lapsed = jdbc.sql("update certificate set status = ? where number = ? and status = ?")
                .params(CertificateStatus.LAPSED.code(), number.value(), CertificateStatus.VALID.code())
                .update();
        if (lapsed == 1) {
            insertOperation(existing(number), OperationCode.LAPSED, on, "使用期届满未延续");
        }
        return lapsed == 1;
    }

    @Override
    public List<CertificateNumber> endingBetween(LocalDate first, LocalDate last) {
        return jdbc.sql("""
                        select c.number from certificate c
                        join certificate_version v on v.certificate_number = c.number and v.version = c.current_version
                        where c.status = ? and v.valid_to between ? and ? order by v.valid_to, c.number
                        """)
                .params(CertificateStatus.VALID.code(), first, last)
                .query((row, line) -> new CertificateNumber(row.getString(1)))
                .list();
    }

    @Override
    public List<Operation> operationsOn(CertificateNumber number) {
        return jdbc.sql("""
                        select version, operation, status, done_on, reason from certificate_operation
                         where certificate_number = ? order by id
                        """)
                .param(number.value())
                .query((row, line) -> new Operation(
                        row.getInt("version"),
                        OperationCode.ofCode(row.getString("operation")),
                        CertificateStatus.ofCode(row.getString("status")),
                        row.getObject("done_on", LocalDate.class),
                        keys.openNote(row.getString("reason"))))
                .list();
    }

    @Override
    public RegistryFacts factsAbout(IdNumber holder) {
        return new RegistryFacts(jdbc.sql(
                        "select kind, happened_on, effective_until, detail from holder_record where holder_key = ?")
                .param(keys.keyOf(holder))
                .query((row, line) -> new RegistryFacts.Entry(
                        RegistryFacts.Kind.valueOf(row.getString("kind")),
                        row.getObject("happened_on", LocalDate.class),
                        Optional.ofNullable(row.getObject("effective_until", LocalDate.class)),
                        keys.openNote(row.getString("detail"))))
                .list());
    }

    @Override
    public void record(IdNumber holder, RegistryFacts.Entry entry) {
        // Compared here: what is sealed is never twice alike.
        if (factsAbout(holder).entries().stream()
                .anyMatch(known -> known.kind() == entry.kind()
                        && known.on().equals(entry.on())
                        && known.detail().equals(entry.detail()))) {
            return;
        }
        jdbc.sql("""
                        insert into holder_record (holder_key, kind, happened_on, detail, effective_until)
                        values (?, ?, ?, ?, ?)
                        """)
                .params(
                        keys.keyOf(holder),
                        entry.kind().name(),
                        entry.on(),
                        keys.sealNote(entry.detail()),
                        entry.until().orElse(null))
                .update();
    }

    @Override
    public Optional<Photo> photoOf(CertificateNumber number) {
        return jdbc.sql("select media_type, content from certificate_photo where certificate_number = ?")
                .param(number.value())
                .query((row, line) -> new Photo(
                        row.getString("media_type"),
                        keys.openBytes(Base64.getDecoder().decode(row.getString("content")))))
                .optional();
    }

    @Override
    public void keepPhoto(CertificateNumber number, Photo photo) {
        String content = Base64.getEncoder().encodeToString(keys.sealBytes(photo.content()));
        int replaced = jdbc.sql("update certificate_photo set media_type = ?, content = ? where certificate_number = ?")
                .params(photo.mediaType(), content, number.value())
                .update();
        if (replaced == 0) {
            jdbc.sql("insert into certificate_photo (certificate_number, media_type, content) values (?, ?, ?)")
                    .params(number.value(), photo.mediaType(), content)
                    .update();
        }
    }

    @Override
    public void keepPhoto(CertificateNumber number, Photo photo, int version) {
        keepPhoto(number, photo);
        jdbc.sql("update certificate_photo set shared = false, since_version = ? where certificate_number = ?")
                .params(version, number.value())
                .update();
    }

    @Override
    public Optional<PhotoTerms> photoTerms(CertificateNumber number) {
        return jdbc.sql("select shared, since_version from certificate_photo where certificate_number = ?")
                .param(number.value())
                .query((row, line) -> new PhotoTerms(row.getBoolean(1), row.getInt(2)))
                .optional();
    }

    @Override
    public boolean sharePhoto(CertificateNumber number, boolean shared) {
        return jdbc.sql("update certificate_photo set shared = ? where certificate_number = ?")
                        .params(shared, number.value())
                        .update()
                == 1;
    }

    private Certificate existing(CertificateNumber number) {
        return withNumber(number)
                .orElseThrow(() -> new Unchangeable("the registry has no certificate with the number " + number));
    }

    private void insertVersion(Certificate certificate, String caseNumber) {
        jdbc.sql(INSERT_VERSION)
                .params(Arrays.asList(version(certificate, caseNumber, keys)))
                .update();
    }

    /** Returns what {@link #INSERT_VERSION} writes. */
    static Object[] version(Certificate certificate, String caseNumber, HolderKeys keys) {
        return new Object[] {
            certificate.number().value(),
            certificate.version(),
            caseNumber,
            keys.seal(certificate.holder()),
            keys.sealText(certificate.holderName().value()),
            certificate.gender().code(),
            certificate.tradeCode(),
            certificate.tradeName(),
            certificate.firstIssuedOn(),
            certificate.validFrom(),
            certificate.validTo(),
            certificate.issuedOn(),
            certificate.authority(),
            certificate.issuerCode(),
            certificate.identifier().toString(),
            certificate.previousIdentifier().map(Object::toString).orElse(null)
        };
    }

    private void insertOperation(Certificate certificate, OperationCode operation, LocalDate on, String reason) {
        jdbc.sql(INSERT_OPERATION)
                .params(
                        certificate.number().value(),
                        certificate.version(),
                        operation.code(),
                        certificate.status().code(),
                        on,
                        keys.sealNote(reason))
                .update();
    }

    private Certificate certificate(ResultSet row, int line) throws SQLException {
        return certificate(row, keys);
    }

    static Certificate certificate(ResultSet row, HolderKeys keys) throws SQLException {
        return new Certificate(
                new CertificateNumber(row.getString("number")),
                keys.open(row.getString("holder_id_number")),
                PersonName.of(keys.openText(row.getString("holder_name"))),
                Gender.ofCode(row.getString("gender")),
                row.getString("trade_code"),
                row.getString("trade_name"),
                row.getObject("first_issued_on", LocalDate.class),
                row.getObject("valid_from", LocalDate.class),
                row.getObject("valid_to", LocalDate.class),
                row.getObject("issued_on", LocalDate.class),
                row.getString("authority"),
                row.getString("issuer_code"),
                CertificateStatus.ofCode(row.getString("status")),
                row.getInt("version"),
                Optional.ofNullable(row.getString("previous_identifier")).map(CertificateIdentifier::parse));
    }
}
