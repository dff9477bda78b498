package org.certrenewal.access;

import java.util.Collection;
import java.util.List;
import org.certrenewal.registry.reference.GroupId.Desk;

/** Names the roles, by the engine's groups that give them. */
public enum Role {
    APPLICANT("applicants", "申请人"),
    OFFICER(Desk.OFFICERS.prefix(), "受理审核人员"),
    SUPERVISOR(Desk.SUPERVISORS.prefix(), "负责人"),
    CLERK(Desk.CLERKS.prefix(), "寄件人员"),
    ANALYST("analysts", "分析人员"),
    ADMIN("camunda-admin", "系统管理员");

    private final String group;
    private final String label;

    Role(String group, String label) {
        this.group = group;
        this.label = label;
    }

    /** Returns the group, or for the roles of an office what its groups begin with. */
    public String group() {
        return group;
    }

    public String label() {
        return label;
    }

    /** Tells whether a group gives the role. */
    public boolean isGivenBy(String groupId) {
        return group.endsWith("-") ? groupId.startsWith(group) : group.equals(groupId);
    }

    /** Returns the roles that groups give. */
    public static List<Role> of(Collection<String> groupIds) {
        return List.of(values()).stream()
                .filter(role -> groupIds.stream().anyMatch(role::isGivenBy))
                .toList();
    }
}
