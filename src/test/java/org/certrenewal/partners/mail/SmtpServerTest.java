package org.certrenewal.partners.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.icegreen.greenmail.junit5.GreenMailExtension;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.util.Throwables;
import org.certrenewal.notices.outside.AddressRefused;
import org.certrenewal.notices.outside.Mail;
import org.certrenewal.notices.outside.MailAddress;
import org.certrenewal.notices.outside.NotTaken;
import org.certrenewal.partners.mail.SmtpSettings.Security;
import org.certrenewal.process.outbox.Refused;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sends to a real SMTP server, through a front that encrypts and can be made to misbehave. */
class SmtpServerTest {

    private static final String ADDRESS = "worker@example.com";
    private static final Mail MAIL =
            new Mail("7b3c", new MailAddress(ADDRESS), "您的延续申请已办结", "您好：\r\n已办结\r\n.\r\n完", "<p>已办结</p>");

    @RegisterExtension
    private final GreenMailExtension mails =
            new GreenMailExtension(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    private StartTlsFront front;

    @BeforeEach
    void open() {
        front = new StartTlsFront(mails.getSmtp().getPort(), "localhost");
    }

    @AfterEach
    void close() {
        front.close();
    }

    private SmtpServer server(int port, Security security) {
        SmtpSettings settings =
                new SmtpSettings("localhost", port, security, "", "", "noreply@renewal.example.cn", "特种作业证书延续");
        return new SmtpServer(
                settings,
                "localhost",
                Duration.ofSeconds(2),
                Duration.ofSeconds(1),
                Optional.of(front::trusting),
                InstantSource.fixed(Instant.parse("2026-09-01T01:00:00Z")));
    }

    private SmtpServer server() {
        return server(front.port(), Security.STARTTLS);
    }

    private MimeMessage only() {
        assertThat(mails.getReceivedMessages()).hasSize(1);
        return mails.getReceivedMessages()[0];
    }

    @Test
    void should_send_text_and_html_encrypted_from_a_fixed_sender_under_a_fixed_id() throws Exception {
        server().send(MAIL);

        MimeMessage received = only();
        assertThat(received.getMessageID()).isEqualTo("<7b3c@renewal.example.cn>");
        assertThat(received.getSubject()).isEqualTo("您的延续申请已办结");
        assertThat(received.getFrom())
                .containsExactly(new InternetAddress("noreply@renewal.example.cn", "特种作业证书延续", "UTF-8"));
        assertThat(received.getAllRecipients()).containsExactly(new InternetAddress(ADDRESS));
        assertThat(received.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(received.getSentDate()).isEqualTo(Instant.parse("2026-09-01T01:00:00Z"));
        assertThat(received.getContentType()).startsWith("multipart/alternative");
        assertThat(part(received, 0)).isEqualTo("您好：\r\n已办结\r\n.\r\n完");
        assertThat(part(received, 1)).isEqualTo("<p>已办结</p>");
        assertThat(front.commands()).contains("STARTTLS");
    }

    private static String part(MimeMessage message, int index) throws IOException, MessagingException {
        BodyPart part = ((Multipart) message.getContent()).getBodyPart(index);
        return (String) part.getContent();
    }

    /** As {@code --renewal.check} does. */
    @Test
    void should_greet_encrypted_and_send_nothing() {
        server().greet();
        assertThat(front.commands()).contains("STARTTLS").noneMatch(line -> line.startsWith("MAIL"));
        assertThat(mails.getReceivedMessages()).isEmpty();

        front.withoutTls();
        assertThatThrownBy(() -> server().greet()).isInstanceOf(NotTaken.class).hasCauseInstanceOf(Exception.class);
    }

    @Test
    void should_tell_nothing_to_a_server_that_offers_no_encryption() {
        front.withoutTls();

        assertThatThrownBy(() -> server().send(MAIL)).isInstanceOf(NotTaken.class);
        assertThat(mails.getReceivedMessages()).isEmpty();
        assertThat(front.commands()).noneMatch(line -> line.startsWith("MAIL") || line.startsWith("AUTH"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"454 4.7.0 TLS not available", "501 5.5.4 no", "220"})
    void should_tell_nothing_to_a_server_that_refuses_or_only_plays_encryption(String answer) {
        front.answering("STARTTLS", answer);

        assertThatThrownBy(() -> server().send(MAIL)).isInstanceOf(NotTaken.class);
        assertThat(mails.getReceivedMessages()).isEmpty();
        assertThat(front.commands()).noneMatch(line -> line.contains(ADDRESS));
    }

    @Test
    void should_tell_nothing_to_a_server_whose_certificate_is_for_another_name() {
        front.close();
        front = new StartTlsFront(mails.getSmtp().getPort(), "mail.other.example");

        assertThatThrownBy(() -> server().send(MAIL)).isInstanceOf(NotTaken.class);
        assertThat(mails.getReceivedMessages()).isEmpty();
    }

    @Test
    void should_tell_nothing_to_a_server_that_nobody_trusts() {
        StartTlsFront trusted = front;
        try (StartTlsFront other = new StartTlsFront(mails.getSmtp().getPort(), "localhost")) {
            int port = other.port();
            assertThatThrownBy(() -> server(port, Security.STARTTLS).send(MAIL)).isInstanceOf(NotTaken.class);
            assertThat(trusted.commands()).isEmpty();
        }
        assertThat(mails.getReceivedMessages()).isEmpty();
    }

    @Test
    void should_know_that_nothing_was_taken_when_the_server_is_down() {
        front.close();

        assertThatThrownBy(() -> server().send(MAIL)).isInstanceOf(NotTaken.class);
    }

    @ParameterizedTest
    @CsvSource({"greeting", "EHLO", "MAIL", "RCPT", "DATA"})
    void should_not_wait_for_a_server_that_says_nothing(String command) {
        front.answering(command, StartTlsFront.SILENT);
        long begun = System.nanoTime();

        assertThatThrownBy(() -> server().send(MAIL)).isInstanceOf(RuntimeException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
        assertThat(mails.getReceivedMessages()).isEmpty();
    }

    /**
     * Says what no server should, at each of the steps; the front speaks the first two, the encrypted side the rest.
     */
    static Stream<Arguments> hostile() {
        List<String> answers = List.of(
                StartTlsFront.CUT,
                StartTlsFront.DROPS,
                StartTlsFront.ENDLESS_LINE,
                StartTlsFront.ENDLESS_LINES,
                "",
                "王海生 worker@example.com",
                "250",
                "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>worker@example.com</html>",
                "999 worker@example.com",
                "2\u00005\u00000 ok",
                "421 4.3.2 closing, worker@example.com",
                "451 4.7.1 greylisted worker@example.com",
                "500 5.5.2 worker@example.com",
                "554 5.7.1 worker@example.com");
        return Stream.of("greeting", "EHLO", "STARTTLS", "MAIL", "RCPT", "DATA", ".")
                .flatMap(step -> answers.stream().map(answer -> Arguments.of(step, answer)));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void should_end_soon_name_nobody_and_give_up_only_what_is_refused(String step, String answer) {
        front.answering(step, answer);
        assertItEnds(server(), answer);
    }

    private void assertItEnds(SmtpServer server, String answer) {
        long begun = System.nanoTime();
        Throwable failed = catchThrowable(() -> server.send(MAIL));
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(15));
        if (failed == null) {
            assertThat(answer).as("what stands for yes").startsWith("250");
            return;
        }
        assertThat(Throwables.getStackTrace(failed)).doesNotContain(ADDRESS, "王海生");
        assertThat(failed).isInstanceOf(RuntimeException.class);
        assertThat(front.said()).as("bytes that were taken").isLessThan(16_000_000);
        if (failed instanceof Refused) {
            // After a yes that the server behind knows nothing of, it says 503 itself.
            assertThat(answer).as("given up for good").matches("250|5[0-9]{2} .*");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {StartTlsFront.DROPS, StartTlsFront.ENDLESS_LINE, StartTlsFront.ENDLESS_LINES})
    void should_end_likewise_where_all_is_encrypted_from_the_first_byte(String answer) throws Exception {
        front.fromTheFirstByte();
        server(front.port(), Security.TLS).send(MAIL);
        assertThat(only().getSubject()).isEqualTo("您的延续申请已办结");

        front.answering("EHLO", answer);
        assertItEnds(server(front.port(), Security.TLS), answer);
    }

    @ParameterizedTest
    @CsvSource({
        "550 5.1.1 <worker@example.com> User unknown, 550-5.1.1",
        "553 no such mailbox here, 553",
        "552 5.2.2 mailbox full for good, 552-5.2.2"
    })
    void should_know_a_mailbox_that_isnt_there(String answer, String code) {
        front.answering("RCPT", answer);

        assertThatThrownBy(() -> server().send(MAIL))
                .isInstanceOfSatisfying(
                        AddressRefused.class,
                        refused -> assertThat(refused.code()).isEqualTo(code))
                .message()
                .doesNotContain(ADDRESS, "User");
    }

    @ParameterizedTest
    @CsvSource({
        "RCPT, 550 5.7.1 relaying denied, smtp-550-5.7.1",
        "MAIL, 553 5.7.1 not your address, smtp-553-5.7.1",
        "., 554 5.7.1 looks like spam for worker@example.com, smtp-554-5.7.1"
    })
    void should_tell_what_is_wrong_with_us_from_a_mailbox_that_isnt_there(String command, String answer, String code) {
        front.answering(command, answer);

        assertThatThrownBy(() -> server().send(MAIL))
                .isInstanceOf(Refused.class)
                .isNotInstanceOf(AddressRefused.class)
                .satisfies(e -> assertThat(((Refused) e).code()).isEqualTo(code));
        assertThat(mails.getReceivedMessages()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"RCPT, 450 4.2.1 busy", "MAIL, 451 4.3.0 later", "., 452 4.3.1 no room", "greeting, 421 4.3.2 closing"})
    void should_try_later_where_the_server_says_so(String command, String answer) {
        front.answering(command, answer);

        assertThatThrownBy(() -> server().send(MAIL)).isInstanceOf(NotTaken.class);
        assertThat(mails.getReceivedMessages()).isEmpty();
    }

    /** RFC 5321 section 4.1.4 and RFC 1047: the answer to the end of the data is lost, and the mail is there. */
    @Test
    void should_not_know_what_became_of_a_mail_whose_answer_was_lost_and_send_it_under_the_same_id() throws Exception {
        front.answering(".", StartTlsFront.CUT_AFTER);
        assertThatThrownBy(() -> server().send(MAIL))
                .isInstanceOf(RuntimeException.class)
                .isNotInstanceOf(NotTaken.class)
                .isNotInstanceOf(Refused.class);

        front.honest();
        server().send(MAIL);

        assertThat(mails.getReceivedMessages()).hasSize(2);
        assertThat(List.of(mails.getReceivedMessages()))
                .extracting(MimeMessage::getMessageID)
                .containsOnly("<7b3c@renewal.example.cn>");
    }

    @Test
    void should_log_in_only_where_it_is_encrypted() {
        mails.setUser("noreply@renewal.example.cn", "postman", "correct horse battery");
        SmtpSettings settings = new SmtpSettings(
                "localhost",
                front.port(),
                Security.STARTTLS,
                "postman",
                "correct horse battery",
                "noreply@renewal.example.cn",
                "");
        SmtpServer server = new SmtpServer(
                settings,
                "localhost",
                Duration.ofSeconds(2),
                Duration.ofSeconds(1),
                Optional.of(front::trusting),
                InstantSource.system());
        front.withoutTls();
        assertThatThrownBy(() -> server.send(MAIL)).isInstanceOf(NotTaken.class);
        assertThat(front.commands()).noneMatch(line -> line.startsWith("AUTH"));

        front.honest();
        server.send(MAIL);

        assertThat(only()).isNotNull();
        assertThat(settings.toString()).doesNotContain("horse");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "worker@example.com\r\nBcc: all@example.com",
                "worker@example.com\nRCPT TO:<all@example.com>",
                "worker@example.com,all@example.com",
                "worker@example.com all@example.com",
                "\"worker\\r\\nBcc: all\"@example.com",
                "王 <worker@example.com>",
                "worker@[127.0.0.1]",
                "worker@localhost",
                "wor%0aker@exam\u2028ple.com",
                "worker@example.com>",
                "@example.com",
                "worker@",
                ".worker@example.com",
                "worker@-example.com",
                "(a)worker@example.com",
                "",
                "worker@example.com\u0000"
            })
    void should_take_no_address_that_says_more_than_one_mailbox(String typed) {
        assertThat(MailAddress.typed(typed)).isEmpty();
        assertThatThrownBy(() -> new MailAddress(typed)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void should_take_addresses_as_people_have_them() {
        assertThat(MailAddress.typed("  ｗorker.wang+renewal@QQ.Com "))
                .contains(new MailAddress("worker.wang+renewal@qq.com"));
        assertThat(new MailAddress("1234567@qq.com").masked()).isEqualTo("1***@qq.com");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x\r\nBcc: all@example.com", "x\ny", "x\u0000y", "x\u0085y"})
    void should_take_no_subject_and_no_sender_of_two_lines(String text) {
        assertThatThrownBy(() -> new Mail("k", new MailAddress(ADDRESS), text, "", ""))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SmtpSettings("localhost", 25, Security.STARTTLS, "", "", ADDRESS, text))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Mail(text, new MailAddress(ADDRESS), "s", "", ""))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
