package org.certrenewal.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.Section;
import org.certrenewal.held.Resealing;
import org.certrenewal.process.RenewalProcess.Tasks;
import org.certrenewal.testing.RenewalTest;
import org.certrenewal.testing.Renewals;
import org.certrenewal.testing.Renewals.Renewal;
import org.certrenewal.testing.TestClock;
import org.certrenewal.vault.AesVault;
import org.certrenewal.vault.Vault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Looks for people in the whole database, engine's tables included, as somebody does who has stolen a backup. */
@RenewalTest
class PersonalDataAtRestTest {

    private static final List<String> SECRETS =
            List.of("330203198503159914", "王海生", "13800000001", "中山东路1号2单元301室", "iVBORw0KGgo");

    @Autowired
    private List<Resealing> owners;

    @Autowired
    private Renewals renewals;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private CaseFiles cases;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private Vault vault;

    private Renewal renewal;

    @BeforeEach
    void issue() {
        TestClock.atStart();
        renewal = renewals.atForm("w01")
                .fillsTheForm(renewals.certificateOf("w01", TestClock.START.plusDays(80)))
                .choosesPost()
                .confirms()
                .signs()
                .isAccepted("o01");
    }

    @AfterEach
    void end() {
        renewal.isApproved("o01");
    }

    @Test
    void should_show_nobody_in_a_stolen_backup() {
        Map<String, String> found = new LinkedHashMap<>();
        for (String table : tables()) {
            for (Map<String, Object> row :
                    jdbc.sql("select * from \"" + table + "\"").query().listOfRows()) {
                row.forEach((column, value) -> SECRETS.stream()
                        .filter(secret -> text(value).contains(secret))
                        .forEach(secret -> found.put(table + "." + column, secret)));
            }
        }
        assertThat(found).isEmpty();
        assertThat(cases.section(renewal.number(), Section.PICKUP)
                        .orElseThrow()
                        .address()
                        .detail())
                .isEqualTo("中山东路1号2单元301室");
    }

    private List<String> tables() {
        return jdbc.sql("select table_name from information_schema.tables where lower(table_schema) = 'public'")
                .query(String.class)
                .list();
    }

    private static String text(Object value) {
        if (value instanceof byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        if (value instanceof java.sql.Clob clob) {
            try {
                return clob.getSubString(1, (int) clob.length());
            } catch (java.sql.SQLException e) {
                throw new IllegalStateException(e);
            }
        }
        return String.valueOf(value);
    }

    @Test
    void should_seal_everything_anew_with_another_key_and_back() {
        byte[] secret = new byte[32];
        Arrays.fill(secret, (byte) 7);
        AesVault next = new AesVault("next", Map.of("next", secret), secret);
        Rekeying there = new Rekeying(jdbc, transaction, new Change(vault, next), owners);
        int values = there.rotate();
        assertThat(values).isGreaterThan(50);
        assertThat(there.rotate()).isZero();
        assertThat(jdbc.sql("select content from case_section")
                        .query(String.class)
                        .list())
                .allMatch(next::isCurrent);

        Rekeying back = new Rekeying(jdbc, transaction, new Change(next, vault), owners);
        assertThat(back.rotate()).isEqualTo(values);
        assertThat(cases.section(renewal.number(), Section.PICKUP)).isPresent();
        assertThat(renewal.openTasks()).contains(Tasks.REVIEW_APPLICATION);
    }

    /** Opens with one key and seals with another. */
    private record Change(Vault from, Vault to) implements Vault {

        @Override
        public String seal(String purpose, String text) {
            return to.seal(purpose, text);
        }

        @Override
        public byte[] seal(String purpose, byte[] content) {
            return to.seal(purpose, content);
        }

        @Override
        public String open(String purpose, String sealed) {
            return from.open(purpose, sealed);
        }

        @Override
        public byte[] open(String purpose, byte[] sealed) {
            return from.open(purpose, sealed);
        }

        @Override
        public String index(String purpose, String value) {
            return to.index(purpose, value);
        }

        @Override
        public boolean isSealed(String stored) {
            return from.isSealed(stored);
        }

        @Override
        public boolean isCurrent(String sealed) {
            return to.isCurrent(sealed);
        }

        @Override
        public boolean isCurrent(byte[] sealed) {
            return to.isCurrent(sealed);
        }
    }
}
