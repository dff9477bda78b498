package org.certrenewal.access;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Resources;
import org.certrenewal.access.account.IdentityRules;
import org.certrenewal.access.account.ProviderAccounts;
import org.certrenewal.casefile.CaseEvent;
import org.certrenewal.notices.Note;
import org.certrenewal.notices.Notices;
import org.certrenewal.process.Handovers;
import org.certrenewal.registry.reference.Offices;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Says who may be in which group, whichever way it is asked for. Administration and decision exclude one another; a
 * role that decides, and the administrator's, is given by two administrators ({@link StaffRoles}); the last
 * administrator stays; there are the service's own groups and no others; and what somebody has claimed goes back when
 * they leave.
 */
@Component
public class StaffRules implements IdentityRules {

    private static final Logger log = LoggerFactory.getLogger(StaffRules.class);

    private static final List<Role> OF_OFFICES = List.of(Role.OFFICER, Role.SUPERVISOR, Role.CLERK);

    /** What administrators have of tasks, by the first start, is to count them; nobody gives them more. */
    private static final List<Integer> TASKS =
            List.of(Resources.TASK.resourceType(), Resources.HISTORIC_TASK.resourceType());

    private final JdbcClient jdbc;
    private final Offices offices;
    private final Handovers handovers;
    private final Notices notices;
    private final ProviderAccounts accounts;

    StaffRules(JdbcClient jdbc, Offices offices, Handovers handovers, Notices notices, ProviderAccounts accounts) {
        this.accounts = accounts;
        this.jdbc = jdbc;
        this.offices = offices;
        this.handovers = handovers;
        this.notices = notices;
    }

    /** Tells whether a group is one of the service's: that of a role, or a role's of an office that exists. */
    public boolean isKnown(String group) {
        return Role.of(List.of(group)).stream()
                .anyMatch(role -> !OF_OFFICES.contains(role)
                        || offices.withCode(group.substring(role.group().length()))
                                .isPresent());
    }

    /** Tells whether whoever is in a group works for an office: sees applications, decides on them, sends results. */
    public static boolean isOfOffice(String group) {
        return OF_OFFICES.stream().anyMatch(role -> role.isGivenBy(group));
    }

    /** Tells whether a group needs a second administrator. */
    public static boolean needsTwo(String group) {
        return isOfOffice(group) || Role.ADMIN.isGivenBy(group);
    }

    /** Says why somebody can't be in a group, whoever asks. */
    public Optional<String> whyNot(String user, String group) {
        if (!isKnown(group)) {
            return Optional.of(unknown(group));
        }
        List<String> present = groupsOf(user);
        if (present.contains(group)) {
            return Optional.of(user + " 已经有这个角色");
        }
        if (Role.ADMIN.isGivenBy(group) && present.stream().anyMatch(StaffRules::isOfOffice)) {
            return Optional.of("系统管理与办案互斥：" + user + " 在机关任职，须先撤销其机关角色，才能担任系统管理员");
        }
        if (isOfOffice(group) && present.stream().anyMatch(Role.ADMIN::isGivenBy)) {
            return Optional.of("系统管理与办案互斥：" + user + " 是系统管理员，不能担任受理审核人员、负责人或者寄件人员");
        }
        return Optional.empty();
    }

    /** Returns the groups of a user, as they stand in the database. */
    public List<String> groupsOf(String user) {
        return jdbc.sql("select GROUP_ID_ from ACT_ID_MEMBERSHIP where USER_ID_ = ? order by GROUP_ID_")
                .param(user)
                .query(String.class)
                .list();
    }

    /** Returns how many administrators there are, but for one person. */
    public int administratorsBut(String user) {
        return jdbc.sql("""
                        select count(*) from ACT_ID_MEMBERSHIP m join ACT_ID_USER u on u.ID_ = m.USER_ID_
                         where m.GROUP_ID_ = ? and u.ID_ <> ?
                        """)
                .params(Role.ADMIN.group(), user)
                .query(Integer.class)
                .single();
    }

    @Override
    public void beforeNewGroup(String group, Optional<String> person) {
        if (person.isPresent() && !isKnown(group)) {
            throw refused("group " + group + " isn't the service's", unknown(group));
        }
    }

    @Override
    public void refuseToDelete(String group) {
        if (isKnown(group)) {
            throw refused(
                    "group " + group + " stays", "用户组 " + group + " 是本系统的角色，不能删除；撤销某人的角色请在“角色授予”（/admin/roles）办理");
        }
    }

    @Override
    public void beforeJoining(String user, String group, Optional<String> person) {
        lock(group);
        whyNot(user, group).ifPresent(why -> {
            throw refused(user + " can't join " + group, why);
        });
        if (person.isPresent() && needsTwo(group)) {
            throw refused(
                    user + " can't be put into " + group + " by one administrator",
                    "这个角色须由一位系统管理员提出、另一位系统管理员确认，请在“角色授予”（/admin/roles）办理");
        }
    }

    @Override
    public void beforeLeaving(String user, String group, Optional<String> person) {
        lock(group);
        if (Role.ADMIN.isGivenBy(group) && groupsOf(user).contains(group)) {
            refuseLast(user);
        }
        if (isOfOffice(group)) {
            handovers.leave(user, group, person.orElse(CaseEvent.SYSTEM));
        }
    }

    @Override
    public void beforeDeletion(String user, Optional<String> person) {
        lock(Role.ADMIN.group());
        if (groupsOf(user).contains(Role.ADMIN.group())) {
            refuseLast(user);
        }
        handovers.leave(user, null, person.orElse(CaseEvent.SYSTEM));
    }

    /**
     * An administrator who could set the other's password would be two. Of people of an office the supervisors are
     * told, as somebody else can log in as them now.
     */
    @Override
    public void beforeNewPassword(String user, Optional<String> person) {
        if (person.isEmpty() || person.get().equals(user)) {
            return;
        }
        if (accounts.isBound(user)) {
            throw refused(user + " logs in by a provider", user + " 通过登录平台登录，没有本系统的密码，不能设置");
        }
        List<String> groups = groupsOf(user);
        if (groups.contains(Role.ADMIN.group())) {
            throw refused(
                    "password of administrator " + user + " can't be set by another",
                    "不能设置其他系统管理员的密码；丢失密码的，在服务器上用命令 --renewal.admin.reset 重设（见 docs/administrator.md）");
        }
        groups.stream()
                .filter(StaffRules::isOfOffice)
                .forEach(group ->
                        notices.tell(Note.to(Role.SUPERVISOR.group() + group.substring(group.indexOf('-') + 1))
                                .once("password-set", "password-set:" + user + ":" + UUID.randomUUID())
                                .saying("系统管理员 " + person.get() + " 重设了 " + user + " 的密码，请确认是本人要求")));
    }

    /** Administrators get no right to tasks: what is decided, offices decide. */
    void refuseTasksToAdministrators(Authorization authorization) {
        boolean granted = authorization.getAuthorizationType() == Authorization.AUTH_TYPE_GRANT;
        if (!granted || !TASKS.contains(authorization.getResourceType())) {
            return;
        }
        Collection<String> groups = authorization.getGroupId() != null
                ? List.of(authorization.getGroupId())
                : groupsOf(Objects.requireNonNullElse(authorization.getUserId(), ""));
        if (groups.contains(Role.ADMIN.group())) {
            throw refused("tasks can't be granted to administrators", "系统管理与办案互斥：不能把任务的权限授予系统管理员");
        }
    }

    private void refuseLast(String user) {
        if (administratorsBut(user) == 0) {
            throw refused(
                    user + " is the last administrator",
                    user + " 是最后一位系统管理员，不能删除，也不能撤销其角色；请先在“角色授予”（/admin/roles）或者用服务器上的命令产生另一位");
        }
    }

    /**
     * Has changes of the roles that exclude one another happen one after the other, so that two administrators don't
     * remove each other at one moment. The group's row is there since the first start.
     */
    private void lock(String group) {
        if (needsTwo(group)) {
            jdbc.sql("select ID_ from ACT_ID_GROUP where ID_ = ? for update")
                    .param(Role.ADMIN.group())
                    .query(String.class)
                    .optional();
        }
    }

    private static String unknown(String group) {
        return "没有“" + group + "”这个角色：用户组只有申请人、分析人员、系统管理员，以及各机关的受理审核人员、负责人、寄件人员，机关代码须在机关名册中";
    }

    private static BadUserRequestException refused(String logged, String why) {
        log.warn("{}", logged);
        return new BadUserRequestException(why);
    }
}
