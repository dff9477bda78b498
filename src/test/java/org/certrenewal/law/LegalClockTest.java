package org.certrenewal.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.certrenewal.law.adapters.Laws.CALENDAR;
import static org.certrenewal.law.adapters.Laws.CLOCK;
import static org.certrenewal.law.adapters.Laws.RULE_SETS;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.certrenewal.law.adapters.Laws;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LegalClockTest {

    private static final LocalDate FRIDAY = day("2026-11-20");
    private static final CaseEvents RECEIVED = CaseEvents.receivedOn(FRIDAY);
    private static final CaseEvents ACCEPTED = RECEIVED.acceptedOn(day("2026-11-23"));

    private static LocalDate day(String text) {
        return LocalDate.parse(text);
    }

    private static DueDate due(String text) {
        return new DueDate(day(text), false);
    }

    private static LegalClock clockThatResumes() {
        List<RuleBook> books = RULE_SETS.books().stream()
                .map(book -> book.id().equals("house") ? resuming(book) : book)
                .toList();
        return new LegalClock(new RuleSets(books), CALENDAR);
    }

    private static RuleBook resuming(RuleBook house) {
        Map<RuleKey, Rule> rules = new EnumMap<>(house.rules());
        Rule old = rules.get(RuleKey.CORRECTION_CLOCK);
        rules.put(
                RuleKey.CORRECTION_CLOCK,
                new Rule(old.key(), "resume", old.article(), old.source(), old.mark(), old.note(), old.origin()));
        return new RuleBook(
                house.id(), house.title(), house.layer(), house.from(), house.until(), rules, house.origin());
    }

    @Nested
    class Acceptance {

        @Test
        void should_give_the_office_five_working_days_from_receipt() {
            assertThat(CLOCK.acceptanceDue(RECEIVED)).contains(due("2026-11-27"));
        }

        @Test
        void should_take_silence_for_acceptance_from_the_day_of_receipt() {
            assertThat(CLOCK.isDeemedAccepted(RECEIVED, day("2026-11-27"))).isFalse();
            assertThat(CLOCK.isDeemedAccepted(RECEIVED, day("2026-11-28"))).isTrue();
            assertThat(CLOCK.isDeemedAccepted(ACCEPTED, day("2026-11-28"))).isFalse();
            assertThat(RECEIVED.lastReceived()).isEqualTo(FRIDAY);
        }

        @Test
        void should_stand_still_while_the_applicant_corrects() {
            // GIVEN
            CaseEvents correcting = RECEIVED.correctionAskedOn(day("2026-11-24"));

            // WHEN / THEN
            assertThat(correcting.isWaitingForApplicant()).isTrue();
            assertThat(CLOCK.acceptanceDue(correcting)).isEmpty();
            assertThat(CLOCK.isDeemedAccepted(correcting, day("2027-06-01"))).isFalse();
            assertThat(CLOCK.correctionAnswerDue(correcting)).contains(due("2026-12-15"));
            assertThat(CLOCK.correctionAnswerDue(RECEIVED)).isEmpty();
        }

        @Test
        void should_begin_anew_when_the_correction_comes_in() {
            // GIVEN
            CaseEvents corrected = RECEIVED.correctionAskedOn(day("2026-11-24")).resubmittedOn(day("2026-12-01"));

            // WHEN / THEN
            assertThat(corrected.isWaitingForApplicant()).isFalse();
            assertThat(CLOCK.acceptanceDue(corrected)).contains(due("2026-12-08"));
            assertThat(corrected.lastReceived()).isEqualTo(day("2026-12-01"));
        }

        @Test
        void should_go_on_where_it_stopped_if_the_authority_sets_it_so() {
            // GIVEN
            LegalClock resuming = clockThatResumes();
            CaseEvents afterTwoDays =
                    RECEIVED.correctionAskedOn(day("2026-11-24")).resubmittedOn(day("2026-12-01"));
            CaseEvents onLastDay = RECEIVED.correctionAskedOn(day("2026-11-27")).resubmittedOn(day("2026-12-01"));

            // WHEN / THEN
            assertThat(resuming.acceptanceDue(RECEIVED)).contains(due("2026-11-27"));
            assertThat(resuming.acceptanceDue(afterTwoDays)).contains(due("2026-12-04"));
            assertThat(resuming.acceptanceDue(onLastDay)).contains(due("2026-12-02"));
        }

        @Test
        void should_refuse_a_second_correction() {
            // GIVEN
            CaseEvents corrected = RECEIVED.correctionAskedOn(day("2026-11-24")).resubmittedOn(day("2026-12-01"));

            // WHEN / THEN
            assertThatThrownBy(() -> corrected.correctionAskedOn(day("2026-12-02")))
                    .hasMessageContaining("already asked for on 2026-11-24")
                    .hasMessageContaining("行政许可法第三十二条");
        }

        @Test
        void should_refuse_a_correction_after_acceptance_and_an_answer_to_none() {
            assertThatThrownBy(() -> ACCEPTED.correctionAskedOn(day("2026-11-24")))
                    .hasMessageContaining("comes before acceptance, which was on 2026-11-23");
            assertThatThrownBy(() -> RECEIVED.resubmittedOn(day("2026-11-24")))
                    .hasMessage("nothing is being corrected");
        }
    }

    @Nested
    class CorrectionsNearTheEnd {

        private static final CaseEvents ASKED = RECEIVED.correctionAskedOn(FRIDAY);

        @Test
        void should_end_with_the_certificate_in_clock_and_ledger_alike() {
            CaseEvents ending = ASKED.ofCertificateUntil(day("2026-12-01"));

            assertThat(CLOCK.correctionAnswerDue(ending)).contains(due("2026-12-01"));
            assertThat(CLOCK.ledger(ending))
                    .filteredOn(entry -> entry.kind() == ClockEntry.Kind.CORRECTION)
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.due()).contains(day("2026-12-01")));
            assertThat(CLOCK.correctionAnswerDue(ASKED.ofCertificateUntil(day("2026-12-11"))))
                    .contains(due("2026-12-11"));
            assertThat(CLOCK.correctionAnswerDue(ASKED.ofCertificateUntil(day("2026-12-12"))))
                    .contains(due("2026-12-11"));
            assertThat(CLOCK.correctionAnswerDue(ASKED.ofCertificateUntil(FRIDAY)))
                    .contains(new DueDate(FRIDAY, false));
        }

        @Test
        void should_never_end_before_it_was_asked_for() {
            assertThat(CLOCK.correctionAnswerDue(ASKED.ofCertificateUntil(FRIDAY.minusDays(1))))
                    .contains(due("2026-12-11"));
        }

        @Test
        void should_keep_the_certificate_through_the_whole_case() {
            CaseEvents events = RECEIVED.ofCertificateUntil(day("2027-01-01"));
            assertThat(List.of(
                            events.correctionAskedOn(FRIDAY),
                            events.correctionAskedOn(FRIDAY).resubmittedOn(FRIDAY),
                            events.acceptedOn(FRIDAY),
                            events.extendedOn(FRIDAY),
                            events.decidedOn(FRIDAY),
                            events.deliveredOn(FRIDAY),
                            events.excluding(new ExcludedTime(FRIDAY, Optional.empty(), ""))))
                    .allSatisfy(it -> assertThat(it.certificateEnd()).contains(day("2027-01-01")));
        }
    }

    @Nested
    class Decision {

        @Test
        void should_be_due_twenty_working_days_after_acceptance() {
            assertThat(CLOCK.decisionDue(CaseEvents.receivedOn(FRIDAY).acceptedOn(FRIDAY)))
                    .contains(due("2026-12-18"));
            assertThat(CLOCK.decisionDue(RECEIVED)).isEmpty();
        }

        @Test
        void should_be_due_ten_working_days_after_acceptance_under_the_document_of_2008() {
            // GIVEN
            CaseEvents old = CaseEvents.receivedOn(day("2026-05-27")).acceptedOn(day("2026-05-29"));

            // WHEN / THEN
            assertThat(CLOCK.decisionDue(old)).contains(due("2026-06-12"));
        }

        @Test
        void should_follow_the_rules_of_the_day_of_acceptance_not_of_receipt() {
            // GIVEN
            CaseEvents across = CaseEvents.receivedOn(day("2026-05-29")).acceptedOn(day("2026-06-01"));

            // WHEN / THEN
            assertThat(CLOCK.rulesOf(CaseEvents.receivedOn(day("2026-05-29"))).regime())
                    .isEqualTo("document-2008");
            assertThat(CLOCK.rulesOf(across).regime()).isEqualTo("order-2025");
            assertThat(CLOCK.decisionDue(across)).contains(due("2026-06-30"));
        }

        @Test
        void should_move_by_ten_working_days_when_extended() {
            // WHEN
            CaseEvents extended = CaseEvents.receivedOn(day("2026-11-02"))
                    .acceptedOn(day("2026-11-03"))
                    .extendedOn(day("2026-11-30"));

            // THEN
            assertThat(CLOCK.decisionDue(extended)).contains(due("2026-12-15"));
        }

        @Test
        void should_not_count_time_for_an_expert_review() {
            // GIVEN
            ExcludedTime review = new ExcludedTime(day("2026-11-25"), Optional.of(day("2026-11-27")), "专家评审");
            ExcludedTime open = new ExcludedTime(day("2026-12-01"), Optional.empty(), "专家评审");

            // WHEN / THEN
            assertThat(CLOCK.decisionDue(ACCEPTED)).contains(due("2026-12-21"));
            assertThat(CLOCK.decisionDue(ACCEPTED.excluding(review))).contains(due("2026-12-24"));
            assertThat(CLOCK.decisionDue(ACCEPTED.excluding(review).excluding(open)))
                    .isEmpty();
            assertThatThrownBy(() -> new ExcludedTime(FRIDAY, Optional.of(FRIDAY.minusDays(2)), ""))
                    .hasMessage("excluded time can't end on 2026-11-18 and begin on 2026-11-20");
            assertThat(new ExcludedTime(FRIDAY, Optional.of(FRIDAY), "").isOpen())
                    .isFalse();
        }

        @Test
        void should_lose_the_day_of_the_stop_but_not_the_day_on_which_the_clock_runs_again() {
            // GIVEN
            ExcludedTime open = new ExcludedTime(day("2026-11-25"), Optional.empty(), "专家评审");
            ExcludedTime sameDay = open.until(day("2026-11-25"));
            ExcludedTime overNight = open.until(day("2026-11-26"));

            // WHEN / THEN
            assertThat(sameDay.isEmpty()).isTrue();
            assertThat(overNight.isEmpty()).isFalse();
            assertThat(open.isEmpty()).isFalse();
            assertThat(CLOCK.decisionDue(ACCEPTED.excluding(sameDay))).contains(due("2026-12-21"));
            assertThat(CLOCK.decisionDue(ACCEPTED.excluding(overNight))).contains(due("2026-12-22"));
            assertThat(CLOCK.ledger(ACCEPTED.excluding(sameDay).excluding(overNight)))
                    .filteredOn(entry -> entry.kind() == ClockEntry.Kind.EXCLUDED)
                    .satisfiesExactly(
                            first -> {
                                assertThat(first.due()).contains(day("2026-11-25"));
                                assertThat(first.note()).isEqualTo("专家评审；当日恢复计算，期限不受影响");
                            },
                            second -> {
                                assertThat(second.due()).contains(day("2026-11-25"));
                                assertThat(second.note()).isEqualTo("专家评审");
                            });
        }

        @Test
        void should_be_extended_once_and_only_before_its_last_day_is_over() {
            // GIVEN
            ExcludedTime open = new ExcludedTime(day("2026-11-25"), Optional.empty(), "专家评审");

            // WHEN / THEN
            assertThat(CLOCK.canBeExtended(ACCEPTED, day("2026-12-21"))).isTrue();
            assertThat(CLOCK.canBeExtended(ACCEPTED, day("2026-12-22"))).isFalse();
            assertThat(CLOCK.canBeExtended(ACCEPTED.extendedOn(FRIDAY), day("2026-12-21")))
                    .isFalse();
            assertThat(CLOCK.canBeExtended(ACCEPTED.excluding(open), day("2026-12-01")))
                    .isFalse();
            assertThat(CLOCK.canBeExtended(RECEIVED, FRIDAY)).isFalse();
            assertThat(CLOCK.extensionFrom(ACCEPTED)).contains(day("2026-12-14"));
            assertThat(CLOCK.extensionFrom(RECEIVED)).isEmpty();
        }

        @Test
        void should_give_a_refusal_its_own_last_day_from_acceptance_too_where_the_rules_have_one() {
            // GIVEN
            LegalClock clock = new LegalClock(Laws.with(RuleKey.REFUSAL_WORKING_DAYS, "7"), CALENDAR);

            // WHEN / THEN
            assertThat(clock.refusalDue(ACCEPTED)).contains(due("2026-12-02"));
            assertThat(clock.refusalDue(ACCEPTED.extendedOn(day("2026-12-01")))).contains(due("2026-12-16"));
            assertThat(clock.ledger(ACCEPTED))
                    .filteredOn(entry -> entry.kind() == ClockEntry.Kind.REFUSAL)
                    .singleElement()
                    .satisfies(entry -> {
                        assertThat(entry.start()).isEqualTo(day("2026-11-23"));
                        assertThat(entry.due()).contains(day("2026-12-02"));
                    });
            assertThat(CLOCK.ledger(ACCEPTED)).extracting(ClockEntry::kind).doesNotContain(ClockEntry.Kind.REFUSAL);
        }

        @Test
        void should_show_a_promise_beside_the_laws_last_day_and_leave_that_alone() {
            // GIVEN
            LegalClock promising = new LegalClock(Laws.with(RuleKey.PROMISED_DECISION_WORKING_DAYS, "5"), CALENDAR);
            LegalClock boasting = new LegalClock(Laws.with(RuleKey.PROMISED_DECISION_WORKING_DAYS, "20"), CALENDAR);
            ExcludedTime open = new ExcludedTime(day("2026-11-25"), Optional.empty(), "专家评审");

            // WHEN / THEN
            assertThat(promising.promisedDue(ACCEPTED)).contains(due("2026-11-30"));
            assertThat(promising.decisionDue(ACCEPTED)).contains(due("2026-12-21"));
            assertThat(promising.promisedDue(ACCEPTED.extendedOn(day("2026-11-30"))))
                    .contains(due("2026-11-30"));
            assertThat(promising.promisedDue(ACCEPTED.excluding(open))).isEmpty();
            assertThat(promising.promisedDue(RECEIVED)).isEmpty();
            assertThat(boasting.promisedDue(ACCEPTED)).isEmpty();
            assertThat(CLOCK.promisedDue(ACCEPTED)).isEmpty();
            assertThat(promising.ledger(ACCEPTED))
                    .extracting(ClockEntry::kind, entry -> entry.due().orElseThrow())
                    .contains(org.assertj.core.api.Assertions.tuple(ClockEntry.Kind.PROMISE, day("2026-11-30")));
            assertThat(CLOCK.ledger(ACCEPTED)).extracting(ClockEntry::kind).doesNotContain(ClockEntry.Kind.PROMISE);
        }

        @Test
        void should_be_refused_within_five_working_days_of_receipt_under_the_document_of_2008() {
            // GIVEN
            CaseEvents old = CaseEvents.receivedOn(day("2026-05-20")).acceptedOn(day("2026-05-22"));

            // WHEN / THEN
            assertThat(CLOCK.refusalDue(old)).contains(due("2026-05-27"));
            assertThat(CLOCK.refusalDue(CaseEvents.receivedOn(day("2026-05-20"))))
                    .isEmpty();
            assertThat(CLOCK.refusalDue(ACCEPTED)).isEqualTo(CLOCK.decisionDue(ACCEPTED));
        }

        @Test
        void should_be_reminded_of_two_working_days_before() {
            RuleSet rules = RULE_SETS.inForce(FRIDAY);

            assertThat(CLOCK.remindOn(due("2026-11-30"), rules)).isEqualTo(day("2026-11-26"));
        }

        @Test
        void should_tell_of_what_is_flagged_fifteen_working_days_before_the_end() {
            assertThat(CLOCK.flaggedFrom(day("2026-12-31"), RULE_SETS.inForce(FRIDAY)))
                    .isEqualTo(day("2026-12-10"));
        }

        @Test
        void should_be_delivered_within_ten_working_days() {
            assertThat(CLOCK.deliveryDue(ACCEPTED.decidedOn(FRIDAY))).contains(due("2026-12-04"));
            assertThat(CLOCK.deliveryDue(ACCEPTED)).isEmpty();
        }
    }

    @Nested
    class Expiry {

        private final LocalDate validTo = day("2026-12-31");
        private final Window window = Window.of(validTo, RULE_SETS.inForce(FRIDAY), CALENDAR);
        private final CaseEvents inTime =
                CaseEvents.receivedOn(day("2026-11-19")).acceptedOn(day("2026-11-20"));

        @Test
        void should_deem_renewed_what_was_applied_for_in_time_and_accepted() {
            assertThat(CLOCK.atExpiry(inTime, window, day("2026-12-31"))).isEqualTo(ExpiryOutcome.NOTHING);
            assertThat(CLOCK.atExpiry(inTime, window, day("2027-01-01"))).isEqualTo(ExpiryOutcome.DEEMED_RENEWED);
        }

        @Test
        void should_alarm_the_supervisor_about_a_late_application() {
            // GIVEN
            CaseEvents late = CaseEvents.receivedOn(day("2026-11-20")).acceptedOn(day("2026-11-20"));

            // WHEN / THEN
            assertThat(CLOCK.atExpiry(late, window, day("2027-01-01"))).isEqualTo(ExpiryOutcome.ALARM);
        }

        @Test
        void should_alarm_the_supervisor_about_a_case_that_is_not_accepted_or_waits_for_the_applicant() {
            // GIVEN
            CaseEvents notAccepted = CaseEvents.receivedOn(day("2026-11-19"));
            CaseEvents waiting = notAccepted.correctionAskedOn(day("2026-11-20"));
            CaseEvents acceptedAfterwards = notAccepted.acceptedOn(day("2027-01-01"));

            // WHEN / THEN
            assertThat(CLOCK.atExpiry(notAccepted, window, day("2027-01-01"))).isEqualTo(ExpiryOutcome.ALARM);
            assertThat(CLOCK.atExpiry(waiting, window, day("2027-01-01"))).isEqualTo(ExpiryOutcome.ALARM);
            assertThat(CLOCK.atExpiry(acceptedAfterwards, window, day("2027-01-02")))
                    .isEqualTo(ExpiryOutcome.ALARM);
            assertThat(CLOCK.atExpiry(notAccepted.acceptedOn(validTo), window, day("2027-01-02")))
                    .isEqualTo(ExpiryOutcome.DEEMED_RENEWED);
        }

        @Test
        void should_deem_renewed_under_the_document_of_2008_too() {
            // GIVEN
            RuleSet document = RULE_SETS.inForce(day("2026-05-20"));
            Window lastThreeMonths = Window.of(day("2026-05-20"), document, CALENDAR);
            CaseEvents onTheLastDay = CaseEvents.receivedOn(day("2026-05-19")).acceptedOn(day("2026-05-20"));

            // WHEN / THEN
            assertThat(document.article(RuleKey.SILENCE_UNTIL_EXPIRY)).isEqualTo("《建筑施工特种作业人员管理规定》（建质〔2008〕75号）第二十六条");
            assertThat(CLOCK.atExpiry(onTheLastDay, lastThreeMonths, day("2026-05-21")))
                    .isEqualTo(ExpiryOutcome.DEEMED_RENEWED);
        }

        @Test
        void should_leave_alone_what_was_applied_for_after_the_end() {
            CaseEvents inGrace = CaseEvents.receivedOn(day("2027-01-01")).acceptedOn(day("2027-01-04"));

            assertThat(CLOCK.atExpiry(inGrace, window, day("2027-01-05"))).isEqualTo(ExpiryOutcome.NOTHING);
        }

        @Test
        void should_leave_a_decided_case_alone() {
            assertThat(CLOCK.atExpiry(inTime.decidedOn(day("2026-12-30")), window, day("2027-01-01")))
                    .isEqualTo(ExpiryOutcome.NOTHING);
        }
    }

    @Nested
    class AfterARefusal {

        @Test
        void should_allow_sixty_days_for_reconsideration_and_six_months_for_a_lawsuit() {
            // WHEN
            Remedies remedies = CLOCK.remedies(day("2026-03-02"));

            // THEN
            assertThat(remedies.reconsiderationUntil()).isEqualTo(due("2026-05-06")); // 1 May is a holiday
            assertThat(remedies.lawsuitUntil()).isEqualTo(due("2026-09-02"));
        }

        @Test
        void should_end_six_months_on_the_last_day_of_a_shorter_month() {
            assertThat(CLOCK.remedies(day("2025-08-31")).lawsuitUntil()).isEqualTo(due("2026-02-28"));
        }

        @Test
        void should_bar_for_one_year_after_false_papers_and_three_after_fraud() {
            assertThat(CLOCK.barredUntil(FRIDAY, RuleKey.FALSE_PAPERS_BAR_YEARS))
                    .isEqualTo(day("2027-11-20"));
            assertThat(CLOCK.barredUntil(FRIDAY, RuleKey.FRAUD_BAR_YEARS)).isEqualTo(day("2029-11-20"));
        }
    }

    @Nested
    class Ledger {

        @Test
        void should_list_every_line_with_its_article() {
            // GIVEN
            CaseEvents events = RECEIVED.correctionAskedOn(day("2026-11-24"))
                    .resubmittedOn(day("2026-12-01"))
                    .acceptedOn(day("2026-12-02"))
                    .excluding(new ExcludedTime(day("2026-12-07"), Optional.of(day("2026-12-08")), "专家评审"))
                    .extendedOn(day("2026-12-28"))
                    .decidedOn(day("2026-12-29"));

            // WHEN
            List<ClockEntry> ledger = CLOCK.ledger(events);

            // THEN
            assertThat(ledger)
                    .extracting(line -> line.kind() + " " + line.start() + " "
                            + line.due().map(LocalDate::toString).orElse("-") + " " + line.article()
                            + (line.provisional() ? " provisional" : "") + line.note())
                    .containsExactly(
                            "ACCEPTANCE 2026-11-20 2026-11-27 《中华人民共和国行政许可法》第三十二条",
                            "CORRECTION 2026-11-24 2026-12-15 ",
                            "ACCEPTANCE 2026-12-01 2026-12-08 《中华人民共和国行政许可法》第三十二条",
                            "DECISION 2026-12-02 2027-01-04 《中华人民共和国行政许可法》第四十二条第一款 provisional",
                            "EXCLUDED 2026-12-07 2026-12-08 《中华人民共和国行政许可法》第四十五条专家评审",
                            "EXTENSION 2026-12-28 2027-01-18 《中华人民共和国行政许可法》第四十二条第一款 provisional",
                            "DELIVERY 2026-12-29 2027-01-13 《中华人民共和国行政许可法》第四十四条 provisional");
        }

        @Test
        void should_show_the_period_for_a_refusal_where_it_has_one_of_its_own() {
            // WHEN
            List<ClockEntry> ledger =
                    CLOCK.ledger(CaseEvents.receivedOn(day("2026-05-20")).acceptedOn(day("2026-05-22")));

            // THEN
            assertThat(ledger)
                    .extracting(ClockEntry::kind)
                    .containsExactly(ClockEntry.Kind.ACCEPTANCE, ClockEntry.Kind.REFUSAL, ClockEntry.Kind.DECISION);
            assertThat(ledger.get(1).article()).isEqualTo("《建筑施工特种作业人员管理规定》（建质〔2008〕75号）第二十五条第（一）项");
            assertThat(ledger.get(1).start()).isEqualTo(day("2026-05-20"));
        }

        @Test
        void should_show_no_due_date_while_the_clock_stands_still() {
            // GIVEN
            CaseEvents events = ACCEPTED.excluding(new ExcludedTime(day("2026-11-25"), Optional.empty(), "专家评审"));

            // WHEN
            ClockEntry decision = CLOCK.ledger(events).get(1);

            // THEN
            assertThat(decision.due()).isEmpty();
            assertThat(decision.note()).isEqualTo("期限暂停计算");
        }

        @Test
        void should_move_when_a_year_gets_its_table() {
            // GIVEN
            List<HolidayYear> years = new ArrayList<>(CALENDAR.years().values());
            years.add(new HolidayYear(2027, "测试", Set.of(day("2027-01-01"), day("2027-01-04")), Set.of()));
            LegalClock later = new LegalClock(RULE_SETS, new WorkingDayCalendar(years));
            CaseEvents events = RECEIVED.acceptedOn(day("2026-12-07"));

            // WHEN / THEN
            assertThat(CLOCK.decisionDue(events)).contains(new DueDate(day("2027-01-05"), true));
            assertThat(later.decisionDue(events)).contains(due("2027-01-06"));
        }
    }

    @Test
    void should_keep_what_happened() {
        CaseEvents events = ACCEPTED.decidedOn(day("2026-11-30")).deliveredOn(day("2026-12-01"));

        assertThat(events.decided()).contains(day("2026-11-30"));
        assertThat(events.delivered()).contains(day("2026-12-01"));
        assertThat(CLOCK.calendar()).isSameAs(CALENDAR);
        assertThat(CLOCK.ruleSets()).isSameAs(RULE_SETS);
    }
}
