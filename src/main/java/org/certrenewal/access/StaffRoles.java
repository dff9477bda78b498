package org.certrenewal.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.certrenewal.access.RoleProposals.Proposal;
import org.certrenewal.access.RoleProposals.State;
import org.certrenewal.audit.AuditTrail;
import org.certrenewal.documents.PaperDesk;
import org.certrenewal.notices.Note;
import org.certrenewal.notices.Notices;
import org.certrenewal.process.AsService;
import org.certrenewal.registry.reference.Office;
import org.certrenewal.registry.reference.Offices;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Gives the roles that need two administrators: one proposes, another confirms, and the role is there in the
 * transaction of the confirmation. To take one away needs one.
 */
@Component
public class StaffRoles {

    private static final int RECENT = 20;

    private final RoleProposals proposals;
    private final StaffRules rules;
    private final IdentityService identity;
    private final AsService service;
    private final AuditTrail audit;
    private final Notices notices;
    private final Offices offices;
    private final Clock clock;
    private final Duration patience;

    StaffRoles(
            RoleProposals proposals,
            StaffRules rules,
            IdentityService identity,
            AsService service,
            AuditTrail audit,
            Notices notices,
            Offices offices,
            Clock clock,
            @Value("${renewal.roles.patience:P7D}") Duration patience) {
        this.proposals = proposals;
        this.rules = rules;
        this.identity = identity;
        this.service = service;
        this.audit = audit;
        this.notices = notices;
        this.offices = offices;
        this.clock = clock;
        this.patience = patience;
    }

    /** Shows a proposal. */
    public record View(
            String id,
            String user,
            String role,
            String state,
            String proposedBy,
            Instant proposedAt,
            Instant expiresAt,
            String answeredBy) {}

    /** Returns what waits for a second administrator. */
    public List<View> waiting() {
        return proposals.waiting().stream().map(this::view).toList();
    }

    /** Returns what came of the last proposals. */
    public List<View> settled() {
        return proposals.settled(RECENT).stream().map(this::view).toList();
    }

    private View view(Proposal proposal) {
        return new View(
                proposal.id(),
                proposal.user(),
                label(proposal.group()),
                proposal.state().label(),
                proposal.proposedBy(),
                proposal.proposedAt(),
                proposal.expiresAt(),
                proposal.answeredBy().orElse(""));
    }

    /** Names somebody who has a role; without a name, it is empty. */
    public record Holder(String id, String name) {}

    /** Returns the members of a group that whoever is logged in may see, in the order of their ids. */
    public List<Holder> holders(String group) {
        return identity.createUserQuery().memberOfGroup(group).orderByUserId().asc().list().stream()
                .map(user -> new Holder(user.getId(), user.getLastName() == null ? "" : user.getLastName()))
                .toList();
    }

    /** Names a group as people read it. */
    public String label(String group) {
        Optional<Role> role = Role.of(List.of(group)).stream().findFirst();
        Optional<Office> office = offices.withCode(group.substring(group.indexOf('-') + 1));
        return office.map(it -> it.name() + "　").orElse("")
                + role.map(Role::label).orElse(group);
    }

    /**
     * Proposes that somebody gets a role.
     *
     * @throws RoleRefused if it can't be
     */
    @Transactional
    public void propose(String user, String group, String by) {
        proposals.expire();
        if (service.get(() -> identity.createUserQuery().userId(user).count()) == 0) {
            throw new RoleRefused("没有账号“" + user + "”，请先在“系统管理”中建立");
        }
        if (!StaffRules.needsTwo(group)) {
            throw new RoleRefused("这个角色不须第二位管理员确认，请在“系统管理”中办理");
        }
        rules.whyNot(user, group).ifPresent(why -> {
            throw new RoleRefused(why);
        });
        Instant now = clock.instant();
        Proposal proposal = new Proposal(
                PaperDesk.newId(),
                user,
                group,
                State.WAITING,
                by,
                now,
                now.plus(patience),
                Optional.empty(),
                Optional.empty());
        try {
            proposals.add(proposal);
        } catch (DuplicateKeyException waits) {
            throw new RoleRefused("已经有人提出，等待另一位系统管理员确认");
        }
        audit.append(AuditTrail.ADMINISTRATION, by, "role-proposed", user + " " + group + " " + proposal.id(), null);
        notices.tell(Note.to(Role.ADMIN.group())
                .once("role-proposed", "role-proposed:" + proposal.id())
                .saying(by + " 提出授予 " + user + "：" + label(group) + "，等待另一位系统管理员确认")
                .at("/admin/roles"));
    }

    /**
     * Confirms as the second administrator; the role is given at once.
     *
     * @throws RoleRefused if it can't be
     */
    @Transactional
    public void confirm(String id, String by) {
        Proposal proposal = waiting(id);
        if (proposal.proposedBy().equals(by)) {
            throw new RoleRefused("须由另一位系统管理员确认，不能确认自己提出的");
        }
        if (proposal.user().equals(by)) {
            throw new RoleRefused("不能确认授予自己的角色");
        }
        if (!rules.groupsOf(by).contains(Role.ADMIN.group()) || !isStillAdministrator(proposal)) {
            throw new RoleRefused("提出和确认的人都须是系统管理员，请由现任系统管理员重新提出");
        }
        try {
            service.get(() -> {
                identity.createMembership(proposal.user(), proposal.group());
                return null;
            });
        } catch (BadUserRequestException refused) {
            throw new RoleRefused(refused.getMessage());
        }
        proposals.answer(id, State.GRANTED, by);
        audit.append(
                AuditTrail.ADMINISTRATION,
                by,
                "role-granted",
                proposal.user() + " " + proposal.group() + " proposed by " + proposal.proposedBy() + " " + id,
                null);
        notices.tell(Note.to(proposal.user())
                .once("role-granted", "role-granted:" + id)
                .saying("您已被授予：" + label(proposal.group()))
                .at("/"));
    }

    /** Who proposed and was removed meanwhile doesn't count for one of the two. */
    private boolean isStillAdministrator(Proposal proposal) {
        return rules.groupsOf(proposal.proposedBy()).contains(Role.ADMIN.group());
    }

    /** Declines a proposal; whoever made it may take it back this way. */
    @Transactional
    public void decline(String id, String by) {
        Proposal proposal = waiting(id);
        proposals.answer(id, State.DECLINED, by);
        audit.append(
                AuditTrail.ADMINISTRATION,
                by,
                "role-declined",
                proposal.user() + " " + proposal.group() + " " + id,
                null);
    }

    /**
     * Takes a role away, by the administrator who is logged in; the rights end at once, and what was claimed goes back.
     *
     * @throws RoleRefused if it can't be
     */
    @Transactional
    public void remove(String user, String group, String by) {
        if (!StaffRules.needsTwo(group) || !rules.groupsOf(user).contains(group)) {
            throw new RoleRefused(user + " 没有这个角色，可能刚刚已被撤销");
        }
        try {
            identity.deleteMembership(user, group);
        } catch (BadUserRequestException refused) {
            throw new RoleRefused(refused.getMessage());
        } catch (OptimisticLockingException moved) {
            throw new RoleRefused("其名下的任务刚刚有变动，角色没有撤销，请重试");
        }
        audit.append(AuditTrail.ADMINISTRATION, by, "role-removed", user + " " + group, null);
    }

    private Proposal waiting(String id) {
        Proposal proposal = proposals
                .lock(id)
                .filter(it -> it.state() == State.WAITING)
                .orElseThrow(() -> new RoleRefused("这项提议已经办结"));
        if (!proposal.expiresAt().isAfter(clock.instant())) {
            throw new RoleRefused("这项提议已逾期，请重新提出");
        }
        return proposal;
    }
}
