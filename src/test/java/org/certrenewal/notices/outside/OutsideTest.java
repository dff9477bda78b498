package org.certrenewal.notices.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.junit5.GreenMailExtension;
import com.icegreen.greenmail.util.ServerSetup;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.held.Disclosure;
import org.certrenewal.notices.Note;
import org.certrenewal.notices.Notices;
import org.certrenewal.notices.outside.Contacts.Confirmation;
import org.certrenewal.notices.outside.Contacts.Preference;
import org.certrenewal.notices.outside.Deliveries.State;
import org.certrenewal.partners.mail.StartTlsFront;
import org.certrenewal.partners.mail.TestMailer;
import org.certrenewal.privacy.Retention;
import org.certrenewal.process.Memberships;
import org.certrenewal.process.outbox.NotNow;
import org.certrenewal.process.outbox.Outbox;
import org.certrenewal.process.outbox.PartnerCall;
import org.certrenewal.process.outbox.Refused;
import org.certrenewal.registry.reference.GroupId;
import org.certrenewal.registry.reference.Offices;
import org.certrenewal.testing.RenewalTest;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.thymeleaf.ITemplateEngine;

/** Tells people outside the service: a real SMTP server, and a provider of short messages that can be made to fail. */
@RenewalTest
class OutsideTest {

    private static final String WANG = "w01";
    private static final String OFFICER = "o01";
    private static final String ADDRESS = "worker@example.com";

    @RegisterExtension
    private final GreenMailExtension mails =
            new GreenMailExtension(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Clock clock;

    @Autowired
    private Outbox outbox;

    @Autowired
    private Contacts contacts;

    @Autowired
    private Notices notices;

    @Autowired
    private MessageTexts texts;

    @Autowired
    private ITemplateEngine templates;

    @Autowired
    private Memberships memberships;

    @Autowired
    private CaseFiles cases;

    @Autowired
    private Offices offices;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private ApplicationEventPublisher events;

    @Autowired
    private Retention retention;

    @Autowired
    private List<Disclosure> disclosures;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<ShortMessage> texted = new ArrayList<>();
    private RuntimeException textFails;
    private StartTlsFront front;
    private Deliveries deliveries;
    private MailCall mailCall;
    private SmsCall smsCall;
    private Gathering gathering;

    @BeforeEach
    void open() {
        TestClock.atStart();
        front = new StartTlsFront(mails.getSmtp().getPort(), "localhost");
        Mailer mailer = TestMailer.through(front);
        Texter texter = new Texter() {
            @Override
            public boolean isReal() {
                return true;
            }

            @Override
            public boolean knows(String kind) {
                return !kind.equals("posted");
            }

            @Override
            public Answer send(ShortMessage message) {
                boolean before = texted.stream().anyMatch(it -> it.key().equals(message.key()));
                texted.add(message);
                if (textFails != null) {
                    throw textFails;
                }
                return before ? Answer.TAKEN_BEFORE : Answer.TAKEN;
            }
        };
        deliveries = new Deliveries(jdbc, clock, outbox, mailer, texter, texts, meters);
        mailCall = new MailCall(
                mailer,
                new MailLayout(texts, templates, "https://renewal.example.cn"),
                notices,
                contacts,
                memberships,
                cases,
                offices,
                deliveries,
                transaction,
                events,
                clock);
        smsCall = new SmsCall(texter, texts, notices, contacts, cases, offices, deliveries, transaction, events, clock);
        gathering = new Gathering(contacts, deliveries, notices, mailCall, transaction, clock);
        end();
    }

    @AfterEach
    void close() {
        front.close();
        end();
    }

    private void end() {
        for (String table : List.of("notice_contact", "notice_preference", "notice_delivery")) {
            jdbc.sql("delete from " + table).update();
        }
        jdbc.sql("delete from outbox_message where kind in ('notice-mail', 'notice-sms')")
                .update();
    }

    private void has(String user, Channel channel, String address) {
        String code = contacts.propose(user, channel, address);
        assertThat(contacts.confirm(user, channel, code)).isEqualTo(Confirmation.CONFIRMED);
    }

    /** Tells as {@link Notices#tell} does, through this test's deliveries. */
    private String tell(String recipient, String kind, String text) {
        String key = kind + ":" + UUID.randomUUID();
        return transaction.execute(status -> {
            notices.tell(Note.to(recipient).once(kind, key).saying(text).at("/my/cases"));
            String id = jdbc.sql("select id from notice where once_key = ?")
                    .param(key)
                    .query(String.class)
                    .single();
            deliveries.told(id, recipient, null, kind);
            return id;
        });
    }

    private record Waiting(String id, String kind, String payload) {}

    private List<Waiting> waiting() {
        return jdbc.sql("""
                        select id, kind, payload from outbox_message
                         where done_at is null and kind in ('notice-mail', 'notice-sms') order by created_at
                        """)
                .query((row, index) -> new Waiting(row.getString(1), row.getString(2), row.getString(3)))
                .list();
    }

    private void send(boolean killedBeforeTickingOff) {
        for (Waiting one : waiting()) {
            PartnerCall call = one.kind().equals(Channel.MAIL.outbox()) ? mailCall : smsCall;
            String answer = call.call(one.id(), "notices", one.payload());
            if (!killedBeforeTickingOff) {
                transaction.executeWithoutResult(status -> {
                    call.answered("notices", one.payload(), answer);
                    jdbc.sql("update outbox_message set done_at = ? where id = ?")
                            .params(java.time.OffsetDateTime.now(clock), one.id())
                            .update();
                });
            }
        }
    }

    private void send() {
        send(false);
    }

    private State state(String user) {
        return deliveries.of(user, 1).get(0).state();
    }

    private double counted(Channel channel, String outcome) {
        return meters.counter(
                        "renewal.messages",
                        "channel",
                        channel.name().toLowerCase(java.util.Locale.ROOT),
                        "outcome",
                        outcome)
                .count();
    }

    private static String text(MimeMessage mail) {
        try {
            return (String) ((Multipart) mail.getContent()).getBodyPart(0).getContent();
        } catch (IOException | MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void should_tell_by_mail_and_short_message_what_was_told_within() throws Exception {
        has(WANG, Channel.MAIL, ADDRESS);
        has(WANG, Channel.SMS, "13800000013");

        tell(WANG, "result", "您的延续申请已办结，电子证照可查看");
        assertThat(mails.getReceivedMessages())
                .as("not in the event's transaction")
                .isEmpty();
        send();

        MimeMessage mail = mails.getReceivedMessages()[0];
        assertThat(mail.getSubject()).isEqualTo("您的延续申请已办结");
        assertThat(text(mail)).contains("电子证照可查看", "https://renewal.example.cn/my/cases", "/my/notifications");
        assertThat(texted).singleElement().satisfies(sms -> {
            assertThat(sms.to().value()).isEqualTo("13800000013");
            assertThat(sms.values()).containsOnlyKeys("number");
        });
        assertThat(deliveries.of(WANG, 9)).extracting(Deliveries.Line::state).containsExactly(State.SENT, State.SENT);
    }

    @Test
    void should_write_nothing_when_the_event_is_rolled_back() {
        has(WANG, Channel.MAIL, ADDRESS);

        transaction.executeWithoutResult(status -> {
            deliveries.told(UUID.randomUUID().toString(), WANG, null, "result");
            status.setRollbackOnly();
        });

        assertThat(waiting()).isEmpty();
        assertThat(deliveries.of(WANG, 9)).isEmpty();
    }

    @Test
    void should_send_nothing_to_an_address_that_nobody_has_confirmed() {
        contacts.propose(WANG, Channel.MAIL, ADDRESS);

        tell(WANG, "result", "已办结");
        assertThat(waiting()).isEmpty();

        assertThat(contacts.confirm(WANG, Channel.MAIL, "guess")).isEqualTo(Confirmation.WRONG);
        TestClock.pass(Contacts.MAIL_CODE);
        String code =
                jdbc.sql("select code from notice_contact").query(String.class).single();
        assertThat(contacts.confirm(WANG, Channel.MAIL, code)).isEqualTo(Confirmation.OVER);
    }

    @Test
    void should_let_a_code_be_guessed_five_times_only_and_by_its_owner_only() {
        String code = contacts.propose(WANG, Channel.SMS, "13800000013");
        assertThat(code).matches("[0-9]{6}");
        assertThat(contacts.confirm("w02", Channel.SMS, code)).isEqualTo(Confirmation.OVER);
        for (int guess = 0; guess < 5; guess++) {
            assertThat(contacts.confirm(WANG, Channel.SMS, "x" + guess)).isEqualTo(Confirmation.WRONG);
        }
        assertThat(contacts.confirm(WANG, Channel.SMS, code)).isEqualTo(Confirmation.OVER);
    }

    @Test
    void should_send_the_link_that_confirms_to_the_address_itself() {
        String code = contacts.propose(WANG, Channel.MAIL, ADDRESS);
        deliveries.code(WANG, Channel.MAIL);
        send();

        String text = text(mails.getReceivedMessages()[0]);
        assertThat(text).contains("https://renewal.example.cn/my/notifications?code=" + code);
        assertThat(waiting()).isEmpty();
        assertThat(jdbc.sql("select payload from outbox_message where kind = 'notice-mail'")
                        .query(String.class)
                        .single())
                .doesNotContain(code);
        assertThat(contacts.confirm(WANG, Channel.MAIL, code)).isEqualTo(Confirmation.CONFIRMED);
    }

    /**
     * Killed between the server's answer and the tick: the same mail goes again, and says by its id that it's the same.
     */
    @Test
    void should_send_again_under_the_same_id_and_count_it_after_a_kill() {
        has(WANG, Channel.MAIL, ADDRESS);
        tell(WANG, "result", "已办结");

        send(true);
        send();

        assertThat(List.of(mails.getReceivedMessages()))
                .extracting(MimeMessage::getMessageID)
                .hasSize(2)
                .containsOnly("<" + id() + "@renewal.example.cn>");
        assertThat(counted(Channel.MAIL, "repeated")).isOne();
        assertThat(counted(Channel.MAIL, "sent")).isOne();
        assertThat(state(WANG)).isEqualTo(State.SENT);
    }

    private String id() {
        return jdbc.sql("select id from notice_delivery").query(String.class).single();
    }

    @Test
    void should_send_a_short_message_again_under_the_same_key_until_it_was_surely_refused() {
        has(WANG, Channel.SMS, "13800000013");
        tell(WANG, "result", "已办结");
        textFails = new IllegalStateException("no answer");
        assertThatThrownBy(this::send).isSameAs(textFails);
        textFails = null;
        send(true);
        send();
        assertThat(texted).extracting(ShortMessage::key).containsOnly(id() + "-0");
        assertThat(counted(Channel.SMS, "repeated")).isEqualTo(2);
        assertThat(counted(Channel.SMS, "recognized")).isEqualTo(2);

        end();
        texted.clear();
        tell(WANG, "result", "又办结");
        has(WANG, Channel.SMS, "13800000013");
        tell(WANG, "result", "再办结");
        textFails = new NotTaken("busy", null);
        assertThatThrownBy(this::send).isSameAs(textFails);
        textFails = null;
        send();
        assertThat(texted).extracting(ShortMessage::key).containsExactly(id() + "-0", id() + "-1");
        assertThat(texted).extracting(ShortMessage::reference).containsOnly(id());
        assertThat(counted(Channel.SMS, "repeated")).isEqualTo(2);
    }

    /** The answer to the first was lost; then the line is down, and nobody is called. */
    @Test
    void should_keep_the_key_of_a_short_message_that_may_have_been_taken_while_nobody_is_reached() {
        has(WANG, Channel.SMS, "13800000013");
        tell(WANG, "result", "已办结");
        textFails = new IllegalStateException("no answer");
        assertThatThrownBy(this::send).isSameAs(textFails);
        for (RuntimeException unreached :
                List.of(new NotReached("no connection"), new NotNow("the line is broken", null))) {
            textFails = unreached;
            assertThatThrownBy(this::send).isSameAs(textFails);
        }
        textFails = null;
        send();

        assertThat(texted).hasSize(4).extracting(ShortMessage::key).containsOnly(id() + "-0");
    }

    @Test
    void should_wait_for_a_server_that_is_down_without_taking_it_for_a_double() {
        has(WANG, Channel.MAIL, ADDRESS);
        tell(WANG, "result", "已办结");
        front.answering("greeting", "421 4.3.2 closing");
        assertThatThrownBy(this::send).isInstanceOf(NotTaken.class);
        front.honest();
        send();

        assertThat(mails.getReceivedMessages()).hasSize(1);
        assertThat(counted(Channel.MAIL, "repeated")).isZero();
    }

    @Test
    void should_give_an_address_up_that_is_refused_and_tell_its_owner_within() {
        has(WANG, Channel.MAIL, ADDRESS);
        tell(WANG, "result", "已办结");
        front.answering("RCPT", "550 5.1.1 <worker@example.com> User unknown");

        assertThatThrownBy(this::send).isInstanceOf(Refused.class);

        assertThat(state(WANG)).isEqualTo(State.REFUSED);
        assertThat(contacts.find(WANG, Channel.MAIL)).get().satisfies(contact -> {
            assertThat(contact.wanted()).isFalse();
            assertThat(contact.refusedAt()).isNotNull();
        });
        assertThat(notices.of(List.of(WANG), 100_000))
                .filteredOn(notice -> notice.kind().equals("address-refused"))
                .singleElement()
                .satisfies(
                        notice -> assertThat(notice.text()).contains("邮箱", "拒收").doesNotContain(ADDRESS));
        // Sent again by an administrator: nothing goes there any more.
        front.honest();
        send();
        assertThat(mails.getReceivedMessages()).isEmpty();
    }

    @Test
    void should_wait_for_the_end_of_the_quiet_hours_across_midnight() {
        has(WANG, Channel.MAIL, ADDRESS);
        // From nine in the morning to half past eleven at night.
        TestClock.pass(Duration.ofMinutes(14 * 60 + 30));
        tell(WANG, "result", "已办结");
        assertThat(waiting()).isEmpty();
        assertThat(state(WANG)).isEqualTo(State.WAITING);

        TestClock.pass(Duration.ofMinutes(7 * 60 + 29));
        gathering.run();
        assertThat(waiting()).isEmpty();
        TestClock.pass(Duration.ofMinutes(1));
        gathering.run();
        gathering.run();
        assertThat(waiting()).hasSize(1);
        send();
        assertThat(mails.getReceivedMessages()).hasSize(1);
    }

    @Test
    void should_not_disturb_by_a_message_whose_retry_falls_into_the_quiet_hours() {
        has(WANG, Channel.MAIL, ADDRESS);
        TestClock.pass(Duration.ofHours(12).plusMinutes(59));
        tell(WANG, "result", "已办结");
        front.answering("MAIL", "451 4.3.0 later");
        assertThatThrownBy(this::send).isInstanceOf(NotTaken.class);
        front.honest();
        TestClock.pass(Duration.ofMinutes(1));

        send();

        assertThat(mails.getReceivedMessages()).isEmpty();
        assertThat(state(WANG)).isEqualTo(State.WAITING);
        TestClock.pass(Duration.ofHours(9));
        gathering.run();
        send();
        assertThat(mails.getReceivedMessages()).hasSize(1);
    }

    @Test
    void should_not_send_what_was_turned_off_or_erased_meanwhile() {
        has(WANG, Channel.MAIL, ADDRESS);
        tell(WANG, "result", "已办结");
        contacts.want(WANG, Channel.MAIL, false);
        send();
        assertThat(state(WANG)).isEqualTo(State.DROPPED);

        contacts.want(WANG, Channel.MAIL, true);
        String erased = tell(WANG, "closed", "已结束");
        jdbc.sql("delete from notice where id = ?").param(erased).update();
        send();
        assertThat(mails.getReceivedMessages()).isEmpty();
    }

    @Test
    void should_gather_what_staff_and_their_groups_are_told_once_an_hour() {
        has(OFFICER, Channel.MAIL, "officer@example.com");
        contacts.prefer(OFFICER, new Preference(new QuietHours(LocalTime.of(22, 0), LocalTime.of(7, 0)), true, true));
        TestClock.pass(Duration.ofMinutes(1));
        tell(GroupId.officers("330200").value(), "reminder", "办件 R1 应告知是否受理");
        tell(GroupId.officers("330100").value(), "reminder", "别的机关");
        tell(OFFICER, "handed-over", "办件 R2 已移交");
        assertThat(waiting()).as("nothing at once").isEmpty();

        gathering.run();
        assertThat(waiting()).as("not before what was told is surely committed").isEmpty();
        TestClock.pass(Duration.ofMinutes(3));
        gathering.run();
        gathering.run();
        send();
        assertThat(mails.getReceivedMessages()).hasSize(1);
        assertThat(text(mails.getReceivedMessages()[0])).contains("R1", "R2").doesNotContain("别的机关");

        tell(GroupId.officers("330200").value(), "reminder", "办件 R3 应作出决定");
        TestClock.pass(Duration.ofMinutes(59));
        gathering.run();
        assertThat(waiting()).isEmpty();
        TestClock.pass(Duration.ofMinutes(2));
        gathering.run();
        send();
        assertThat(mails.getReceivedMessages()).hasSize(2);
        assertThat(text(mails.getReceivedMessages()[1])).contains("R3").doesNotContain("R1", "R2");
    }

    @Test
    void should_not_tell_what_groups_are_told_to_members_who_didnt_choose_it() {
        has("s01", Channel.MAIL, "officer@example.com");
        contacts.prefer("s01", new Preference(QuietHours.DEFAULT, true, false));
        TestClock.pass(Duration.ofMinutes(1));
        tell(GroupId.supervisors("330200").value(), "reminder", "办件 R1 应告知是否受理");
        TestClock.pass(Duration.ofHours(2));
        gathering.run();
        assertThat(waiting()).isEmpty();
    }

    @Test
    void should_keep_addresses_sealed_hand_them_out_and_erase_them() {
        has(WANG, Channel.MAIL, ADDRESS);
        contacts.propose(WANG, Channel.SMS, "13800000013");
        tell(WANG, "result", "已办结");
        assertThat(jdbc.sql("select address, pending, code from notice_contact")
                        .query()
                        .listOfRows())
                .allSatisfy(row -> assertThat(row.values().toString()).doesNotContain(ADDRESS, "13800000013"));
        assertThat(disclosures.stream()
                        .filter(ContactTables.class::isInstance)
                        .findFirst()
                        .orElseThrow()
                        .extracts())
                .extracting(extract -> extract.table())
                .contains("notice_contact", "notice_preference", "notice_delivery");

        retention.eraseUnsubmitted(WANG);

        assertThat(contacts.find(WANG, Channel.MAIL)).isEmpty();
        assertThat(contacts.find(WANG, Channel.SMS)).isEmpty();
        send();
        assertThat(mails.getReceivedMessages()).isEmpty();
    }
}
