package org.certrenewal.process.tasks;

/**
 * Says that a colleague has the task that somebody wants to claim. Only people of one office see each other's tasks.
 */
public class TaskTaken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Says it.
     *
     * @param holder user id of the colleague, or null where somebody was faster in this moment
     */
    TaskTaken(String holder) {
        super(holder == null ? "这项任务刚刚已由同事领取，不能再领取" : "这项任务已由本机关的同事（" + holder + "）领取，不能再领取；需要更换办理人员的，由负责人在“任务移交”中办理");
    }
}
