package org.certrenewal.web.pages;

import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.certrenewal.access.Role;
import org.certrenewal.access.RoleRefused;
import org.certrenewal.access.StaffRoles;
import org.certrenewal.access.StaffRules;
import org.certrenewal.access.refusal.SameMoment;
import org.certrenewal.process.AsService;
import org.certrenewal.registry.reference.Offices;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 角色授予, for administrators: who has which role, what waits for the second administrator, and a new proposal. */
@Controller
class RolesPage {

    private static final int TWO = 2;

    private final StaffRoles roles;
    private final StaffRules rules;
    private final Offices offices;
    private final AsService service;
    private final DateTimeFormatter time;

    RolesPage(StaffRoles roles, StaffRules rules, Offices offices, AsService service, Clock clock) {
        this.roles = roles;
        this.rules = rules;
        this.offices = offices;
        this.service = service;
        this.time = DateTimeFormatter.ofPattern("yyyy年M月d日 HH:mm", Locale.CHINA).withZone(clock.getZone());
    }

    record ProposalLine(
            String id,
            String user,
            String role,
            String state,
            String by,
            String at,
            String until,
            String answeredBy,
            boolean mine,
            boolean aboutMe) {}

    record HolderLine(String user, String name, String group, String role) {}

    record Choice(String group, String label) {}

    record Choices(String label, List<Choice> choices) {}

    @GetMapping("/admin/roles")
    String show(Authentication login, Model model) {
        model.addAttribute("few", rules.administratorsBut("") < TWO);
        model.addAttribute(
                "waiting", roles.waiting().stream().map(it -> line(it, login)).toList());
        model.addAttribute(
                "settled", roles.settled().stream().map(it -> line(it, login)).toList());
        model.addAttribute("holders", service.get(this::holders));
        model.addAttribute("choices", choices());
        return "roles";
    }

    @PostMapping("/admin/roles/proposals")
    String propose(
            @RequestParam(defaultValue = "") String user,
            @RequestParam(defaultValue = "") String group,
            Authentication login,
            RedirectAttributes flash) {
        return answered(flash, "已提出，等待另一位系统管理员确认", () -> roles.propose(user.strip(), group, login.getName()));
    }

    @PostMapping("/admin/roles/proposals/{id}/confirmation")
    String confirm(@PathVariable String id, Authentication login, RedirectAttributes flash) {
        return answered(flash, "已确认，角色已经授予", () -> roles.confirm(id, login.getName()));
    }

    @PostMapping("/admin/roles/proposals/{id}/refusal")
    String decline(@PathVariable String id, Authentication login, RedirectAttributes flash) {
        return answered(flash, "这项提议已经终止", () -> roles.decline(id, login.getName()));
    }

    @PostMapping("/admin/roles/removals")
    String remove(
            @RequestParam(defaultValue = "") String user,
            @RequestParam(defaultValue = "") String group,
            Authentication login,
            RedirectAttributes flash) {
        return answered(flash, "角色已经撤销，已领取的任务已退回", () -> roles.remove(user, group, login.getName()));
    }

    private static String answered(RedirectAttributes flash, String message, Runnable work) {
        try {
            SameMoment.again(work);
            flash.addFlashAttribute("message", message);
        } catch (RoleRefused refused) {
            flash.addFlashAttribute("problem", refused.getMessage());
        }
        return "redirect:/admin/roles";
    }

    private List<HolderLine> holders() {
        List<HolderLine> holders = new ArrayList<>();
        groups().forEach(group -> roles.holders(group)
                .forEach(holder -> holders.add(new HolderLine(holder.id(), holder.name(), group, roles.label(group)))));
        return holders;
    }

    private Stream<String> groups() {
        return choices().stream().flatMap(it -> it.choices().stream()).map(Choice::group);
    }

    private List<Choices> choices() {
        List<Choices> all = new ArrayList<>();
        all.add(new Choices(Role.ADMIN.label(), List.of(new Choice(Role.ADMIN.group(), Role.ADMIN.label()))));
        offices.all()
                .forEach(office -> all.add(new Choices(
                        office.name(),
                        Stream.of(Role.OFFICER, Role.SUPERVISOR, Role.CLERK)
                                .map(role ->
                                        new Choice(role.group() + office.code(), office.name() + "　" + role.label()))
                                .toList())));
        return all;
    }

    private ProposalLine line(StaffRoles.View proposal, Authentication login) {
        return new ProposalLine(
                proposal.id(),
                proposal.user(),
                proposal.role(),
                proposal.state(),
                proposal.proposedBy(),
                format(proposal.proposedAt()),
                format(proposal.expiresAt()),
                proposal.answeredBy(),
                proposal.proposedBy().equals(login.getName()),
                proposal.user().equals(login.getName()));
    }

    private String format(Instant at) {
        return time.format(at);
    }
}
