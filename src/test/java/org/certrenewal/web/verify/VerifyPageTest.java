package org.certrenewal.web.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;

import jakarta.servlet.http.Cookie;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.certrenewal.documents.ListedPaper;
import org.certrenewal.documents.PaperKind;
import org.certrenewal.documents.Papers;
import org.certrenewal.registry.CertificateNumber;
import org.certrenewal.registry.CertificateStatus;
import org.certrenewal.registry.Certificates;
import org.certrenewal.testing.RenewalTest;
import org.certrenewal.testing.Renewals;
import org.certrenewal.testing.Renewals.Renewal;
import org.certrenewal.testing.Repacked;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.RequestBuilder;

@RenewalTest
@ExtendWith(OutputCaptureExtension.class)
class VerifyPageTest {

    private static final String WANG = "w01";

    @Autowired
    private MockMvc web;

    @Autowired
    private Renewals renewals;

    @Autowired
    private Papers papers;

    @Autowired
    private Certificates certificates;

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void begin() {
        TestClock.atStart();
    }

    @Test
    void should_find_genuine_what_a_renewal_issued_and_count_it_without_a_trace_of_the_person(CapturedOutput log)
            throws Exception {
        TestClock.atStart();
        String number = renewals.certificateOf(WANG, TestClock.START.plusDays(80));
        Renewal renewal = renewals.submittedBy(WANG, number).isAccepted("o01").isApproved("o01");
        String id = jdbc.sql("select id from verification where certificate_number = ?")
                .param(number)
                .query(String.class)
                .single();

        assertThat(text(get("/verify/" + id)))
                .contains("证照真实有效", "王**", "建筑电工", "浙江省住房和城乡建设厅", "接续原使用期")
                .doesNotContain("王海生", "330203198503159914");
        for (ListedPaper paper : papers.of(renewal.number())) {
            String verdict = paper.kind().letter().isPresent() ? "文书真实" : "证照真实有效";
            byte[] file = papers.find(paper.id()).orElseThrow().bytes();
            assertThat(text(multipart("/verify").file("file", file))).contains(verdict);
            file[file.length / 2] ^= 1;
            assertThat(text(multipart("/verify").file("file", file))).doesNotContain(verdict);
        }

        assertThat(jdbc.sql("select channel, answer, version from verification_check where certificate_number = ?")
                        .param(number)
                        .query((row, line) -> row.getString(1) + " " + row.getString(2) + " " + row.getInt(3))
                        .list())
                .containsExactly("PAGE GENUINE 2", "FILE GENUINE 2", "FILE GENUINE 2");
        assertThat(log).doesNotContain("王海生").doesNotContain("330203198503159914");
    }

    @Test
    void should_recognise_what_another_program_saved_anew() throws Exception {
        TestClock.atStart();
        String number = renewals.certificateOf(WANG, TestClock.START.plusDays(80));
        Renewal renewal = renewals.submittedBy(WANG, number).isAccepted("o01").isApproved("o01");
        byte[] file = papers.of(renewal.number()).stream()
                .filter(paper -> paper.kind() == PaperKind.CERTIFICATE_OFD)
                .map(paper -> papers.find(paper.id()).orElseThrow().bytes())
                .findFirst()
                .orElseThrow();
        byte[] anew = Repacked.by(file, Repacked.Way.DEFLATED_IN_ANOTHER_ORDER);

        assertThat(text(multipart("/verify").file("file", anew)))
                .contains("内容未变，文件被重新保存过", "建筑电工", "接续原使用期")
                .doesNotContain("损坏", "不是本系统");
        assertThat(answersOf(number)).containsExactly("REWRITTEN");

        Map<String, byte[]> changed = Repacked.entries(file);
        changed.computeIfPresent(
                "Doc_0/Document.xml",
                (name, content) ->
                        (new String(content, StandardCharsets.UTF_8) + " ").getBytes(StandardCharsets.UTF_8));
        assertThat(text(multipart("/verify").file("file", Repacked.zip(changed))))
                .contains("文件被改动过")
                .doesNotContain("重新保存过");

        // What became of the certificate counts more than how its file was saved.
        certificates.changeStatus(new CertificateNumber(number), CertificateStatus.SUSPENDED, TestClock.START, "行政处罚");
        assertThat(text(multipart("/verify").file("file", anew))).contains("证照已暂扣", "被重新保存过");
        assertThat(answersOf(number)).containsExactly("REWRITTEN", "SUSPENDED");
    }

    private List<String> answersOf(String number) {
        return jdbc.sql("select answer from verification_check where certificate_number = ? order by checked_at")
                .param(number)
                .query(String.class)
                .list();
    }

    @Test
    void should_say_that_it_does_not_know_an_id() throws Exception {
        MockHttpServletResponse answer = answer(get("/verify/AAAAAAAAAAAAAAAAAAAAAA"));
        assertThat(answer.getStatus()).isEqualTo(404);
        assertThat(answer.getContentAsString(StandardCharsets.UTF_8)).contains("查无此证");
    }

    @Test
    void should_limit_how_often_a_stranger_asks() throws Exception {
        Cookie browser = answer(get("/verify/AAAAAAAAAAAAAAAAAAAAAA")).getCookie("RENEWAL-BROWSER");
        for (int i = 1; i < 30; i++) {
            assertThat(answer(get("/verify/AAAAAAAAAAAAAAAAAAAAAA").cookie(browser))
                            .getStatus())
                    .isEqualTo(404);
        }
        MockHttpServletResponse refused =
                answer(get("/verify/AAAAAAAAAAAAAAAAAAAAAA").cookie(browser));
        assertThat(refused.getStatus()).isEqualTo(429);
        assertThat(refused.getHeader("Retry-After")).isEqualTo("60");
        jdbc.sql("update throttle set ends_at = timestamp '2000-01-01 00:00:00'")
                .update();
        assertThat(answer(get("/verify/AAAAAAAAAAAAAAAAAAAAAA").cookie(browser)).getStatus())
                .isEqualTo(404);
    }

    static Stream<byte[]> hostile() throws Exception {
        byte[] noise = new byte[300_000];
        new Random(1).nextBytes(noise);
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bomb)) {
            zip.putNextEntry(new ZipEntry("OFD.xml"));
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 512; i++) {
                zip.write(zeros);
            }
        }
        ByteArrayOutputStream entities = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(entities)) {
            zip.putNextEntry(new ZipEntry("OFD.xml"));
            zip.write("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><x>&e;</x>"
                    .getBytes(StandardCharsets.UTF_8));
        }
        byte[] pdf = Arrays.copyOf("%PDF-1.7\n".getBytes(StandardCharsets.US_ASCII), 200_000);
        return Stream.of(new byte[0], noise, bomb.toByteArray(), entities.toByteArray(), pdf);
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void should_refuse_hostile_files_plainly_and_soon(byte[] file) throws Exception {
        text(multipart("/verify").file("file", new byte[] {1}));
        long start = System.nanoTime();
        String page = text(multipart("/verify").file("file", file));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
        assertThat(page).containsAnyOf("无法核验这个文件", "文件没有电子印章", "请选择一个OFD或PDF文件").doesNotContain("Exception", "root:");
    }

    @Test
    void should_hand_out_what_a_program_needs_to_check_without_network() throws Exception {
        assertThat(text(get("/verify/keys/qr.pem"))).startsWith("-----BEGIN CERTIFICATE-----");
        assertThat(text(get("/verify/keys/roots.pem"))).contains("-----END CERTIFICATE-----");
        assertThat(answer(get("/verify/keys/other.pem")).getStatus()).isEqualTo(404);
    }

    private String text(RequestBuilder request) throws Exception {
        return answer(request).getContentAsString(StandardCharsets.UTF_8);
    }

    private MockHttpServletResponse answer(RequestBuilder request) throws Exception {
        return web.perform(request).andReturn().getResponse();
    }
}
