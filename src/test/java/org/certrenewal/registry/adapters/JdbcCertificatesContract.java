package org.certrenewal.registry.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.certrenewal.registry.Certificate;
import org.certrenewal.registry.CertificateNumber;
import org.certrenewal.registry.CertificateStatus;
import org.certrenewal.registry.Certificates;
import org.certrenewal.registry.HolderKeys;
import org.certrenewal.registry.IdNumber;
import org.certrenewal.registry.PersonName;
import org.certrenewal.registry.Photo;
import org.certrenewal.registry.RegistryFacts;
import org.certrenewal.registry.Renewal;
import org.certrenewal.registry.reference.Gender;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Says what the collection of certificates must do on every database. */
abstract class JdbcCertificatesContract {

    private static final CertificateNumber NUMBER = CertificateNumber.of("浙B012023000123");
    private static final IdNumber HOLDER = IdNumber.of("330203198503159914");
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
    private static final Renewal RENEWAL = renewal("ZJ-2026-000001");

    private JdbcClient jdbc;
    private Certificates certificates;
    private TransactionTemplate transaction;

    abstract DataSource database();

    @BeforeEach
    void migrate() {
        DataSource database = database();
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration")
                .load()
                .migrate();
        jdbc = JdbcClient.create(database);
        certificates = new JdbcCertificates(jdbc, HolderKeys.plain());
        transaction = new TransactionTemplate(new DataSourceTransactionManager(database));
        certificates.add(certificate(NUMBER, "王海生"));
    }

    @Test
    void should_find_a_certificate_by_number_and_by_holder() {
        // GIVEN
        CertificateNumber other = CertificateNumber.of("浙B992024000077");
        certificates.add(certificate(other, "田𬱖"));

        // WHEN / THEN
        assertThat(certificates.withNumber(NUMBER)).contains(certificate(NUMBER, "王海生"));
        assertThat(certificates.heldBy(HOLDER)).extracting(Certificate::number).containsExactly(NUMBER, other);
        assertThat(certificates.withNumber(other).orElseThrow().holderName().value())
                .isEqualTo("田𬱖");
        assertThat(certificates.withNumber(CertificateNumber.of("浙B012023999999")))
                .isEmpty();
        assertThat(certificates.heldBy(IdNumber.of("11010519491231002X"))).isEmpty();
    }

    @Test
    void should_add_a_certificate_once() {
        assertThat(certificates.add(certificate(NUMBER, "另一人"))).isFalse();
        assertThat(certificates.withNumber(NUMBER).orElseThrow().holderName()).isEqualTo(PersonName.of("王海生"));
    }

    @Test
    void should_renew_with_the_number_kept_and_the_version_raised() {
        // WHEN
        Certificate renewed = certificates.renew(RENEWAL);

        // THEN
        Certificate old = certificate(NUMBER, "王海生");
        assertThat(renewed.number()).isEqualTo(NUMBER);
        assertThat(renewed.version()).isEqualTo(2);
        assertThat(renewed.validFrom()).isEqualTo(LocalDate.of(2027, 2, 11));
        assertThat(renewed.validTo()).isEqualTo(LocalDate.of(2030, 2, 10));
        assertThat(renewed.firstIssuedOn()).isEqualTo(old.firstIssuedOn());
        assertThat(renewed.previousIdentifier()).contains(old.identifier());
        assertThat(certificates.withNumber(NUMBER)).contains(renewed);
        assertThat(certificates.versionsOf(NUMBER)).containsExactly(old, renewed);
        assertThat(certificates.withIdentifier(old.identifier())).containsExactly(old);
        assertThat(certificates.withIdentifier(renewed.identifier())).containsExactly(renewed);
        assertThat(certificates.issuedFor("ZJ-2026-000001")).contains(renewed);
        assertThat(certificates.issuedFor("ZJ-2026-000002")).isEmpty();
    }

    @Test
    void should_renew_once_however_often_a_case_asks() {
        // GIVEN
        Certificate first = certificates.renew(RENEWAL);

        // WHEN
        Certificate second = certificates.renew(RENEWAL);

        // THEN
        assertThat(second).isEqualTo(first);
        assertThat(certificates.versionsOf(NUMBER)).hasSize(2);
        assertThat(operations()).containsExactly("01", "02");
    }

    @RepeatedTest(10)
    void should_renew_once_when_two_nodes_ask_at_the_same_time() throws Exception {
        // GIVEN
        int nodes = 4;
        CyclicBarrier together = new CyclicBarrier(nodes);
        ExecutorService pool = Executors.newFixedThreadPool(nodes);
        Callable<Certificate> renew = () -> {
            together.await();
            return transaction.execute(ignored -> certificates.renew(RENEWAL));
        };

        // WHEN
        List<Future<Certificate>> answers = pool.invokeAll(Collections.nCopies(nodes, renew));
        pool.shutdown();

        // THEN
        for (Future<Certificate> answer : answers) {
            assertThat(answer.get().version()).isEqualTo(2);
        }
        assertThat(certificates.versionsOf(NUMBER)).hasSize(2);
        assertThat(operations()).containsExactly("01", "02");
    }

    @Test
    void should_refuse_to_renew_what_is_not_valid_or_not_there() {
        // GIVEN
        certificates.changeStatus(NUMBER, CertificateStatus.SUSPENDED, TODAY, "安全检查");

        // WHEN / THEN
        assertThatThrownBy(() -> certificates.renew(RENEWAL))
                .isInstanceOf(Certificates.Unchangeable.class)
                .hasMessageContaining("ZJ-2026-000001")
                .hasMessageNotContaining(HOLDER.value());
        assertThat(certificates.versionsOf(NUMBER)).hasSize(1);
        Renewal unknown = new Renewal(
                "ZJ-2026-000003",
                CertificateNumber.of("浙B012023999999"),
                TODAY,
                TODAY,
                TODAY,
                "厅",
                "113300000000000000");
        assertThatThrownBy(() -> certificates.renew(unknown))
                .hasMessage("the registry has no certificate with the number 浙B012023999999");
    }

    @Test
    void should_let_two_cases_renew_one_after_the_other() {
        // GIVEN
        certificates.renew(RENEWAL);

        // WHEN
        Certificate again = certificates.renew(renewal("ZJ-2029-000009"));

        // THEN
        assertThat(again.version()).isEqualTo(3);
        assertThat(certificates.issuedFor("ZJ-2026-000001").orElseThrow().version())
                .isEqualTo(2);
    }

    @Test
    void should_correct_a_name_in_a_version_of_the_same_number_and_term() {
        // GIVEN
        Certificate before = certificates.withNumber(NUMBER).orElseThrow();

        // WHEN
        Certificate corrected = certificates.correct(NUMBER, PersonName.of("周晓明"), Gender.FEMALE, TODAY, "登记有误");

        // THEN
        assertThat(corrected).isEqualTo(certificates.withNumber(NUMBER).orElseThrow());
        assertThat(corrected.holderName().value()).isEqualTo("周晓明");
        assertThat(corrected.gender()).isEqualTo(Gender.FEMALE);
        assertThat(corrected.version()).isEqualTo(before.version() + 1);
        assertThat(corrected.validFrom()).isEqualTo(before.validFrom());
        assertThat(corrected.validTo()).isEqualTo(before.validTo());
        assertThat(corrected.previousIdentifier()).contains(before.identifier());
        assertThat(certificates.versionsOf(NUMBER).get(0).holderName()).isEqualTo(before.holderName());
        assertThat(operations()).containsExactly("01", "08");
        assertThat(certificates.renew(RENEWAL).holderName().value()).isEqualTo("周晓明");
    }

    @Test
    void should_refuse_to_correct_what_is_not_valid() {
        certificates.changeStatus(NUMBER, CertificateStatus.SUSPENDED, TODAY, "安全检查");

        assertThatThrownBy(() -> certificates.correct(NUMBER, PersonName.of("周晓明"), Gender.FEMALE, TODAY, "登记有误"))
                .isInstanceOf(Certificates.Unchangeable.class);
        assertThat(certificates.versionsOf(NUMBER)).hasSize(1);
    }

    @Test
    void should_change_the_state_and_write_down_why() {
        // WHEN
        Certificate suspended = certificates.changeStatus(NUMBER, CertificateStatus.SUSPENDED, TODAY, "安全检查");
        Certificate returned = certificates.changeStatus(NUMBER, CertificateStatus.VALID, TODAY, "发还");

        // THEN
        assertThat(suspended.status()).isEqualTo(CertificateStatus.SUSPENDED);
        assertThat(returned.status()).isEqualTo(CertificateStatus.VALID);
        assertThat(operations()).containsExactly("01", "03", "06");
    }

    @Test
    void should_know_what_is_recorded_about_a_person() {
        // GIVEN
        RegistryFacts.Entry violation =
                new RegistryFacts.Entry(RegistryFacts.Kind.VIOLATION, TODAY, Optional.empty(), "超载运行");
        RegistryFacts.Entry bar = new RegistryFacts.Entry(
                RegistryFacts.Kind.FRAUD_BAR, TODAY, Optional.of(LocalDate.of(2029, 11, 22)), "撤销许可");

        // WHEN
        certificates.record(HOLDER, violation);
        certificates.record(HOLDER, bar);
        certificates.record(HOLDER, violation);

        // THEN
        assertThat(certificates.factsAbout(HOLDER).entries()).containsExactly(violation, bar);
        assertThat(certificates.factsAbout(IdNumber.of("11010519491231002X"))).isEqualTo(RegistryFacts.none());
    }

    @Test
    void should_keep_one_photo() {
        // WHEN
        certificates.keepPhoto(NUMBER, new Photo("image/png", new byte[] {1, 2}));
        certificates.keepPhoto(NUMBER, new Photo("image/jpeg", new byte[50 * 1024]));

        // THEN
        Photo photo = certificates.photoOf(NUMBER).orElseThrow();
        assertThat(photo.mediaType()).isEqualTo("image/jpeg");
        assertThat(photo.content()).hasSize(50 * 1024);
        assertThat(certificates.photoOf(CertificateNumber.of("浙B012023999999"))).isEmpty();
    }

    private List<String> operations() {
        return jdbc.sql("select operation from certificate_operation order by id")
                .query(String.class)
                .list();
    }

    private static Renewal renewal(String caseNumber) {
        return new Renewal(
                caseNumber,
                NUMBER,
                LocalDate.of(2027, 2, 11),
                LocalDate.of(2030, 2, 10),
                TODAY,
                "浙江省住房和城乡建设厅",
                "113300000000000000");
    }

    private static Certificate certificate(CertificateNumber number, String name) {
        return new Certificate(
                number,
                HOLDER,
                PersonName.of(name),
                Gender.MALE,
                number.tradeCode(),
                "建筑电工",
                LocalDate.of(2015, 4, 10),
                LocalDate.of(2025, 2, 11),
                LocalDate.of(2027, 2, 10),
                LocalDate.of(2025, 2, 11),
                "浙江省住房和城乡建设厅",
                "113300000000000000",
                CertificateStatus.VALID,
                1,
                Optional.empty());
    }
}
