package org.certrenewal.casefile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the whole table of what may befall a case, written a second time: by state, as lawyers read it. */
class TransitionTest {

    private static final Map<CaseStatus, String> LEGAL = new EnumMap<>(Map.ofEntries(
            Map.entry(
                    CaseStatus.DRAFT,
                    "CONFIRM_FACE ROUTE SUBMIT>SUBMITTED WITHDRAW>WITHDRAWN ABANDON>ABANDONED "
                            + "FAIL_AUTHENTICATION>AUTHENTICATION_FAILED INVALIDATE>INVALIDATED STOP>STOPPED"),
            Map.entry(
                    CaseStatus.SUBMITTED,
                    "REQUEST_CORRECTION>CORRECTING ACCEPT>ACCEPTED REFUSE>NOT_ACCEPTED TERMINATE>TERMINATED "
                            + "WITHDRAW>WITHDRAWN INVALIDATE>INVALIDATED STOP>STOPPED"),
            Map.entry(
                    CaseStatus.CORRECTING,
                    "CONFIRM_FACE ROUTE RESUBMIT>SUBMITTED TERMINATE>TERMINATED WITHDRAW>WITHDRAWN ABANDON>ABANDONED "
                            + "FAIL_AUTHENTICATION>AUTHENTICATION_FAILED INVALIDATE>INVALIDATED STOP>STOPPED"),
            Map.entry(
                    CaseStatus.ACCEPTED,
                    "EXTEND URGE EXCLUDE_TIME APPROVE>APPROVED REJECT>REJECTED TERMINATE>TERMINATED "
                            + "WITHDRAW>WITHDRAWN INVALIDATE>INVALIDATED STOP>STOPPED"),
            Map.entry(CaseStatus.APPROVED, "ISSUE>ISSUED INVALIDATE>INVALIDATED STOP>STOPPED"),
            Map.entry(CaseStatus.ISSUED, "DELIVER CLOSE"),
            Map.entry(CaseStatus.REJECTED, "INVALIDATE>INVALIDATED CLOSE"),
            Map.entry(CaseStatus.NOT_ACCEPTED, "INVALIDATE>INVALIDATED CLOSE"),
            Map.entry(CaseStatus.TERMINATED, "CLOSE"),
            Map.entry(CaseStatus.WITHDRAWN, ""),
            Map.entry(CaseStatus.ABANDONED, ""),
            Map.entry(CaseStatus.AUTHENTICATION_FAILED, ""),
            Map.entry(CaseStatus.INVALIDATED, ""),
            Map.entry(CaseStatus.STOPPED, "")));

    static Stream<Arguments> pairs() {
        return Stream.of(CaseStatus.values())
                .flatMap(from -> Stream.of(Transition.values()).map(transition -> Arguments.of(from, transition)));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void should_allow_what_the_table_has_and_nothing_else(CaseStatus from, Transition transition) {
        Map<String, String> legal = Stream.of(LEGAL.get(from).split(" "))
                .map(entry -> entry.split(">"))
                .collect(Collectors.toMap(entry -> entry[0], entry -> entry.length == 2 ? entry[1] : from.name()));
        assertThat(transition.isLegalFrom(from)).isEqualTo(legal.containsKey(transition.name()));
        if (transition.isLegalFrom(from)) {
            assertThat(transition.after(from)).hasToString(legal.get(transition.name()));
        }
    }

    @ParameterizedTest
    @EnumSource(CaseStatus.class)
    void should_close_every_open_case_whose_instance_is_gone(CaseStatus status) {
        if (status.isOpen()) {
            assertThat(Transition.endingIn(status.withoutInstance()).isLegalFrom(status))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(CaseStatus.class)
    void should_withdraw_what_is_called_withdrawable(CaseStatus status) {
        assertThat(Transition.WITHDRAW.isLegalFrom(status)).isEqualTo(status.isWithdrawable());
    }
}
