package org.certrenewal.access.account;

import java.util.Locale;

/** Says why a session was ended before its time, for the person and for the audit trail. */
public enum Ended {
    ACCOUNT("账号已停用，登录已退出。请联系本单位的系统管理员。"),
    PASSWORD("密码已更改，登录已退出。请用新密码重新登录。"),
    LOCKED("账号已被锁定，登录已退出。请联系本单位的系统管理员。"),
    RIGHTS("您的岗位权限已变更，请重新登录。"),
    PROVIDER("您已在统一身份认证平台退出，这里的登录也已退出。"),
    DISABLED("统一身份认证平台不再认可您的登录（账号已停用或者登录已作废），这里的登录也已退出。"),
    LOGGED_OUT("您已退出，请重新登录。"),
    CROWDED("您的账号又在其他地方登录，这里最早的登录已退出。"),
    FULL("同时登录的人数过多，长时间未操作的登录已退出，请重新登录。");

    private final String sentence;

    Ended(String sentence) {
        this.sentence = sentence;
    }

    /** Tells the person. */
    public String sentence() {
        return sentence;
    }

    /** Returns the name in addresses and in the audit trail. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
