package org.certrenewal.process.tasks;

/** Says that a task has to be claimed first. */
public class NotAssigned extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotAssigned() {
        super("请先领取这项任务");
    }
}
