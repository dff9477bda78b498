package org.certrenewal.partners;

/** Names the partners. */
public enum Partner {
    FACE("face", "人脸识别认证"),
    REGISTRY("registry", "省级证书平台"),
    MAIL("mail", "电子邮件"),
    SMS("sms", "短信"),
    COURIER("courier", "快递"),
    SIGNING("signing", "签章服务"),
    TIMESTAMP("timestamp", "时间戳服务");

    private final String id;
    private final String label;

    Partner(String id, String label) {
        this.id = id;
        this.label = label;
    }

    public String id() {
        return id;
    }

    public String label() {
        return label;
    }
}
