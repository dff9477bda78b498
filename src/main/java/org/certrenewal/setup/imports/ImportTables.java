package org.certrenewal.setup.imports;

import java.util.List;
import org.certrenewal.held.Disclosure;
import org.certrenewal.held.Extract;
import org.certrenewal.held.Resealing;
import org.certrenewal.held.SealedColumn.Form;
import org.certrenewal.held.Table;
import org.springframework.stereotype.Component;

/** Answers for the tables of the imports. */
@Component
class ImportTables implements Resealing, Disclosure {

    private static final String REGISTER = "as long as the law has the register kept";

    @Override
    public List<Table> tables() {
        return List.of(
                Table.of("import_run", "id")
                        .personal("started_by confirmed_by ended_by")
                        .digest("file_digest photos_digest")
                        .nothing("source state format mapping started_at checked_at confirmed_at ended_at file_bytes"
                                + " lines_all lines_done added changed unchanged refused differing photos taken_back"
                                + " hindered_by node beat_at")
                        .kept("with the register; it names administrators, as such"),
                Table.of("import_part", "import_id file seq")
                        .sealedAs(Form.BYTES, "import_part/{import_id}/{file}/{seq}", "content")
                        .nothing("bytes")
                        .kept("until the import is done or given up, at most a week"),
                Table.of("import_fault", "import_id seq").nothing("line column_key fault other_line"),
                Table.of("import_tally", "import_id fault").nothing("found"),
                Table.of("import_entry", "import_id certificate_number")
                        .personal("certificate_number")
                        .nothing(
                                "deed version_before status_before office_before version_after status_after photo_added")
                        .kept(REGISTER),
                Table.of("import_difference", "id")
                        .personal("certificate_number answered_by")
                        .sealed("import_difference/{id}", "content")
                        .digest("content_digest")
                        .nothing("import_id case_number office state raised_at answered_at")
                        .kept(REGISTER));
    }

    @Override
    public List<Extract> extracts() {
        return List.of(
                Extract.of(
                        "import_run",
                        "id, source, state, started_at, confirmed_at, ended_at",
                        "started_by in (:user) or confirmed_by in (:user) or ended_by in (:user)"),
                // What a whole register says of others isn't for whoever sent it.
                Extract.of(
                        "import_part",
                        "import_id, file, seq, bytes",
                        "import_id in (select id from import_run where started_by in (:user))"),
                Extract.ofCertificates("import_entry"),
                Extract.ofCertificates("import_difference"));
    }
}
