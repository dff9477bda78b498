package org.certrenewal.stages.faceauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.certrenewal.casefile.People;
import org.certrenewal.process.FaceAuthentication.Answer;
import org.certrenewal.process.FaceAuthentication.Check;
import org.certrenewal.process.FaceAuthentication.Heard;
import org.certrenewal.process.RenewalProcess.Tasks;
import org.certrenewal.testing.RenewalTest;
import org.certrenewal.testing.Renewals;
import org.certrenewal.testing.Renewals.Renewal;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Lets answers to face checks be about others, come late, and come again. */
@RenewalTest
class FaceAnswersTest {

    private static final String WANG = "w01";

    @Autowired
    private Renewals renewals;

    @Autowired
    private FaceSessions sessions;

    @Autowired
    private People people;

    @Autowired
    private Clock clock;

    private Renewal renewal;
    private FaceSessions.FaceSession session;

    @BeforeEach
    void begin() {
        TestClock.atStart();
        renewal = renewals.begunBy(WANG).choosesTheService().hearsFromPartners();
        session = sessions.newest(renewal.number()).orElseThrow();
    }

    private Answer answer(String session, String reference, String caseNumber, String whose, Instant at) {
        People.Person person = people.withUserId(whose);
        return new Answer(
                session,
                reference,
                new Check(session, caseNumber, person.name(), person.idNumber()).subject(),
                true,
                at);
    }

    private Answer right() {
        return answer(session.id(), session.reference().orElseThrow(), renewal.number(), WANG, clock.instant());
    }

    @Test
    void should_take_an_answer_about_the_very_person_and_case_once() {
        assertThat(sessions.hear(right())).isEqualTo(Heard.TAKEN);
        assertThat(renewal.openTasks()).containsExactly(Tasks.FILL_FORM);

        assertThat(sessions.hear(right())).isEqualTo(Heard.REPEATED);
        assertThat(renewal.eventKinds()).containsOnlyOnce("face-confirmed");
    }

    @Test
    void should_refuse_an_answer_about_somebody_else_or_another_case() {
        String reference = session.reference().orElseThrow();

        assertThat(sessions.hear(answer(session.id(), reference, renewal.number(), "w02", clock.instant())))
                .isEqualTo(Heard.MISTAKEN);
        assertThat(sessions.hear(answer(session.id(), reference, "330200202600001", WANG, clock.instant())))
                .isEqualTo(Heard.MISTAKEN);
        assertThat(sessions.hear(answer(session.id(), "another", renewal.number(), WANG, clock.instant())))
                .isEqualTo(Heard.MISTAKEN);
        assertThat(sessions.hear(answer("unknown", reference, renewal.number(), WANG, clock.instant())))
                .isEqualTo(Heard.FOREIGN);
        assertThat(renewal.openTasks()).containsExactly(Tasks.AUTHENTICATE_FACE);
    }

    @Test
    void should_take_an_answer_that_was_in_time_but_a_little_long_on_its_way() {
        Answer inTime = answer(
                session.id(),
                session.reference().orElseThrow(),
                renewal.number(),
                WANG,
                session.expiresAt().minusSeconds(2));
        TestClock.pass(Duration.ofMinutes(3).plusSeconds(20));

        assertThat(sessions.hear(inTime)).isEqualTo(Heard.TAKEN);
        assertThat(renewal.openTasks()).containsExactly(Tasks.FILL_FORM);
    }

    @Test
    void should_refuse_an_answer_that_comes_late_or_from_another_time() {
        Answer future = answer(
                session.id(),
                session.reference().orElseThrow(),
                renewal.number(),
                WANG,
                clock.instant().plusSeconds(120));
        assertThat(sessions.hear(future)).isEqualTo(Heard.LATE);
        Answer now = right();
        TestClock.pass(Duration.ofMinutes(5));

        assertThat(sessions.hear(now)).isEqualTo(Heard.LATE);
        assertThat(sessions.hear(right())).isEqualTo(Heard.LATE);
        assertThat(renewal.openTasks()).containsExactly(Tasks.AUTHENTICATE_FACE);
    }

    @Test
    void should_refuse_an_answer_for_a_case_that_is_over() {
        renewal.withdraws();

        assertThat(sessions.hear(right())).isEqualTo(Heard.LATE);
    }

    @Test
    void should_count_no_code_that_never_came() {
        Renewal other = renewals.begunBy("w02").choosesTheService();
        for (int i = 0; i < 9; i++) {
            TestClock.pass(Duration.ofMinutes(3).plusSeconds(1));
            assertThat(sessions.renew(other.number())).isTrue();
        }
        TestClock.pass(Duration.ofSeconds(1));
        other.hearsFromPartners();

        assertThat(sessions.newest(other.number()).orElseThrow().state()).isEqualTo(FaceSessions.State.WAITING);
        assertThat(sessions.overdue(5)).isEmpty();
    }
}
