package org.certrenewal.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.certrenewal.law.adapters.Laws.BOOK;
import static org.certrenewal.law.adapters.Laws.RULE_SETS;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.certrenewal.law.Finding;
import org.certrenewal.law.RuleSet;
import org.certrenewal.registry.Certificate;
import org.certrenewal.registry.CertificateNumber;
import org.certrenewal.registry.RegistryFacts;
import org.certrenewal.registry.Renewability;
import org.certrenewal.registry.adapters.ReferenceFiles;
import org.certrenewal.registry.reference.Offices;
import org.certrenewal.registry.reference.Trades;
import org.certrenewal.seeds.SeedFolder;
import org.certrenewal.seeds.SeedNode;
import org.certrenewal.tables.Tables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DemoFilesTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
    private static final SeedFolder SEEDS = SeedFolder.packaged();
    private static final Trades TRADES = ReferenceFiles.trades(SEEDS);
    private static final Offices OFFICES = ReferenceFiles.offices(SEEDS);
    private static final List<DemoPerson> PEOPLE = DemoFiles.people(SEEDS, TODAY);
    private static final Map<String, DemoPerson> BY_ID =
            PEOPLE.stream().collect(Collectors.toMap(DemoPerson::id, Function.identity()));
    private static final Tables ELIGIBILITY = Tables.of("eligibility.dmn", "eligibility");

    static Stream<DemoCertificate> certificates() {
        return DemoFiles.certificates(SEEDS, PEOPLE, TRADES, OFFICES, TODAY).stream();
    }

    @ParameterizedTest
    @MethodSource("certificates")
    void should_meet_the_findings_of_its_story(DemoCertificate demo) {
        // GIVEN
        RuleSet rules = RULE_SETS.inForce(TODAY);
        DemoPerson applicant = BY_ID.get(demo.ownerId().orElse("w01"));

        // WHEN
        List<Finding> findings = ELIGIBILITY.findings(
                new Renewability(TRADES, BOOK)
                        .facts(
                                TODAY,
                                rules,
                                applicant.idNumber().orElseThrow(),
                                applicant.name(),
                                Optional.of(demo.certificate()),
                                new RegistryFacts(applicant.records()),
                                false),
                rules);

        // THEN
        assertThat(findings).extracting(Finding::code).as(demo.story()).containsExactlyElementsOf(demo.expect());
    }

    @Test
    void should_end_the_electricians_certificate_in_eighty_days() {
        Certificate certificate = certificates().findFirst().orElseThrow().certificate();

        assertThat(certificate.holderName()).isEqualTo(BY_ID.get("w01").name());
        assertThat(ChronoUnit.DAYS.between(TODAY, certificate.validTo())).isEqualTo(80);
        assertThat(certificate.validFrom())
                .isEqualTo(certificate.validTo().plusDays(1).minusYears(2));
    }

    @Test
    void should_hold_people_for_every_role() {
        assertThat(PEOPLE.stream().flatMap(person -> person.groups().stream()).distinct())
                .contains(
                        "applicants",
                        "officers-330200",
                        "supervisors-330200",
                        "clerks-330200",
                        "officers-330100",
                        "supervisors-330100",
                        "clerks-330100",
                        "officers-330782",
                        "analysts",
                        "camunda-admin");
        assertThat(PEOPLE.stream().filter(person -> person.idNumber().isPresent()))
                .hasSizeGreaterThanOrEqualTo(8);
        assertThat(certificates()).hasSizeGreaterThanOrEqualTo(12);
        assertThat(certificates().map(DemoCertificate::certificate).map(Certificate::number))
                .doesNotHaveDuplicates();
    }

    @Test
    void should_refuse_the_wrong_numbers_for_the_reason_of_their_story() {
        for (SeedNode wrong :
                SEEDS.file("demo/certificates.yaml").get("wrong-numbers").items()) {
            String reason;
            try {
                CertificateNumber number = CertificateNumber.of(wrong.text("number"));
                boolean known = certificates()
                        .anyMatch(demo -> demo.certificate().number().equals(number));
                reason = known ? "known" : "NOT_FOUND";
            } catch (CertificateNumber.Invalid invalid) {
                reason = invalid.reason().name();
            }
            assertThat(reason).as(wrong.text("story")).isEqualTo(wrong.text("expect"));
        }
    }
}
