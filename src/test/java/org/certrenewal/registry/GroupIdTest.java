package org.certrenewal.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.certrenewal.registry.reference.GroupId;
import org.certrenewal.registry.reference.GroupId.Desk;
import org.junit.jupiter.api.Test;

class GroupIdTest {

    @Test
    void should_name_the_groups_of_an_office_as_model_and_database_have_them() {
        assertThat(GroupId.allOf("330200")).containsExactly("officers-330200", "supervisors-330200", "clerks-330200");
        assertThat(GroupId.supervisors("330200")).hasToString("supervisors-330200");
    }

    @Test
    void should_find_the_office_of_a_group_and_none_of_another() {
        assertThat(Desk.SUPERVISORS.officeOf("supervisors-330200")).contains("330200");
        assertThat(Desk.SUPERVISORS.officeOf("officers-330200")).isEmpty();
        assertThat(Desk.CLERKS.officeOf(null)).isEmpty();
        assertThat(GroupId.isOfAnOffice("clerks-330200")).isTrue();
        assertThat(GroupId.isOfAnOffice("camunda-admin")).isFalse();
        assertThat(GroupId.isOfAnOffice(null)).isFalse();
    }
}
