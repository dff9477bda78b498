package org.certrenewal.access.account;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.impl.util.ResourceTypeUtil;
import org.certrenewal.casefile.Sha256;

/**
 * Says who may do what, or may not, as the engine has it.
 *
 * @param type global, grant or revoke
 * @param resourceType number of the kind of resource
 * @param resourceId one resource, or {@code *} for any
 * @param userId the user, or null
 * @param groupId the group, or null
 * @param bits the permissions
 */
record Grant(int type, int resourceType, String resourceId, String userId, String groupId, int bits) {

    /** An entry of the audit trail holds no more. */
    private static final int LONGEST = 280;

    private static final int LONGEST_NAME = 60;
    private static final int DIGEST = 12;

    /** Tells the change from one to another, in as many lines as it needs. */
    static List<String> change(Optional<Grant> before, Optional<Grant> after) {
        Grant known = after.or(() -> before).orElseThrow();
        String head = before.isPresent()
                        && after.isPresent()
                        && !before.get().about().equals(after.get().about())
                ? before.get().about() + " → " + after.get().about()
                : known.about();
        String from = before.map(Grant::permissions).orElse("");
        String to = after.map(Grant::permissions).orElse("");
        String what = before.isEmpty() ? to : after.isEmpty() ? from : from + " → " + to;
        return lines(head, what);
    }

    private static List<String> lines(String head, String what) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(head);
        for (String word : what.split(" ")) {
            if (line.length() + 1 + word.length() > LONGEST && line.length() > head.length()) {
                lines.add(line.toString());
                line = new StringBuilder(head);
            }
            line.append(' ').append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    private String about() {
        Resource resource = ResourceTypeUtil.getResourceByType(resourceType);
        String kind = switch (type) {
            case Authorization.AUTH_TYPE_GLOBAL -> "GLOBAL";
            case Authorization.AUTH_TYPE_GRANT -> "GRANT";
            default -> "REVOKE";
        };
        return kind + " " + (resource == null ? String.valueOf(resourceType) : resource.toString()) + "/"
                + shortened(resourceId) + " "
                + (groupId == null ? "user:" + shortened(userId) : "group:" + shortened(groupId));
    }

    private static String shortened(String name) {
        if (name == null || name.length() <= LONGEST_NAME) {
            return String.valueOf(name);
        }
        return name.substring(0, LONGEST_NAME - DIGEST - 1) + "#"
                + Sha256.of(name).substring(0, DIGEST);
    }

    private String permissions() {
        boolean revoke = type == Authorization.AUTH_TYPE_REVOKE;
        if (revoke ? bits == 0 : bits == Permissions.ALL.getValue()) {
            return "ALL";
        }
        String names = Arrays.stream(ResourceTypeUtil.getPermissionsByResourceType(resourceType))
                .filter(one ->
                        one.getValue() != Permissions.NONE.getValue() && one.getValue() != Permissions.ALL.getValue())
                .filter(one -> revoke != ((bits & one.getValue()) == one.getValue()))
                .map(Permission::getName)
                .collect(Collectors.joining(" "));
        return names.isEmpty() ? "NONE" : names;
    }
}
