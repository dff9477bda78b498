package org.certrenewal.setup;

import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.identity.Group;
import org.certrenewal.access.Role;
import org.certrenewal.process.ActProcess;
import org.certrenewal.process.RenewalProcess;
import org.certrenewal.registry.reference.Offices;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Makes the groups of every role and office, and gives each what its screens need, no more. */
@Component
class Grants {

    private static final String ANY = Authorization.ANY;
    private static final List<Role> OF_OFFICES = List.of(Role.OFFICER, Role.SUPERVISOR, Role.CLERK);

    private final AuthorizationService authorizations;
    private final IdentityService identity;
    private final Offices offices;

    Grants(AuthorizationService authorizations, IdentityService identity, Offices offices) {
        this.authorizations = authorizations;
        this.identity = identity;
        this.offices = offices;
    }

    @Transactional
    void grant() {
        group(Role.APPLICANT.group(), Role.APPLICANT.label());
        group(Role.ANALYST.group(), Role.ANALYST.label());
        group(Role.ADMIN.group(), Role.ADMIN.label());
        applicants(Role.APPLICANT.group());
        analysts(Role.ANALYST.group());
        for (Resources resource : Resources.values()) {
            if (resource != Resources.TASK) {
                grant(Role.ADMIN.group(), resource, ANY, Permissions.ALL);
            }
        }
        // Cockpit counts tasks; who decides on them is of an office.
        only(Role.ADMIN.group(), Resources.TASK, Permissions.READ);
        offices.all()
                .forEach(office -> OF_OFFICES.forEach(role -> {
                    String group = role.group() + office.code();
                    group(group, office.name() + role.label());
                    officials(group);
                }));
    }

    private void applicants(String group) {
        grant(group, Resources.APPLICATION, "tasklist", Permissions.ACCESS);
        grant(group, Resources.PROCESS_DEFINITION, RenewalProcess.KEY, Permissions.READ, Permissions.CREATE_INSTANCE);
        grant(group, Resources.PROCESS_INSTANCE, ANY, Permissions.CREATE);
    }

    private void officials(String group) {
        grant(group, Resources.APPLICATION, "tasklist", Permissions.ACCESS);
        grant(group, Resources.PROCESS_DEFINITION, RenewalProcess.KEY, Permissions.READ);
    }

    private void analysts(String group) {
        grant(group, Resources.APPLICATION, "cockpit", Permissions.ACCESS);
        grant(
                group,
                Resources.PROCESS_DEFINITION,
                RenewalProcess.KEY,
                ProcessDefinitionPermissions.READ,
                ProcessDefinitionPermissions.READ_INSTANCE,
                ProcessDefinitionPermissions.READ_HISTORY,
                ProcessDefinitionPermissions.READ_TASK);
        grant(
                group,
                Resources.PROCESS_DEFINITION,
                ActProcess.KEY,
                ProcessDefinitionPermissions.READ,
                ProcessDefinitionPermissions.READ_INSTANCE,
                ProcessDefinitionPermissions.READ_HISTORY);
        // Cockpit counts tasks by group only for those who may read every task; no task holds personal data.
        grant(group, Resources.TASK, ANY, Permissions.READ);
        grant(group, Resources.DECISION_DEFINITION, ANY, Permissions.READ);
        grant(group, Resources.DECISION_REQUIREMENTS_DEFINITION, ANY, Permissions.READ);
        grant(group, Resources.DEPLOYMENT, ANY, Permissions.READ);
    }

    private void group(String id, String name) {
        Group group = identity.createGroupQuery().groupId(id).singleResult();
        if (group == null || group.getName() == null) {
            Group named = group == null ? identity.newGroup(id) : group;
            named.setName(name);
            named.setType(Role.ADMIN.group().equals(id) ? "SYSTEM" : "WORKFLOW");
            identity.saveGroup(named);
        }
    }

    /** Lets a group read one of the filters. */
    void filter(String group, String filterId) {
        grant(group, Resources.FILTER, filterId, Permissions.READ);
    }

    /** Grants, or cuts down to it what an older version granted. */
    private void only(String group, Resource resource, Permission permission) {
        Authorization there = authorizations
                .createAuthorizationQuery()
                .groupIdIn(group)
                .resourceType(resource)
                .resourceId(ANY)
                .singleResult();
        if (there == null) {
            grant(group, resource, ANY, permission);
        } else if (there.isPermissionGranted(Permissions.UPDATE)) {
            there.setPermissions(new Permission[] {permission});
            authorizations.saveAuthorization(there);
        }
    }

    private void grant(String group, Resource resource, String id, Permission... permissions) {
        boolean there = authorizations
                        .createAuthorizationQuery()
                        .groupIdIn(group)
                        .resourceType(resource)
                        .resourceId(id)
                        .count()
                > 0;
        if (!there) {
            Authorization grant = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
            grant.setGroupId(group);
            grant.setResource(resource);
            grant.setResourceId(id);
            List<Permission> all = new ArrayList<>(List.of(permissions));
            grant.setPermissions(all.toArray(Permission[]::new));
            authorizations.saveAuthorization(grant);
        }
    }
}
