package org.certrenewal.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.certrenewal.audit.AuditTrail;
import org.certrenewal.documents.seal.Pem;
import org.certrenewal.documents.seal.Pki;
import org.certrenewal.documents.seal.SealRegister;
import org.certrenewal.documents.seal.SealRegister.State;
import org.certrenewal.documents.seal.TrustList;
import org.certrenewal.documents.seal.TrustList.Purpose;
import org.certrenewal.testing.Intruder;
import org.certrenewal.testing.RenewalTest;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@RenewalTest
class SealsPageTest {

    private static final String AUTHORITY = "浙江省住房和城乡建设厅";

    @LocalServerPort
    private int port;

    @Autowired
    private SealRegister register;

    @Autowired
    private AuditTrail audit;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Clock clock;

    @BeforeEach
    void begin() {
        TestClock.atStart();
    }

    @AfterEach
    void end() {
        jdbc.sql("delete from authority_seal where proposed_by in ('admin', 'admin2')")
                .update();
    }

    @Test
    void should_name_and_end_a_seal_by_two_persons() {
        Intruder admin = Intruder.of("admin", port);
        Intruder second = Intruder.of("admin2", port);
        Pki former = Pki.root("secp256r1", "CN=旧根", clock.instant().minus(Duration.ofDays(900)));
        String chain = Pem.write(former.key("CN=旧章").chain());

        admin.form("/admin/seals/proposals", proposal(chain, "2025-01-01", "2026-01-01"));
        String id = newest();
        assertThat(admin.get("/admin/seals").body()).contains("已提出，等待另一位系统管理员确认");
        assertThat(state(id)).isEqualTo(State.WAITING);
        admin.form("/admin/seals/proposals/" + id + "/confirmation", Map.of());
        assertThat(admin.get("/admin/seals").body()).contains("不能确认自己提出的");
        assertThat(state(id)).isEqualTo(State.WAITING);
        assertThat(trusted()).doesNotContain(id);

        second.form("/admin/seals/proposals/" + id + "/confirmation", Map.of());
        assertThat(state(id)).isEqualTo(State.NAMED);
        assertThat(entry(id).to()).hasValueSatisfying(to -> assertThat(to).isBefore(clock.instant()));
        assertThat(trusted()).contains(id);
        assertThat(second.get("/admin/seals").body()).contains("CN=旧章", AUTHORITY);

        second.form("/admin/seals/" + id + "/end", Map.of("end", "2025-06-01"));
        second.form("/admin/seals/" + id + "/end/confirmation", Map.of());
        assertThat(entry(id).endProposed()).isPresent();
        admin.form("/admin/seals/" + id + "/end/confirmation", Map.of());
        assertThat(entry(id).to().orElseThrow()).isEqualTo("2025-05-31T16:00:00Z");
        assertThat(audit.of(AuditTrail.ADMINISTRATION).stream().map(it -> it.actor() + " " + it.deed()))
                .contains("admin seal-proposed", "admin2 seal-named", "admin2 seal-end-proposed", "admin seal-ended");
    }

    @Test
    void should_end_what_a_new_seal_replaces() {
        Intruder admin = Intruder.of("admin", port);
        Intruder second = Intruder.of("admin2", port);
        Pki root = Pki.root("secp256r1", "CN=新根", clock.instant().minus(Duration.ofDays(9)));
        admin.form("/admin/seals/proposals", proposal(Pem.write(root.key("CN=甲").chain()), "2026-01-01", ""));
        String before = newest();
        second.form("/admin/seals/proposals/" + before + "/confirmation", Map.of());
        TestClock.pass(Duration.ofSeconds(5));
        admin.form("/admin/seals/proposals", proposal(Pem.write(root.key("CN=乙").chain()), "2026-02-01", ""));
        second.form("/admin/seals/proposals/" + newest() + "/confirmation", Map.of());

        assertThat(entry(before).to())
                .hasValueSatisfying(to -> assertThat(to).isAfter(clock.instant().plus(Duration.ofDays(6))));
        assertThat(entry(newest()).to()).isEmpty();
    }

    @Test
    void should_refuse_in_words_what_is_no_seal() {
        Intruder admin = Intruder.of("admin", port);
        assertThat(answer(admin, proposal("hello", "2026-01-01", ""))).contains("证书无法读取");
        String chain = Pem.write(
                Pki.root("secp256r1", "CN=r", clock.instant()).key("CN=x").chain());
        assertThat(answer(admin, proposal(chain, "", ""))).contains("请填写启用日期");
        assertThat(answer(admin, proposal(chain, "2026-02-01", "2026-01-01"))).contains("停用时间须晚于启用时间");
        assertThat(answer(admin, Map.of("purpose", "x", "certificates", chain, "from", "2026-01-01")))
                .contains("请选择用途");
        assertThat(answer(
                        admin,
                        Map.of("purpose", "pdf", "authority", "某某公司", "certificates", chain, "from", "2026-01-01")))
                .contains("没有这个发证机关");
        assertThat(answer(
                        admin,
                        Map.of("purpose", "ofd", "electronicSeal", "12", "certificates", chain, "from", "2026-01-01")))
                .contains("64位十六进制数");
    }

    @Test
    void should_serve_the_signed_list_to_anybody() {
        String text = Intruder.of("w02", port).get("/verify/keys/trust.jws").body();
        String roots = Intruder.of("w02", port).get("/verify/keys/roots.pem").body();

        TrustList list = TrustList.read(text, Pem.certificates(roots)).orElseThrow();

        assertThat(list.seals()).isEqualTo(register.trust().seals());
        assertThat(list.certificates(Purpose.OFD)).isNotEmpty();
    }

    private static Map<String, String> proposal(String chain, String from, String to) {
        return Map.of(
                "purpose",
                "pdf",
                "authority",
                AUTHORITY,
                "certificates",
                chain,
                "electronicSeal",
                "",
                "from",
                from,
                "to",
                to);
    }

    private static String answer(Intruder admin, Map<String, String> form) {
        admin.form("/admin/seals/proposals", form);
        return admin.get("/admin/seals").body();
    }

    private String newest() {
        List<SealRegister.Named> all = register.all().stream()
                .filter(one -> one.authority().equals(AUTHORITY))
                .toList();
        return all.get(all.size() - 1).id();
    }

    private SealRegister.Named entry(String id) {
        return register.all().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private State state(String id) {
        return entry(id).state();
    }

    private List<String> trusted() {
        List<TrustList.Entry> entries = register.trust().seals();
        return register.all().stream()
                .filter(one -> entries.contains(one.entry()))
                .map(SealRegister.Named::id)
                .toList();
    }
}
