package org.certrenewal.partners;

/** Names the outside systems that the service works with. */
public enum Partner {
    FACE("face", "人脸识别认证"),
    REGISTRY("registry", "省级证书平台"),
    MAIL("mail", "电子邮件"),
    SMS("sms", "短信"),
    COURIER("courier", "快递");

    private final String id;
    private final String title;

    Partner(String id, String title) {
        this.id = id;
        this.title = title;
    }

    /** Returns its name in settings, metrics and tables. */
    public String id() {
        return id;
    }

    /** Returns its name for people, in Chinese. */
    public String title() {
        return title;
    }

    /** Returns the name of the setting by which it becomes real. */
    public String setting() {
        return "renewal.partners." + id + (this == MAIL ? ".host" : ".url");
    }

    /**
     * Tells whether the service can't do without it, so that a stand-in serves until it is configured; a courier's
     * numbers can be entered by hand.
     */
    public boolean isNeeded() {
        return this == FACE || this == REGISTRY || this == MAIL || this == SMS;
    }

    /** Returns the sentence for people who have to wait for it. */
    public String sentence() {
        return title + "暂时不能使用，其他事项照常办理；恢复后自动继续，请稍后再试";
    }
}
