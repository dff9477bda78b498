package org.certrenewal.registry.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Optional;
import org.certrenewal.registry.Certificate;
import org.certrenewal.registry.CertificateNumber;
import org.certrenewal.registry.CertificateStatus;
import org.certrenewal.registry.IdNumber;
import org.certrenewal.registry.OperationCode;
import org.certrenewal.registry.PersonName;
import org.certrenewal.registry.Renewal;
import org.certrenewal.registry.reference.Gender;
import org.junit.jupiter.api.Test;

/** Compares what two registers say. */
class ComparisonTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 28);
    private static final CertificateNumber NUMBER = new CertificateNumber("浙B012023000123");
    private static final IdNumber HOLDER = IdNumber.of("330203198503159914");

    private final Comparison comparison = new Comparison(TODAY);

    private static Entry entry(String name, String from, String to, String issued, CertificateStatus status) {
        return new Entry(
                NUMBER,
                HOLDER,
                PersonName.of(name),
                Gender.MALE,
                "建筑电工",
                LocalDate.of(2015, 4, 10),
                LocalDate.parse(from),
                LocalDate.parse(to),
                LocalDate.parse(issued),
                "浙江省住房和城乡建设厅",
                "113300000000000000",
                status,
                0,
                null,
                null,
                null,
                null,
                "");
    }

    private static Entry entry() {
        return entry("王海生", "2025-02-16", "2027-02-15", "2025-02-10", CertificateStatus.VALID);
    }

    private static Entry delta(ChangeKind kind, String on) {
        return new Entry(
                NUMBER,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                0,
                "330300",
                null,
                kind,
                LocalDate.parse(on),
                "");
    }

    private Comparison.Current here(CertificateStatus status) {
        Certificate added = ((Comparison.Add) comparison.of(entry(), 2, Optional.empty())).certificate();
        return new Comparison.Current(added.with(status), null, LocalDate.of(2025, 2, 10), false);
    }

    private Comparison.Outcome compare(Entry entry, CertificateStatus here) {
        return comparison.of(entry, 2, Optional.of(here(here)));
    }

    private static Fault.Kind told(Comparison.Outcome outcome) {
        return ((Comparison.Told) outcome).fault().kind();
    }

    @Test
    void should_add_what_is_not_there_and_leave_what_is_the_same() {
        assertThat(comparison.of(entry(), 2, Optional.empty())).isInstanceOf(Comparison.Add.class);
        assertThat(compare(entry(), CertificateStatus.VALID)).isInstanceOf(Comparison.Same.class);
        assertThat(told(comparison.of(delta(ChangeKind.SUSPENDED, "2026-11-27"), 2, Optional.empty())))
                .isEqualTo(Fault.Kind.IS_NOT_THERE);
    }

    @Test
    void should_never_let_somebody_else_have_the_certificate() {
        Entry other = new Entry(
                NUMBER,
                IdNumber.of("11010519491231002X"),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                0,
                null,
                null,
                ChangeKind.SUSPENDED,
                TODAY,
                "");
        assertThat(told(compare(other, CertificateStatus.VALID))).isEqualTo(Fault.Kind.OTHER_HOLDER);
    }

    @Test
    void should_take_over_states_but_bring_nothing_back_to_life() {
        Entry suspended = entry("王海生", "2025-02-16", "2027-02-15", "2025-02-10", CertificateStatus.SUSPENDED);
        assertThat(compare(suspended, CertificateStatus.VALID))
                .isInstanceOfSatisfying(
                        Comparison.Change.class, it -> assertThat(it.status()).contains(CertificateStatus.SUSPENDED));
        assertThat(told(compare(entry(), CertificateStatus.REVOKED))).isEqualTo(Fault.Kind.BACK_TO_LIFE);
        assertThat(told(compare(entry(), CertificateStatus.SUSPENDED))).isEqualTo(Fault.Kind.OTHER_CONTENT);
        assertThat(compare(delta(ChangeKind.RETURNED, "2026-11-27"), CertificateStatus.SUSPENDED))
                .isInstanceOfSatisfying(
                        Comparison.Change.class, it -> assertThat(it.status()).contains(CertificateStatus.VALID));
    }

    @Test
    void should_take_a_valid_one_past_its_term_for_lapsed() {
        Entry over = entry("王海生", "2023-02-16", "2025-02-15", "2023-02-10", CertificateStatus.VALID);
        Certificate lapsed = ((Comparison.Add) comparison.of(over, 2, Optional.empty()))
                .certificate()
                .with(CertificateStatus.LAPSED);
        assertThat(comparison.of(
                        over, 2, Optional.of(new Comparison.Current(lapsed, null, LocalDate.of(2025, 2, 16), false))))
                .isInstanceOf(Comparison.Same.class);
    }

    @Test
    void should_make_a_version_of_a_later_term_and_of_another_name() {
        assertThat(compare(
                        entry("王海生", "2027-02-16", "2030-02-15", "2026-11-20", CertificateStatus.VALID),
                        CertificateStatus.LAPSED))
                .isInstanceOfSatisfying(Comparison.Change.class, it -> {
                    assertThat(it.by()).isEqualTo(OperationCode.RENEWED);
                    assertThat(it.version().orElseThrow().version()).isEqualTo(2);
                    assertThat(it.version().orElseThrow().status()).isEqualTo(CertificateStatus.VALID);
                    assertThat(it.status()).isEmpty();
                });
        assertThat(compare(
                        entry("王海胜", "2025-02-16", "2027-02-15", "2026-11-20", CertificateStatus.VALID),
                        CertificateStatus.VALID))
                .isInstanceOfSatisfying(Comparison.Change.class, it -> {
                    assertThat(it.by()).isEqualTo(OperationCode.CHANGED);
                    assertThat(it.version().orElseThrow().issuedOn()).isEqualTo("2026-11-20");
                });
        assertThat(told(compare(
                        entry("王海胜", "2025-02-16", "2027-02-15", "2026-11-20", CertificateStatus.SUSPENDED),
                        CertificateStatus.SUSPENDED)))
                .isEqualTo(Fault.Kind.NOT_VALID_FOR_CHANGE);
    }

    @Test
    void should_leave_what_is_newer_here_and_have_a_person_look_at_what_is_worse() {
        Certificate renewed = here(CertificateStatus.VALID)
                .certificate()
                .renewed(new Renewal(
                        "CASE",
                        NUMBER,
                        LocalDate.of(2027, 2, 16),
                        LocalDate.of(2030, 2, 15),
                        LocalDate.of(2026, 11, 1),
                        "浙江省住房和城乡建设厅",
                        "113300000000000000"));
        Optional<Comparison.Current> here =
                Optional.of(new Comparison.Current(renewed, null, LocalDate.of(2026, 11, 1), false));
        assertThat(told(comparison.of(entry(), 2, here))).isEqualTo(Fault.Kind.OUTDATED);
        assertThat(comparison.of(delta(ChangeKind.SUSPENDED, "2026-10-01"), 2, here))
                .isInstanceOfSatisfying(
                        Comparison.Change.class, it -> assertThat(it.doubtful()).isTrue());
        Entry revoked = entry("王海生", "2025-02-16", "2027-02-15", "2025-02-10", CertificateStatus.REVOKED);
        assertThat(comparison.of(revoked, 2, here)).isInstanceOfSatisfying(Comparison.Change.class, it -> {
            assertThat(it.doubtful()).isTrue();
            assertThat(it.version()).isEmpty();
            assertThat(it.status()).contains(CertificateStatus.REVOKED);
            assertThat(it.differences())
                    .extracting(Comparison.Difference::column)
                    .containsExactly(ImportColumn.STATUS);
        });
    }

    @Test
    void should_move_a_certificate_to_another_office() {
        assertThat(compare(delta(ChangeKind.OFFICE, "2026-11-27"), CertificateStatus.VALID))
                .isInstanceOfSatisfying(Comparison.Change.class, it -> {
                    assertThat(it.office()).isEqualTo("330300");
                    assertThat(it.on()).isEqualTo("2026-11-27");
                });
    }
}
