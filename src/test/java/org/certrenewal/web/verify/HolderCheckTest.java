package org.certrenewal.web.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.certrenewal.testing.LoggedInAs.person;
import static org.certrenewal.testing.Tokens.token;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.certrenewal.registry.CertificateNumber;
import org.certrenewal.registry.Certificates;
import org.certrenewal.registry.Verifications;
import org.certrenewal.testing.Intruder;
import org.certrenewal.testing.RenewalTest;
import org.certrenewal.testing.Renewals;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.RequestBuilder;

/** What somebody gets who compares a paper with what is registered, and who copies its address as people do. */
@RenewalTest
@ExtendWith(OutputCaptureExtension.class)
class HolderCheckTest {

    private static final String HOLDER = "w13";
    private static final String ID = "PDfivy_g-Xoffl0123ABCD";

    @Autowired
    private MockMvc web;

    @Autowired
    private Renewals renewals;

    @Autowired
    private Certificates certificates;

    @Autowired
    private Verifications verifications;

    @Autowired
    private JdbcClient jdbc;

    @LocalServerPort
    private int port;

    private String number;
    private String name;
    private String end;

    @BeforeEach
    void begin() {
        TestClock.atStart();
        jdbc.sql("delete from verification where id = ?").param(ID).update();
        number = renewals.certificateOf(HOLDER, TestClock.START.plusDays(80));
        var certificate = certificates.withNumber(new CertificateNumber(number)).orElseThrow();
        verifications.open(ID, new Verifications.Subject(certificate.number(), 1));
        name = certificate.holderName().value();
        end = certificate.holder().value().substring(12);
    }

    @Test
    void should_tell_agreement_from_a_name_that_only_looks_alike_under_the_mask(CapturedOutput log) throws Exception {
        assertThat(text(get("/verify/" + ID))).contains("核对持证人", "身份证号后六位").doesNotContain(name);
        assertThat(asked(name)).contains("您输入的与本证登记的一致", "照片").doesNotContain("不一致。");
        assertThat(asked(" " + end.toLowerCase(java.util.Locale.ROOT) + " ")).contains("您输入的与本证登记的一致");
        String other = name.substring(0, 1) + "某某".substring(0, name.length() - 1);
        assertThat(asked(other)).contains("您输入的与本证登记的不一致", "谨防假证").doesNotContain(name, other);
        assertThat(log).doesNotContain(name).doesNotContain(end).doesNotContain(other);
    }

    @Test
    void should_let_nobody_find_out_by_trying() throws Exception {
        for (int i = 0; i < HolderCheck.TRIES; i++) {
            MockHttpServletResponse answer = answer(ask("00000" + i));
            assertThat(answer.getStatus()).isEqualTo(200);
            assertThat(answer.getContentAsString(StandardCharsets.UTF_8)).contains("不一致");
        }
        MockHttpServletResponse refused = answer(ask(end));
        assertThat(refused.getStatus()).isEqualTo(429);
        assertThat(refused.getContentAsString(StandardCharsets.UTF_8))
                .contains("今天不能再核对", "证照真实有效")
                .doesNotContain("登记的一致");
        assertThat(answer(ask(name).with(person("o01"))).getStatus())
                .as("by whomever")
                .isEqualTo(429);
        TestClock.at(TestClock.START.plusDays(1));
        assertThat(asked(end)).contains("您输入的与本证登记的一致");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "王", "王**", "12345", "1234567", "33020319850315991"})
    void should_not_take_for_a_try_what_is_no_name_and_no_number(String typed) throws Exception {
        for (int i = 0; i <= HolderCheck.TRIES; i++) {
            assertThat(answer(ask(typed)).getStatus()).isEqualTo(422);
        }
        assertThat(asked(name)).contains("您输入的与本证登记的一致");
    }

    @Test
    void should_not_say_of_an_unknown_certificate_whose_it_is() throws Exception {
        MockHttpServletResponse answer =
                answer(post("/verify/AAAAAAAAAAAAAAAAAAAAAA").with(token()).param("holder", name));
        assertThat(answer.getStatus()).isEqualTo(404);
        assertThat(answer.getContentAsString(StandardCharsets.UTF_8)).contains("查无此证");
    }

    /** As they come out of a reader, a chat and a sentence. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PDﬁvy_g-Xoﬄ0123ABCD",
                "ＰＤｆｉｖｙ＿ｇ－Ｘｏｆｆｌ０１２３ＡＢＣＤ",
                "PDfivy_g‐Xoffl0123ABCD",
                "PDfivy_g-Xoffl0123ABCD。",
                "PDfivy_g-Xoffl0123ABCD.",
                "PDfivy_g-Xoffl0123ABCD，请核对",
                "PDfivy_g-Xoffl0123ABCD）",
                "PDfivy_g-Xoffl0123ABCD》”",
                "“PDfivy_g-Xoffl0123ABCD”",
                "PDfivy_g-Xoffl0123ABCD!",
                "PDfivy_g-Xoffl0123ABCD>",
                "PDfivy_g-Xoffl0123ABCD…",
                "PDfivy_g-Xoffl0123ABCD\u200B"
            })
    void should_forgive_what_copying_does_to_an_address(String copied) throws Exception {
        assertThat(text(get(URI.create("/verify/"
                        + java.net.URLEncoder.encode(copied, StandardCharsets.UTF_8)
                                .replace("+", "%20")))))
                .contains("证照真实有效", number);
    }

    /** Signs that a firewall refuses before anybody of ours is asked. */
    @ParameterizedTest
    @ValueSource(strings = {"/", ";", "%3B", "%0A", "%0D%0A", ";jsessionid=1", "%25", "//"})
    void should_forgive_what_a_firewall_does_not(String behind) {
        Intruder stranger = new Intruder(port);
        Intruder.Answer answer = stranger.get("/verify/" + ID + behind);
        if (answer.status() == 302) {
            assertThat(answer.header("Location")).isEqualTo("/verify/" + ID);
            answer = stranger.get("/verify/" + ID);
        }
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("证照真实有效");
    }

    @Test
    void should_leave_to_the_firewall_what_names_no_certificate() {
        assertThat(new Intruder(port).get("/verify/keys/qr.pem;x").status()).isEqualTo(400);
        assertThat(new Intruder(port).get("/lookup;" + ID).status()).isEqualTo(400);
    }

    @Test
    void should_give_the_browser_what_the_signed_part_must_say_but_no_digest_of_the_name() throws Exception {
        LocalDate end = TestClock.START.plusDays(80);
        assertThat(text(get("/verify/" + ID)))
                .contains(
                        "data-number=\"" + number + "\"",
                        "data-to=\"" + end.toString().replace("-", "") + "\"",
                        "data-keys=\"/verify/keys/qr.pem\"");
    }

    private String asked(String holder) throws Exception {
        return text(ask(holder));
    }

    private org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder ask(String holder) {
        return post("/verify/" + ID).with(token()).param("holder", holder);
    }

    private String text(RequestBuilder request) throws Exception {
        return answer(request).getContentAsString(StandardCharsets.UTF_8);
    }

    private MockHttpServletResponse answer(RequestBuilder request) throws Exception {
        return web.perform(request).andReturn().getResponse();
    }
}
