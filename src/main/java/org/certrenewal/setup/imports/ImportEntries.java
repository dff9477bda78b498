package org.certrenewal.setup.imports;

import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.certrenewal.registry.CertificateNumber;
import org.certrenewal.registry.CertificateStatus;
import org.certrenewal.registry.imports.Comparison;
import org.certrenewal.registry.imports.Register;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Keeps what an import did to which certificate. */
@Repository
class ImportEntries {

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    ImportEntries(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    /** Names what was done. */
    private enum Deed {
        ADDED,
        CHANGED,
        /** It couldn't be taken back. */
        STAYED
    }

    void added(String id, List<Comparison.Add> added, java.util.Set<CertificateNumber> withPhoto) {
        batches.batchUpdate(
                """
                insert into import_entry (import_id, certificate_number, deed, version_after, status_after, photo_added)
                values (?, ?, ?, ?, ?, ?)
                """,
                added.stream()
                        .map(it -> new Object[] {
                            id,
                            it.certificate().number().value(),
                            Deed.ADDED.name(),
                            it.certificate().version(),
                            it.certificate().status().code(),
                            withPhoto.contains(it.certificate().number())
                        })
                        .toList());
    }

    void changed(String id, Comparison.Current from, Comparison.Change change, boolean photo) {
        put(
                id,
                from,
                change.version().orElse(from.certificate()).version(),
                change.status()
                        .orElse(change.version().orElse(from.certificate()).status()),
                photo);
    }

    void photographed(String id, Comparison.Current of) {
        put(id, of, of.certificate().version(), of.certificate().status(), true);
    }

    private void put(String id, Comparison.Current from, int version, CertificateStatus status, boolean photo) {
        jdbc.sql("""
                        insert into import_entry (import_id, certificate_number, deed, version_before, status_before,
                               office_before, version_after, status_after, photo_added)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(Collections.unmodifiableList(java.util.Arrays.asList(
                        id,
                        from.certificate().number().value(),
                        Deed.CHANGED.name(),
                        from.certificate().version(),
                        from.certificate().status().code(),
                        from.office(),
                        version,
                        status.code(),
                        photo)))
                .update();
    }

    /** Returns the numbers of certificates behind one, in their order. */
    List<String> numbersAfter(String id, String number, int most) {
        return jdbc.sql("""
                        select certificate_number from import_entry
                         where import_id = ? and certificate_number > ? order by certificate_number
                         fetch first ? rows only
                        """).params(id, number, most).query(String.class).list();
    }

    int count(String id) {
        return jdbc.sql("select count(*) from import_entry where import_id = ?")
                .param(id)
                .query(Integer.class)
                .single();
    }

    /** Returns what is to be taken back next. */
    List<Register.Left> toTakeBack(String id, LocalDate today, int most) {
        return jdbc.sql("""
                        select * from import_entry where import_id = ? and deed <> 'STAYED'
                         order by certificate_number fetch first ? rows only
                        """)
                .params(id, most)
                .query((row, index) -> new Register.Left(
                        new CertificateNumber(row.getString("certificate_number")),
                        row.getString("status_before") == null
                                ? Optional.empty()
                                : Optional.of(new Register.Version(
                                        row.getInt("version_before"),
                                        CertificateStatus.ofCode(row.getString("status_before")))),
                        row.getString("office_before"),
                        new Register.Version(
                                row.getInt("version_after"), CertificateStatus.ofCode(row.getString("status_after"))),
                        row.getBoolean("photo_added"),
                        today))
                .list();
    }

    void gone(String id, List<String> numbers) {
        batches.batchUpdate(
                "delete from import_entry where import_id = ? and certificate_number = ?",
                numbers.stream().map(it -> new Object[] {id, it}).toList());
    }

    void stay(String id, List<String> numbers) {
        batches.batchUpdate(
                "update import_entry set deed = 'STAYED' where import_id = ? and certificate_number = ?",
                numbers.stream().map(it -> new Object[] {id, it}).toList());
    }
}
