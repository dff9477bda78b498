package org.certrenewal.casefile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class CaseStatusTest {

    @ParameterizedTest
    @EnumSource(names = {"ISSUED", "REJECTED", "NOT_ACCEPTED", "TERMINATED", "WITHDRAWN"})
    void should_let_what_was_decided_stand_when_the_instance_is_gone(CaseStatus decided) {
        assertThat(decided.withoutInstance()).isEqualTo(decided);
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.INCLUDE,
            names = {"DRAFT", "SUBMITTED", "CORRECTING", "ACCEPTED", "APPROVED"})
    void should_call_stopped_what_was_under_way(CaseStatus open) {
        assertThat(open.withoutInstance()).isEqualTo(CaseStatus.STOPPED);
    }
}
