package org.certrenewal.registry.adapters;

import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.certrenewal.held.Disclosure;
import org.certrenewal.held.Erasure;
import org.certrenewal.held.Extract;
import org.certrenewal.held.Resealing;
import org.certrenewal.held.SealedColumn.Form;
import org.certrenewal.held.Table;
import org.certrenewal.vault.Vault;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Answers for the tables of the registry. */
@Component
class RegistryTables implements Resealing, Disclosure, Erasure {

    private static final String HOLDER = "holder";
    private static final String REGISTER = "as long as the law has the register kept";

    private final JdbcClient jdbc;
    private final Vault vault;

    RegistryTables(JdbcClient jdbc, Vault vault) {
        this.jdbc = jdbc;
        this.vault = vault;
    }

    @Override
    public List<Table> tables() {
        return List.of(
                Table.of("certificate", "number")
                        .personal("number")
                        .digest("holder_key")
                        .nothing("status current_version office")
                        .kept(REGISTER),
                Table.of("certificate_version", "certificate_number version")
                        .personal("certificate_number gender")
                        .sealed(HOLDER, "holder_id_number holder_name")
                        .nothing("case_number trade_code trade_name first_issued_on valid_from valid_to issued_on"
                                + " authority issuer_code identifier previous_identifier")
                        .kept(REGISTER),
                Table.of("certificate_operation", "id")
                        .personal("certificate_number")
                        .sealedLater(HOLDER, "reason")
                        .nothing("version operation status done_on")
                        .kept(REGISTER),
                Table.of("certificate_photo", "certificate_number")
                        .personal("certificate_number")
                        .sealedAs(Form.BASE64, HOLDER, "content")
                        .nothing("media_type shared since_version")
                        .kept(REGISTER),
                Table.of("holder_record", "id")
                        .digest("holder_key")
                        .sealedLater(HOLDER, "detail")
                        .nothing("kind happened_on effective_until")
                        .kept(REGISTER),
                Table.of("verification", "id")
                        .personal("certificate_number")
                        .nothing("version opened_at")
                        .kept(REGISTER),
                Table.of("verification_check", "id")
                        .personal("certificate_number")
                        .nothing("version channel answer checked_at")
                        .kept("says nothing of who checked"));
    }

    @Override
    public List<String> views() {
        return List.of("registry_trades");
    }

    @Override
    public Map<String, List<String>> keys(Map<String, List<String>> known) {
        return Map.of(
                "certificates",
                jdbc.sql("select number from certificate where holder_key in (:holder) order by number")
                        .param(HOLDER, known.get(HOLDER))
                        .query(String.class)
                        .list());
    }

    @Override
    public List<Extract> extracts() {
        return List.of(
                Extract.of("certificate", "holder_key in (:holder)"),
                Extract.ofCertificates("certificate_version"),
                Extract.ofCertificates("certificate_operation"),
                Extract.ofCertificates("certificate_photo").withFile("content", this::photo),
                Extract.ofCertificates("verification"),
                Extract.ofCertificates("verification_check"),
                Extract.of("holder_record", "holder_key in (:holder)"));
    }

    private Optional<Extract.File> photo(Map<String, Object> row) {
        return Optional.of(new Extract.File(
                "photos/" + row.get("certificate_number")
                        + ("image/png".equals(row.get("media_type")) ? ".png" : ".jpg"),
                vault.open(HOLDER, Base64.getDecoder().decode((String) row.get("content")))));
    }

    /** A certificate that still counts keeps its papers, however short their period. */
    @Override
    public boolean needsPapers(String caseNumber, LocalDate today) {
        return jdbc.sql("select count(*) from certificate_version where case_number = ? and valid_to >= ?")
                        .params(caseNumber, today)
                        .query(Integer.class)
                        .single()
                > 0;
    }
}
