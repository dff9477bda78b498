package org.certrenewal.notices.outside;

/** Names the ways on which something leaves the service. */
public enum Channel {
    MAIL("邮件", "notice-mail"),
    SMS("短信", "notice-sms");

    private final String label;
    private final String outbox;

    Channel(String label, String outbox) {
        this.label = label;
        this.outbox = outbox;
    }

    /** Returns its name for people, in Chinese. */
    public String label() {
        return label;
    }

    /** Returns the kind of its messages in the outbox. */
    String outbox() {
        return outbox;
    }
}
