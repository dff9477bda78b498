package org.certrenewal.casefile;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.certrenewal.held.Disclosure;
import org.certrenewal.held.Extract;
import org.certrenewal.held.Resealing;
import org.certrenewal.held.SealedColumn.Form;
import org.certrenewal.held.Table;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Answers for the tables of the case files. */
@Component
class CaseTables implements Resealing, Disclosure {

    private final JdbcClient jdbc;
    private final CasePhotos photos;

    CaseTables(JdbcClient jdbc, CasePhotos photos) {
        this.jdbc = jdbc;
        this.photos = photos;
    }

    @Override
    public List<Table> tables() {
        return List.of(
                Table.of("person", "user_id")
                        .personal("user_id gender")
                        .sealed("holder", "name id_number phone")
                        .digest("holder_key")
                        .kept("as long as the account is there"),
                Table.of("case_file", "case_number")
                        .personal("applicant certificate_number")
                        .nothing(
                                "instance_id status office certificate_valid_to face_confirmed_at opened_at submitted_at"
                                        + " received_on correction_asked_on resubmitted_on accepted_on deemed_accepted extended_on"
                                        + " decided_on decision issued_on delivered_on closed_at version saved_on urged_on"
                                        + " erased_at papers_erased_at")
                        .digest("content_hash photo")
                        .kept(
                                "the lawful record; its applicant goes with the papers, or at once if nothing was submitted"),
                Table.of("case_section", "case_number name")
                        .sealed("case_section/{case_number}/{name}", "content")
                        .nothing("complete saved_at")
                        .erased(),
                Table.of("case_submission", "case_number round")
                        .sealed("case_submission/{case_number}", "content")
                        .digest("content_hash")
                        .nothing("submitted_at")
                        .erased(),
                Table.of("case_event", "case_number seq")
                        .personal("actor")
                        .sealedLater("case_event/{case_number}", "text")
                        .nothing("happened_at kind")
                        .erased(),
                Table.of("case_problem", "case_number seq")
                        .sealedLater("case_problem/{case_number}", "message")
                        .nothing("element field")
                        .erased(),
                Table.of("case_finding", "case_number seq")
                        .sealedLater("case_finding/{case_number}", "text")
                        .nothing("code severity article field")
                        .erased(),
                Table.of("excluded_time", "case_number seq")
                        .sealedLater("excluded_time/{case_number}", "reason")
                        .nothing("from_day to_day")
                        .erased(),
                Table.of("clock_entry", "case_number seq")
                        .sealedLater("clock_entry/{case_number}", "note")
                        .nothing("kind start_day due_day article provisional")
                        .erased(),
                Table.of("open_renewal", "certificate_number")
                        .personal("certificate_number")
                        .nothing("case_number")
                        .kept("only while the case is open"),
                Table.of("open_draft", "applicant")
                        .personal("applicant")
                        .nothing("case_number")
                        .kept("only while the draft is open"),
                Table.of("case_photo", "case_number")
                        .sealedAs(Form.BASE64, "case_photo/{case_number}", "content")
                        .nothing("media_type kept_at")
                        .erased(),
                Table.of("case_change", "id").nothing("case_number instance_id"),
                Table.of("case_correction", "case_number field"));
    }

    @Override
    public List<String> views() {
        return List.of("casefile_standing", "casefile_corrections", "casefile_clock", "casefile_digests_of_people");
    }

    @Override
    public Map<String, List<String>> keys(Map<String, List<String>> known) {
        return Map.of(
                "holder",
                find("select holder_key from person where user_id in (:user) and holder_key is not null", known),
                "cases",
                find("select case_number from case_file where applicant in (:user) order by case_number", known));
    }

    private List<String> find(String sql, Map<String, List<String>> known) {
        return jdbc.sql(sql)
                .param("user", known.get("user"))
                .query(String.class)
                .list();
    }

    @Override
    public List<Extract> extracts() {
        return List.of(
                Extract.of("person", "user_id in (:user)"),
                Extract.of("case_file", "applicant in (:user)"),
                Extract.ofCases("case_section"),
                Extract.ofCases("case_submission"),
                Extract.ofCases("case_event"),
                Extract.ofCases("case_problem"),
                Extract.ofCases("case_finding"),
                Extract.ofCases("excluded_time"),
                Extract.ofCases("clock_entry"),
                Extract.ofCases("open_renewal"),
                Extract.ofCases("open_draft"),
                Extract.ofCases("case_change"),
                Extract.ofCases("case_correction"),
                Extract.ofCases("case_photo").withFile("content", this::photo));
    }

    private Optional<Extract.File> photo(Map<String, Object> row) {
        String number = (String) row.get("case_number");
        return photos.of(number).map(jpeg -> new Extract.File("photos/" + number + ".jpg", jpeg));
    }
}
