/**
 * Knows the law of a renewal: which rules are in force on a day, what is a working day, when each period of a case
 * ends, and what speaks against a renewal.
 *
 * <p>Begin with {@link org.certrenewal.law.RuleSets}, which selects the rules by date, and
 * {@link org.certrenewal.law.LegalClock}, which computes every due date from {@link org.certrenewal.law.CaseEvents what
 * has happened}. {@link org.certrenewal.law.WorkingDayCalendar} counts the days. {@link org.certrenewal.law.Window}
 * says when a renewal can be applied for, {@link org.certrenewal.law.Term} what is granted.
 * {@link org.certrenewal.law.LawBook} holds what is in force in the running program and lets it be replaced.
 * {@link org.certrenewal.law.Eligibility} is the question that the tables of {@code processes/eligibility.dmn} answer.
 *
 * <p>Figures, articles and their verification marks are data: {@code seeds/rules} and {@code seeds/holidays}. No
 * framework here; the files are read in {@code adapters}.
 *
 * <h2>From the article to the rule to the test</h2>
 *
 * <p>A test checks that every test named here exists, and that every article in force stands here.
 *
 * <table>
 * <caption>Traceability</caption>
 * <tr><th>Article</th><th>Rule</th><th>Test</th></tr>
 * <tr><td>《中华人民共和国行政许可法》第三十一条</td><td>true-statements</td><td>EligibilityTablesTest.should_find_what_the_row_says</td></tr>
 * <tr><td>《中华人民共和国行政许可法》第三十二条</td><td>acceptance-working-days</td><td>LegalClockTest.should_give_the_office_five_working_days_from_receipt</td></tr>
 * <tr><td>《中华人民共和国行政许可法》第三十二条</td><td>acceptance-working-days</td><td>LegalClockTest.should_take_silence_for_acceptance_from_the_day_of_receipt</td></tr>
 * <tr><td>《中华人民共和国行政许可法》第三十二条</td><td>acceptance-working-days</td><td>LegalClockOfCasesTest.should_refuse_an_acceptance_after_silence_has_accepted</td></tr>
 * <tr><td>《中华人民共和国行政许可法》第三十二条第一款第（一）项</td><td>no-permit-needed</td><td>ConfirmationsTest.should_refuse_what_needs_no_permit_or_belongs_to_another_authority</td></tr>
 * <tr><td>《中华人民共和国行政许可法》第三十二条第一款第（二）项</td><td>not-competent</td><td>ConfirmationsTest.should_refuse_what_needs_no_permit_or_belongs_to_another_authority</td></tr>
 * <tr><td>《中华人民共和国行政许可法》第三十二条</td><td>correction-clock</td><td>LegalClockTest.should_begin_anew_when_the_correction_comes_in</td></tr>
 * <tr><td>《中华人民共和国行政许可法》第三十二条</td><td>correction-clock</td><td>LegalClockTest.should_refuse_a_second_correction</td></tr>
 * <tr><td>《中华人民共和国行政许可法》第三十二条</td><td>correction-clock</td><td>LegalClockOfCasesTest.should_refuse_a_second_correction_with_the_article</td></tr>
 * <tr><td>《中华人民共和国行政许可法》第三十八条第一款</td><td>term-after-expiry</td><td>TermTest.should_cover_no_day_before_a_decision_that_came_after_the_end_unless_the_rules_say_so</td></tr>
 * <tr><td>《中华人民共和国行政许可法》第四十二条第一款</td><td>decision-working-days</td><td>LegalClockTest.should_be_due_twenty_working_days_after_acceptance</td></tr>
 * <tr><td>《中华人民共和国行政许可法》第四十二条第一款</td><td>decision-working-days</td><td>LegalClockOfCasesTest.should_refuse_a_decision_after_the_deadline_before_and_after_the_timer_has_run</td></tr>
 * <tr><td>《中华人民共和国行政许可法》第四十二条第一款</td><td>extension-working-days</td><td>LegalClockTest.should_move_by_ten_working_days_when_extended</td></tr>
 * <tr><td>《中华人民共和国行政许可法》第四十二条第一款</td><td>extension-working-days</td><td>LegalClockTest.should_be_extended_once_and_only_before_its_last_day_is_over</td></tr>
 * <tr><td>《中华人民共和国行政许可法》第四十四条</td><td>delivery-working-days</td><td>LegalClockTest.should_be_delivered_within_ten_working_days</td></tr>
 * <tr><td>《中华人民共和国行政许可法》第四十五条</td><td>excluded-time</td><td>LegalClockTest.should_not_count_time_for_an_expert_review</td></tr>
 * <tr><td>《中华人民共和国行政许可法》第四十五条</td><td>excluded-time</td><td>LegalClockOfCasesTest.should_let_the_clock_stand_still_and_run_again</td></tr>
 * <tr><td>《中华人民共和国行政许可法》第四十五条</td><td>excluded-time</td><td>LegalClockTest.should_lose_the_day_of_the_stop_but_not_the_day_on_which_the_clock_runs_again</td></tr>
 * <tr><td>《中华人民共和国行政许可法》第五十条第一款</td><td>late-application</td><td>EligibilityTablesTest.should_find_what_the_row_says</td></tr>
 * <tr><td>《中华人民共和国行政许可法》第五十条第一款</td><td>holder-only</td><td>EligibilityTablesTest.should_say_nothing_about_a_certificate_of_somebody_else_but_that_it_is</td></tr>
 * <tr><td>《中华人民共和国行政许可法》第五十条第二款</td><td>silence-until-expiry</td><td>LegalClockTest.should_deem_renewed_what_was_applied_for_in_time_and_accepted</td></tr>
 * <tr><td>《中华人民共和国行政许可法》第五十条第二款</td><td>silence-until-expiry</td><td>LegalClockOfCasesTest.should_renew_by_silence_although_an_outage_lasted_over_the_whole_case</td></tr>
 * <tr><td>《中华人民共和国行政许可法》第五十条第二款</td><td>silence-until-expiry</td><td>LegalClockTest.should_alarm_the_supervisor_about_a_late_application</td></tr>
 * <tr><td>《中华人民共和国行政许可法》第七十条</td><td>certificate-valid</td><td>EligibilityTablesTest.should_name_standing_and_timing</td></tr>
 * <tr><td>《中华人民共和国行政许可法》第七十八条</td><td>false-papers-bar-years</td><td>LegalClockTest.should_bar_for_one_year_after_false_papers_and_three_after_fraud</td></tr>
 * <tr><td>《中华人民共和国行政许可法》第七十八条</td><td>false-papers-bar-years</td><td>LegalClockOfCasesTest.should_bar_for_false_papers_and_show_the_bar_to_the_officer_of_the_next_case</td></tr>
 * <tr><td>《中华人民共和国行政许可法》第七十九条</td><td>fraud-bar-years</td><td>LegalClockTest.should_bar_for_one_year_after_false_papers_and_three_after_fraud</td></tr>
 * <tr><td>《中华人民共和国行政许可法》第八十二条</td><td>(calendar)</td><td>WorkingDayCalendarTest.should_count_forward_without_the_first_day</td></tr>
 * <tr><td>《中华人民共和国行政复议法》第二十条</td><td>reconsideration-days</td><td>LegalClockTest.should_allow_sixty_days_for_reconsideration_and_six_months_for_a_lawsuit</td></tr>
 * <tr><td>《中华人民共和国行政诉讼法》第四十六条</td><td>lawsuit-months</td><td>LegalClockTest.should_end_six_months_on_the_last_day_of_a_shorter_month</td></tr>
 * <tr><td>民法典第二百零一条</td><td>(calendar)</td><td>WorkingDayCalendarTest.should_count_forward_without_the_first_day</td></tr>
 * <tr><td>民法典第二百零二条</td><td>(term)</td><td>TermTest.should_begin_the_day_after_and_end_on_the_eve_of_the_same_date</td></tr>
 * <tr><td>民法典第二百零三条</td><td>(calendar)</td><td>WorkingDayCalendarTest.should_move_a_last_day_off_to_the_next_working_day</td></tr>
 * <tr><td>民法典第二百零三条</td><td>(calendar)</td><td>WorkingDayCalendarTest.should_end_a_period_at_midnight_after_its_last_day_in_shanghai</td></tr>
 * <tr><td>《中华人民共和国行政许可法》第八十二条</td><td>(calendar)</td><td>LegalClockOfCasesTest.should_move_due_dates_and_timers_of_open_cases_and_record_it</td></tr>
 * <tr><td>《建筑施工特种作业人员管理规定》（建质〔2008〕75号）第三条</td><td>trade-recognised</td><td>EligibilityTablesTest.should_find_what_the_row_says</td></tr>
 * <tr><td>《建筑施工特种作业人员管理规定》（建质〔2008〕75号）第二十二条</td><td>term-years</td><td>TermTest.should_take_its_length_from_the_rules_of_the_day_of_decision</td></tr>
 * <tr><td>《建筑施工特种作业人员管理规定》（建质〔2008〕75号）第二十二条</td><td>term-years</td><td>LegalClockOfCasesTest.should_grant_two_years_where_the_decision_still_falls_under_the_document_of_2008</td></tr>
 * <tr><td>《建筑施工特种作业人员管理规定》（建质〔2008〕75号）第二十二条</td><td>window-opens-months</td><td>WindowTest.should_be_open_during_the_last_three_months_under_the_document_of_2008</td></tr>
 * <tr><td>《建筑施工特种作业人员管理规定》（建质〔2008〕75号）第二十四条</td><td>violation-count</td><td>NamesAndNumbersTest.should_count_violations_of_the_last_two_years</td></tr>
 * <tr><td>《建筑施工特种作业人员管理规定》（建质〔2008〕75号）第二十四条</td><td>ground-age</td><td>EligibilityFactsTest.should_ask_about_age_only_where_the_rules_and_the_trade_set_a_limit</td></tr>
 * <tr><td>《建筑施工特种作业人员管理规定》（建质〔2008〕75号）第二十四条</td><td>ground-health</td><td>EligibilityTablesTest.should_find_what_the_row_says</td></tr>
 * <tr><td>《建筑施工特种作业人员管理规定》（建质〔2008〕75号）第二十四条</td><td>ground-education</td><td>DemoFilesTest.should_meet_the_findings_of_its_story</td></tr>
 * <tr><td>《建筑施工特种作业人员管理规定》（建质〔2008〕75号）第二十五条第（一）项</td><td>refusal-working-days</td><td>LegalClockTest.should_be_refused_within_five_working_days_of_receipt_under_the_document_of_2008</td></tr>
 * <tr><td>《建筑施工特种作业人员管理规定》（建质〔2008〕75号）第二十五条第（二）项</td><td>decision-working-days</td><td>LegalClockTest.should_be_due_ten_working_days_after_acceptance_under_the_document_of_2008</td></tr>
 * <tr><td>《建筑施工特种作业人员管理规定》（建质〔2008〕75号）第二十五条第（二）项</td><td>decision-working-days</td><td>LegalClockOfCasesTest.should_decide_by_the_document_of_2008_and_grant_by_the_order_of_2025</td></tr>
 * <tr><td>《建筑施工特种作业人员管理规定》（建质〔2008〕75号）第二十六条</td><td>silence-until-expiry</td><td>LegalClockTest.should_deem_renewed_under_the_document_of_2008_too</td></tr>
 * <tr><td>《建筑施工特种作业人员管理规定》（建质〔2008〕75号）第三十条第（二）项</td><td>grace-months</td><td>WindowTest.should_be_open_during_the_last_three_months_under_the_document_of_2008</td></tr>
 * <tr><td>《建筑施工特种作业人员管理规定》（住房和城乡建设部令第60号）</td><td>grace-months</td><td>ExpiryServiceTest.should_let_a_certificate_live_for_the_grace_and_renew_one_that_lapsed_within_it</td></tr>
 * <tr><td>《建筑施工特种作业人员管理规定》（住房和城乡建设部令第60号）</td><td>term-years</td><td>TermTest.should_take_its_length_from_the_rules_of_the_day_of_decision</td></tr>
 * <tr><td>《建筑施工特种作业人员管理规定》（住房和城乡建设部令第60号）</td><td>window-in-time-working-days</td><td>WindowTest.should_ask_for_thirty_working_days_under_the_order_of_2025</td></tr>
 * <tr><td>《建筑施工特种作业人员管理规定》（住房和城乡建设部令第60号）第二十四条</td><td>checkup-age</td><td>CheckupTest.should_ask_whoever_is_older_than_the_rules_say_for_this_years_checkup</td></tr>
 * <tr><td>《建筑施工特种作业人员管理规定》（住房和城乡建设部令第60号）第二条第三款</td><td>trade-recognised</td><td>EligibilityTablesTest.should_find_what_the_row_says</td></tr>
 * <tr><td>《中华人民共和国个人信息保护法》第五十条</td><td>person-request-working-days</td><td>EveryRuleHasAnEffectTest.should_change_its_outcome_when_the_rule_changes</td></tr>
 * <tr><td>《中华人民共和国行政处罚法》第九条第（三）项</td><td>act-suspend-penalty</td><td>CertificateActProcessTest.should_ask_the_holder_before_it_takes_effect</td></tr>
 * <tr><td>《中华人民共和国行政处罚法》第九条第（三）项</td><td>act-revoke-penalty</td><td>CertificateActProcessTest.should_hold_the_hearing_that_the_holder_asks_for_before_a_revocation</td></tr>
 * <tr><td>《中华人民共和国行政处罚法》第六十四条第（二）项</td><td>hearing-notice-working-days</td><td>EveryRuleHasAnEffectTest.should_change_its_outcome_when_the_rule_changes</td></tr>
 * <tr><td>暂扣决定确定的期限</td><td>act-lift-term</td><td>EveryRuleHasAnEffectTest.should_change_its_outcome_when_the_rule_changes</td></tr>
 * <tr><td>撤销或者变更暂扣决定的文书</td><td>act-lift-changed</td><td>CertificateActProcessTest.should_end_the_suspension_early_by_an_act_of_the_office</td></tr>
 * <tr><td>《中华人民共和国行政许可法》第六十九条第二款</td><td>act-rescind-fraud</td><td>CertificateActProcessTest.should_bar_whoever_got_it_by_fraud_for_three_years</td></tr>
 * <tr><td>《中华人民共和国行政许可法》第六十九条第一款</td><td>act-rescind-unlawful</td><td>EveryRuleHasAnEffectTest.should_change_its_outcome_when_the_rule_changes</td></tr>
 * <tr><td>《中华人民共和国行政许可法》第七十条第（一）项</td><td>act-cancel-expired</td><td>EveryRuleHasAnEffectTest.should_change_its_outcome_when_the_rule_changes</td></tr>
 * <tr><td>《中华人民共和国行政许可法》第七十条第（二）项</td><td>act-cancel-death</td><td>EveryRuleHasAnEffectTest.should_change_its_outcome_when_the_rule_changes</td></tr>
 * <tr><td>《中华人民共和国行政许可法》第七十条第（二）项</td><td>act-cancel-incapacity</td><td>EveryRuleHasAnEffectTest.should_change_its_outcome_when_the_rule_changes</td></tr>
 * <tr><td>《中华人民共和国行政许可法》第七十条第（四）项</td><td>act-cancel-taken</td><td>EveryRuleHasAnEffectTest.should_change_its_outcome_when_the_rule_changes</td></tr>
 * <tr><td>《中华人民共和国行政许可法》第七十八条</td><td>act-warn-false</td><td>WarningAndCorrectionTest.should_warn_whoever_gave_false_papers_after_hearing_them</td></tr>
 * <tr><td>《中华人民共和国个人信息保护法》第四十六条</td><td>act-correct-error</td><td>WarningAndCorrectionTest.should_correct_a_wrong_name_through_to_the_renewed_certificate</td></tr>
 * <tr><td>《中华人民共和国行政许可法》第四十九条</td><td>act-correct-changed</td><td>EveryRuleHasAnEffectTest.should_change_its_outcome_when_the_rule_changes</td></tr>
 * <tr><td>《建筑施工特种作业人员管理规定》（建质〔2008〕75号）第二十九条</td><td>act-rescind-forged</td><td>CertificateActProcessTest.should_offer_grounds_by_the_rules_of_the_day_of_the_act</td></tr>
 * <tr><td>《建筑施工特种作业人员管理规定》（住房和城乡建设部令第60号）</td><td>act-rescind-forged</td><td>CertificateActProcessTest.should_offer_grounds_by_the_rules_of_the_day_of_the_act</td></tr>
 * <tr><td>办理机关承诺</td><td>promised-decision-working-days</td><td>LegalClockTest.should_show_a_promise_beside_the_laws_last_day_and_leave_that_alone</td></tr>
 * <tr><td>办理机关规定</td><td>correction-answer-working-days</td><td>LegalClockTest.should_stand_still_while_the_applicant_corrects</td></tr>
 * <tr><td>办理机关规定</td><td>extension-proposal-working-days</td><td>LegalClockOfCasesTest.should_be_proposed_from_a_day_on_and_approved_before_the_last_day_is_over</td></tr>
 * <tr><td>办理机关规定</td><td>flagged-notice-working-days</td><td>LegalClockTest.should_tell_of_what_is_flagged_fifteen_working_days_before_the_end</td></tr>
 * <tr><td>办理机关规定</td><td>reminder-working-days</td><td>LegalClockTest.should_be_reminded_of_two_working_days_before</td></tr>
 * <tr><td>办理机关规定</td><td>reminder-working-days</td><td>LegalClockOfCasesTest.should_remind_before_a_deadline_and_tell_the_supervisor_at_it</td></tr>
 * <tr><td>办理机关规定</td><td>expiry-notice-first-days</td><td>ExpiryServiceTest.should_tell_before_the_last_day_to_apply_in_time_and_after_it_each_once</td></tr>
 * <tr><td>办理机关规定</td><td>draft-days</td><td>LegalClockOfCasesTest.should_keep_a_draft_from_the_last_save_on_and_say_so_each_time</td></tr>
 * <tr><td>办理机关规定</td><td>draft-notice-days</td><td>LegalClockOfCasesTest.should_keep_a_draft_from_the_last_save_on_and_say_so_each_time</td></tr>
 * <tr><td>办理机关规定</td><td>one-open-renewal</td><td>EligibilityTablesTest.should_find_what_the_row_says</td></tr>
 * </table>
 *
 * <p>Owns no table; calls nobody.
 */
package org.certrenewal.law;
