package org.certrenewal.notices;

import java.util.UUID;
import org.certrenewal.process.TaskReassigned;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells colleagues that a task is theirs now. */
@Component
class HandoverNotices {

    private final Notices notices;

    HandoverNotices(Notices notices) {
        this.notices = notices;
    }

    @EventListener
    void reassigned(TaskReassigned task) {
        String kind = task.givenBack() ? "given-back" : "handed-over";
        String number = task.file().number();
        notices.tell(Note.to(task.recipient())
                .about(number)
                .once(kind, kind + ":" + task.taskId() + ":" + UUID.randomUUID())
                .saying("办件 " + number + " 的“" + task.task() + (task.givenBack() ? "”已退回，等待领取" : "”已由负责人移交给您办理"))
                .at(CaseNotices.OFFICE_TASKS + "#/?task=" + task.taskId()));
    }
}
