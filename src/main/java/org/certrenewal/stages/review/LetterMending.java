package org.certrenewal.stages.review;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.certrenewal.access.Role;
import org.certrenewal.audit.AuditTrail;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.NoSuchCase;
import org.certrenewal.casefile.Problem;
import org.certrenewal.documents.LetterKind;
import org.certrenewal.documents.Typeface;
import org.certrenewal.process.LetterJobs;
import org.certrenewal.process.RenewalProcess;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Lets an officer write anew what a letter can't carry. The decision stands, its own words are kept, the new ones are
 * recorded, and the letter is tried again. Only people of the office that handles the case, and nobody in the own case.
 */
@Component
class LetterMending {

    private final LetterJobs jobs;
    private final LetterTexts texts;
    private final CaseFiles cases;
    private final AuditTrail audit;

    LetterMending(LetterJobs jobs, LetterTexts texts, CaseFiles cases, AuditTrail audit) {
        this.jobs = jobs;
        this.texts = texts;
        this.cases = cases;
        this.audit = audit;
    }

    /** Says who asks, with the groups. */
    record Officer(String user, Collection<String> groups) {

        private boolean mayMend(CaseFile file) {
            return !file.applicant().equals(user)
                    && file.office()
                            .filter(office -> groups.contains(Role.OFFICER.group() + office)
                                    || groups.contains(Role.SUPERVISOR.group() + office))
                            .isPresent();
        }
    }

    /**
     * Shows a letter that couldn't be made.
     *
     * @param element id of its step in the model
     * @param texts what can be written anew; empty where the text is fixed
     */
    record Stuck(String caseNumber, String element, String title, boolean givenUp, List<Line> texts) {}

    /**
     * Shows one text.
     *
     * @param objection what can't be printed of it, or empty
     */
    record Line(String field, String label, String words, String objection) {}

    /** Returns the letters of an office that couldn't be made. */
    @Transactional
    public List<Stuck> of(Officer officer) {
        List<Stuck> stuck = jobs.failed().stream()
                .filter(letter -> officer.mayMend(cases.withNumber(letter.caseNumber())))
                .map(this::stuck)
                .toList();
        stuck.forEach(letter ->
                audit.append(letter.caseNumber(), officer.user(), "saw", "letter-text " + letter.element(), null));
        return stuck;
    }

    private Stuck stuck(LetterJobs.Failed letter) {
        CaseFile file = cases.withNumber(letter.caseNumber());
        return new Stuck(
                letter.caseNumber(),
                letter.element(),
                title(file, letter.element()),
                letter.givenUp(),
                texts.of(file, letter.element()).stream()
                        .map(text -> new Line(
                                text.field(),
                                text.label(),
                                text.words(),
                                Typeface.official().objection(text.words()).orElse("")))
                        .toList());
    }

    private static String title(CaseFile file, String element) {
        LetterKind kind = switch (element) {
            case RenewalProcess.Letters.ACCEPTANCE_NOTICE -> LetterKind.ACCEPTANCE;
            case RenewalProcess.Letters.CORRECTION_NOTICE -> LetterKind.CORRECTION;
            case RenewalProcess.Letters.NON_ACCEPTANCE_DECISION -> LetterKind.NON_ACCEPTANCE;
            case RenewalProcess.Letters.EXTENSION_NOTICE -> LetterKind.EXTENSION;
            case RenewalProcess.Letters.TERMINATION_NOTICE -> LetterKind.TERMINATION;
            default ->
                file.decision().filter(CaseFile.Decision.REJECTED::equals).isPresent()
                        ? LetterKind.REJECTION
                        : LetterKind.APPROVAL;
        };
        return kind.title();
    }

    /**
     * Writes one text anew, and has the letter tried again once all of it can be printed.
     *
     * @param element id of the letter's step
     * @return what is wrong with the new words; empty if they were taken
     * @throws NoSuchCase if the office has no such letter that couldn't be made
     */
    @Transactional
    public Optional<Problem> mend(Officer officer, String caseNumber, String element, String field, String words) {
        CaseFile file = mine(officer, caseNumber, element);
        LetterTexts.Text text = texts.of(file, element).stream()
                .filter(it -> it.field().equals(field))
                .findFirst()
                .orElseThrow(() -> new NoSuchCase(caseNumber));
        Optional<Problem> problem = Reasons.problem(field, words, Reasons.WANTED);
        if (problem.isPresent()) {
            return problem;
        }
        if (!words.equals(text.words())) {
            texts.write(caseNumber, field, words, officer.user());
            cases.record(
                    caseNumber,
                    officer.user(),
                    "letter-mended",
                    "更正" + title(file, element) + "的文字（" + text.label() + "），决定不变");
            audit.append(caseNumber, officer.user(), "wrote-anew", field, words);
        }
        if (texts.of(file, element).stream()
                .allMatch(it -> Typeface.official().objection(it.words()).isEmpty())) {
            jobs.retry(file, element);
        }
        return Optional.empty();
    }

    /**
     * Has a letter tried again as it is.
     *
     * @throws NoSuchCase if the office has no such letter that couldn't be made
     */
    @Transactional
    public void retry(Officer officer, String caseNumber, String element) {
        CaseFile file = mine(officer, caseNumber, element);
        audit.append(caseNumber, officer.user(), "retried", element, null);
        jobs.retry(file, element);
    }

    private CaseFile mine(Officer officer, String caseNumber, String element) {
        return cases.find(caseNumber)
                .filter(officer::mayMend)
                .filter(file -> jobs.failed().stream()
                        .anyMatch(letter -> letter.caseNumber().equals(caseNumber)
                                && letter.element().equals(element)))
                .orElseThrow(() -> new NoSuchCase(caseNumber));
    }
}
