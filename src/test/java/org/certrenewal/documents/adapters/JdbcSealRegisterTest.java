package org.certrenewal.documents.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.certrenewal.CannotStart;
import org.certrenewal.documents.Faces;
import org.certrenewal.documents.Press;
import org.certrenewal.documents.seal.KeystoreSeals;
import org.certrenewal.documents.seal.Pki;
import org.certrenewal.documents.seal.SealKeys;
import org.certrenewal.documents.seal.SealRegister.Named;
import org.certrenewal.documents.seal.SealRegister.State;
import org.certrenewal.documents.seal.SealReport.Finding;
import org.certrenewal.documents.seal.SealedDocumentCheck;
import org.certrenewal.documents.seal.SealingPress;
import org.certrenewal.documents.seal.TrustList;
import org.certrenewal.documents.seal.TrustList.Purpose;
import org.certrenewal.vault.AesVault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** Changes keys as an authority does, and asks afterwards for what was sealed before. */
class JdbcSealRegisterTest {

    private static final Instant NOW = Instant.parse("2026-07-21T02:00:00Z");
    private static final Instant BEGIN = NOW.minus(Duration.ofDays(10));

    private JdbcClient jdbc;
    private JdbcSealRegister register;

    @BeforeEach
    void begin() {
        DriverManagerDataSource source =
                new DriverManagerDataSource("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");
        new ResourceDatabasePopulator(new ClassPathResource("db/migration/V116__authority_seal.sql")).execute(source);
        jdbc = JdbcClient.create(source);
        register = at(NOW);
    }

    private JdbcSealRegister at(Instant moment) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) 5);
        return new JdbcSealRegister(
                jdbc, new AesVault("k", Map.of("k", key), key), Clock.fixed(moment, ZoneId.of("Asia/Shanghai")));
    }

    private static KeystoreSeals generation(String name) {
        Pki international = Pki.root("secp256r1", "CN=根" + name, BEGIN).below(1);
        Pki chinese = Pki.root("sm2p256v1", "CN=国密根" + name, BEGIN).below(1);
        return new KeystoreSeals(
                new SealKeys(international.key("CN=p"), international.key("CN=q"), chinese.key("CN=o"), false),
                Optional.empty());
    }

    /** Names the keys of a generation from a moment on, and ends those that were there. */
    private void name(KeystoreSeals seals, Instant from) {
        register.all().stream()
                .filter(one -> one.to().isEmpty())
                .forEach(one -> register.change(one.ended(from, "admin2")));
        TrustList present = seals.trust();
        present.seals()
                .forEach(entry -> assertThat(register.add(Named.proposed(
                                        entry.purpose(),
                                        entry.authority(),
                                        present.chainOf(entry.certificate()),
                                        entry.electronicSeal(),
                                        from,
                                        Optional.empty(),
                                        "admin",
                                        NOW)
                                .answered(State.NAMED, "admin2", NOW)))
                        .isTrue());
    }

    @Test
    void should_know_what_three_generations_of_keys_sealed_each_in_its_time() throws Exception {
        KeystoreSeals first = generation("一");
        KeystoreSeals second = generation("二");
        KeystoreSeals third = generation("三");
        Instant change = NOW.plus(Duration.ofDays(300));
        Instant next = NOW.plus(Duration.ofDays(600));
        register.admit(first);
        Press.SealedCertificate old = new SealingPress(first).certificate(Faces.of("王建国"), NOW);
        name(second, change);
        Press.SealedCertificate middle = new SealingPress(second).certificate(Faces.of("王建国"), change);
        name(third, next);
        Press.SealedCertificate young = new SealingPress(third).certificate(Faces.of("王建国"), next);
        Press.SealedCertificate stolen = new SealingPress(first).certificate(Faces.of("王建国"), next);

        SealedDocumentCheck check = new SealedDocumentCheck(register);
        for (Press.SealedCertificate genuine : List.of(old, middle, young)) {
            assertThat(check.check(genuine.ofd()).finding()).isEqualTo(Finding.GENUINE);
            assertThat(check.check(genuine.pdf()).finding()).isEqualTo(Finding.GENUINE);
        }
        assertThat(check.check(stolen.ofd()).finding()).isEqualTo(Finding.UNKNOWN_SIGNER);
        assertThat(check.check(stolen.pdf()).finding()).isEqualTo(Finding.UNKNOWN_SIGNER);
        assertThat(register.trust().certificates(Purpose.QR))
                .containsExactlyInAnyOrder(
                        first.shortFormCertificate(), second.shortFormCertificate(), third.shortFormCertificate());
        assertThatThrownBy(() -> at(next.plusSeconds(9)).admit(first))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("已经停用");
        assertThatCode(() -> at(next.plusSeconds(9)).admit(third)).doesNotThrowAnyException();
    }

    @Test
    void should_not_start_with_keys_that_nobody_named() {
        register.admit(generation("一"));
        KeystoreSeals others = generation("二");

        assertThatThrownBy(() -> register.admit(others))
                .isInstanceOfSatisfying(
                        CannotStart.class,
                        reason -> assertThat(reason.all())
                                .hasSize(3)
                                .allSatisfy(one -> assertThat(one.remedy()).contains("/admin/seals")))
                .hasMessageContaining("没有登记在印章名册中");
    }

    @Test
    void should_take_no_key_that_stands_in_the_database_only() {
        KeystoreSeals seals = generation("一");
        register.admit(seals);
        KeystoreSeals others = generation("二");
        TrustList theirs = others.trust();
        // Waits for the second person; somebody sets the rest past the program.
        register.add(Named.proposed(
                Purpose.PDF,
                "",
                theirs.chainOf(theirs.certificates(Purpose.PDF).get(0)),
                "",
                BEGIN,
                Optional.empty(),
                "admin",
                NOW));
        assertThat(register.trust().certificates(Purpose.PDF)).hasSize(1);
        jdbc.sql("update authority_seal set state = 'NAMED' where state = 'WAITING'")
                .update();

        assertThat(at(NOW).trust().certificates(Purpose.PDF)).hasSize(1);
        jdbc.sql("update authority_seal set valid_to = null, valid_from = '2001-01-01 00:00:00+00'")
                .update();
        assertThat(at(NOW).trust().seals()).isEmpty();
    }
}
