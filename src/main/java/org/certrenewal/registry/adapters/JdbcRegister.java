package org.certrenewal.registry.adapters;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.certrenewal.registry.Certificate;
import org.certrenewal.registry.CertificateNumber;
import org.certrenewal.registry.CertificateStatus;
import org.certrenewal.registry.HolderKeys;
import org.certrenewal.registry.OperationCode;
import org.certrenewal.registry.imports.Comparison;
import org.certrenewal.registry.imports.Register;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keeps what imports bring in the tables of {@link JdbcCertificates}, a portion in one round trip for each table. */
public final class JdbcRegister implements Register {

    private static final String TAKEN_BACK = "导入批次收回";

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final HolderKeys keys;

    public JdbcRegister(JdbcClient jdbc, JdbcTemplate batches, HolderKeys keys) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.keys = keys;
    }

    @Override
    public Map<CertificateNumber, Comparison.Current> find(Collection<CertificateNumber> numbers) {
        if (numbers.isEmpty()) {
            return Map.of();
        }
        List<String> sought = numbers.stream().map(CertificateNumber::value).toList();
        Map<CertificateNumber, Comparison.Current> found = new HashMap<>();
        jdbc.sql("""
                        select c.number, c.status, c.office, v.*,
                               (select max(o.done_on) from certificate_operation o
                                 where o.certificate_number = c.number) last_done,
                               case when p.certificate_number is null then 0 else 1 end has_photo
                          from certificate c
                          join certificate_version v on v.certificate_number = c.number
                           and v.version = c.current_version
                          left join certificate_photo p on p.certificate_number = c.number
                         where c.number in (:numbers)
                        """).param("numbers", sought).query(row -> {
            Certificate certificate = JdbcCertificates.certificate(row, keys);
            LocalDate last = row.getObject("last_done", LocalDate.class);
            found.put(
                    certificate.number(),
                    new Comparison.Current(
                            certificate,
                            row.getString("office"),
                            last == null ? certificate.issuedOn() : last,
                            row.getInt("has_photo") == 1));
        });
        return found;
    }

    @Override
    public void add(List<Comparison.Add> added) {
        if (added.isEmpty()) {
            return;
        }
        batches.batchUpdate(
                "insert into certificate (number, holder_key, status, current_version, office) values (?, ?, ?, ?, ?)",
                added.stream()
                        .map(it -> new Object[] {
                            it.certificate().number().value(),
                            keys.keyOf(it.certificate().holder()),
                            it.certificate().status().code(),
                            it.certificate().version(),
                            it.office()
                        })
                        .toList());
        insertVersions(added.stream().map(Comparison.Add::certificate).toList());
        insertOperations(added.stream()
                .map(it -> new Operation(
                        it.certificate(),
                        it.certificate().version() == 1 ? OperationCode.ISSUED : OperationCode.RENEWED,
                        it.certificate().issuedOn(),
                        ""))
                .toList());
    }

    private record Operation(Certificate certificate, OperationCode code, LocalDate on, String reason) {}

    private void insertVersions(List<Certificate> versions) {
        batches.batchUpdate(
                JdbcCertificates.INSERT_VERSION,
                versions.stream()
                        .map(it -> JdbcCertificates.version(it, null, keys))
                        .toList());
    }

    private void insertOperations(List<Operation> operations) {
        batches.batchUpdate(
                JdbcCertificates.INSERT_OPERATION,
                operations.stream()
                        .map(it -> new Object[] {
                            it.certificate().number().value(),
                            it.certificate().version(),
                            it.code().code(),
                            it.certificate().status().code(),
                            it.on(),
                            keys.sealNote(it.reason())
                        })
                        .toList());
    }

    @Override
    public boolean change(Comparison.Current from, Comparison.Change change) {
        Certificate before = from.certificate();
        Certificate version = change.version().orElse(before);
        CertificateStatus status = change.status().orElse(version.status());
        int changed = jdbc.sql("""
                        update certificate set current_version = ?, status = ?, office = coalesce(?, office)
                         where number = ? and current_version = ? and status = ?
                        """)
                .params(nulls(
                        version.version(),
                        status.code(),
                        change.office(),
                        before.number().value(),
                        before.version(),
                        before.status().code()))
                .update();
        if (changed == 0) {
            return false;
        }
        List<Operation> done = new ArrayList<>();
        change.version().ifPresent(it -> {
            insertVersions(List.of(it));
            done.add(new Operation(it, change.by(), change.on(), change.reason()));
        });
        change.status()
                .ifPresent(it -> done.add(new Operation(
                        version.with(it), OperationCode.leadingTo(it, before.status()), change.on(), change.reason())));
        if (change.office() != null) {
            done.add(
                    new Operation(version.with(status), OperationCode.OTHER, change.on(), "管理机构变更为" + change.office()));
        }
        insertOperations(done);
        return true;
    }

    private static List<Object> nulls(Object... values) {
        return Collections.unmodifiableList(java.util.Arrays.asList(values));
    }

    @Override
    public boolean takeBack(Left left) {
        return left.before().isEmpty() ? remove(left) : restore(left);
    }

    /** What has lapsed since by the end of its term is as it was left. */
    private static List<String> asLeft(Version after) {
        return after.status() == CertificateStatus.VALID
                ? List.of(after.status().code(), CertificateStatus.LAPSED.code())
                : List.of(after.status().code());
    }

    private boolean held(Left left) {
        return !jdbc.sql("""
                        select number from certificate
                         where number = :number and current_version = :version and status in (:states) for update
                        """)
                .param("number", left.number().value())
                .param("version", left.after().number())
                .param("states", asLeft(left.after()))
                .query(String.class)
                .list()
                .isEmpty();
    }

    private boolean remove(Left left) {
        if (!held(left)) {
            return false;
        }
        String number = left.number().value();
        for (String delete : List.of(
                "delete from verification where certificate_number = ?",
                "delete from certificate_photo where certificate_number = ?",
                "delete from certificate_operation where certificate_number = ?",
                "delete from certificate_version where certificate_number = ?")) {
            jdbc.sql(delete).param(number).update();
        }
        jdbc.sql("delete from certificate where number = ?").param(number).update();
        return true;
    }

    private boolean restore(Left left) {
        if (!held(left)) {
            return false;
        }
        String number = left.number().value();
        Version before = left.before().orElseThrow();
        jdbc.sql("update certificate set current_version = ?, status = ?, office = ? where number = ?")
                .params(nulls(before.number(), before.status().code(), left.officeBefore(), number))
                .update();
        if (before.number() != left.after().number()) {
            jdbc.sql("delete from certificate_version where certificate_number = ? and version = ?")
                    .params(number, left.after().number())
                    .update();
        }
        if (left.photo()) {
            jdbc.sql("delete from certificate_photo where certificate_number = ?")
                    .param(number)
                    .update();
        }
        jdbc.sql(JdbcCertificates.INSERT_OPERATION)
                .params(
                        number,
                        before.number(),
                        OperationCode.OTHER.code(),
                        before.status().code(),
                        left.today(),
                        keys.sealNote(TAKEN_BACK))
                .update();
        return true;
    }

    @Override
    public Optional<String> officeOf(CertificateNumber number) {
        return jdbc
                .sql("select office from certificate where number = ?")
                .param(number.value())
                .query((row, index) -> Optional.ofNullable(row.getString(1)))
                .list()
                .stream()
                .flatMap(Optional::stream)
                .findFirst();
    }
}
