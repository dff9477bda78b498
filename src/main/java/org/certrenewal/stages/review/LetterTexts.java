package org.certrenewal.stages.review;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.process.RenewalProcess;
import org.certrenewal.vault.Vault;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Is the collection of the words that letters give as reasons: as they were decided, or as an officer wrote them anew
 * because a letter couldn't carry them. The decided words stay in their section.
 */
@Repository
class LetterTexts {

    private static final String CORRECTION = "acceptance.corrections.";
    private static final String NON_ACCEPTANCE = "acceptance.reasons";
    private static final String REVIEW = "review.reasons";
    private static final String EXTENSION = "extension.reasons";

    private final JdbcClient jdbc;
    private final CaseFiles cases;
    private final Vault vault;
    private final Clock clock;

    LetterTexts(JdbcClient jdbc, CaseFiles cases, Vault vault, Clock clock) {
        this.jdbc = jdbc;
        this.cases = cases;
        this.vault = vault;
        this.clock = clock;
    }

    /**
     * Names the words of one place in a letter.
     *
     * @param field path of the section's field
     * @param label what it is about, in Chinese
     */
    record Text(String field, String label, String words) {}

    /** Returns the answer to an application in the words in which its letter gives it. */
    Acceptance acceptance(String caseNumber) {
        Acceptance decided = cases.section(caseNumber, Acceptance.SECTION).orElseThrow();
        Map<String, String> anew = anew(caseNumber);
        List<Acceptance.Missing> corrections = decided.corrections();
        if (corrections != null) {
            corrections = new ArrayList<>();
            for (Acceptance.Missing missing : decided.corrections()) {
                corrections.add(new Acceptance.Missing(
                        missing.field(), anew.getOrDefault(CORRECTION + missing.field(), missing.reason())));
            }
        }
        return new Acceptance(
                decided.decision(),
                corrections,
                decided.ground(),
                anew.getOrDefault(NON_ACCEPTANCE, decided.reasons()),
                decided.authority(),
                decided.confirmation());
    }

    /** Returns the decision in the words in which its letter gives it. */
    Review review(String caseNumber) {
        Review decided = cases.section(caseNumber, Review.SECTION).orElseThrow();
        return new Review(
                decided.decision(),
                decided.ground(),
                anew(caseNumber).getOrDefault(REVIEW, decided.reasons()),
                decided.confirmation());
    }

    /** Returns why the time was extended, in the words in which the letter says it. */
    DeadlineDisposition extension(String caseNumber) {
        DeadlineDisposition decided =
                cases.section(caseNumber, DeadlineDisposition.SECTION).orElseThrow();
        return new DeadlineDisposition(
                decided.disposition(), anew(caseNumber).getOrDefault(EXTENSION, decided.reasons()));
    }

    /** Returns the words that an officer gave for the letter of a step; none where the letter's text is fixed. */
    List<Text> of(CaseFile file, String element) {
        return switch (element) {
            case RenewalProcess.Letters.CORRECTION_NOTICE ->
                acceptance(file.number()).corrections().stream()
                        .map(missing -> new Text(
                                CORRECTION + missing.field(),
                                Correctable.of(missing.field()).orElseThrow().label(),
                                missing.reason()))
                        .toList();
            case RenewalProcess.Letters.NON_ACCEPTANCE_DECISION ->
                List.of(new Text(
                        NON_ACCEPTANCE, "不予受理的理由", acceptance(file.number()).reasons()));
            case RenewalProcess.Letters.EXTENSION_NOTICE ->
                List.of(new Text(EXTENSION, "延长期限的理由", extension(file.number()).reasons()));
            case RenewalProcess.Letters.DECISION_LETTER ->
                file.decision().filter(CaseFile.Decision.REJECTED::equals).isEmpty()
                        ? List.of()
                        : List.of(new Text(
                                REVIEW, "不予延续的理由", review(file.number()).reasons()));
            default -> List.of();
        };
    }

    /** Keeps other words for a place beside those that were there before. */
    void write(String caseNumber, String field, String words, String by) {
        cases.hold(List.of(caseNumber));
        int version = jdbc.sql(
                        "select coalesce(max(version), 1) + 1 from letter_text where case_number = ? and field = ?")
                .params(caseNumber, field)
                .query(Integer.class)
                .single();
        jdbc.sql("""
                        insert into letter_text (case_number, field, version, content, written_by, written_at)
                        values (?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        caseNumber,
                        field,
                        version,
                        vault.seal(purpose(caseNumber, field, version), words),
                        by,
                        OffsetDateTime.now(clock))
                .update();
    }

    private Map<String, String> anew(String caseNumber) {
        Map<String, String> words = new HashMap<>();
        jdbc.sql("select field, version, content from letter_text where case_number = ? order by version")
                .param(caseNumber)
                .query((row, index) -> Map.entry(
                        row.getString(1),
                        vault.open(purpose(caseNumber, row.getString(1), row.getInt(2)), row.getString(3))))
                .list()
                .forEach(text -> words.put(text.getKey(), text.getValue()));
        return words;
    }

    private static String purpose(String caseNumber, String field, int version) {
        return "letter_text/" + caseNumber + "/" + field + "/" + version;
    }
}
