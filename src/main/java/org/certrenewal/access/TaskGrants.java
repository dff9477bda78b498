package org.certrenewal.access;

import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.impl.cfg.auth.DefaultAuthorizationProvider;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.task.Task;

/**
 * Grants tasks to their assignees and candidates as the engine does, without asking the database for earlier grants of
 * a task that begins at this moment: there are none.
 */
class TaskGrants extends DefaultAuthorizationProvider {

    @Override
    protected AuthorizationEntity createOrUpdateAuthorization(
            Task task, String user, String group, Resource resource, boolean historic, Permission... permissions) {
        boolean begins = task instanceof TaskEntity entity && entity.getRevision() == 0;
        return begins && !historic
                ? createAuthorization(user, group, resource, task.getId(), permissions)
                : super.createOrUpdateAuthorization(task, user, group, resource, historic, permissions);
    }
}
