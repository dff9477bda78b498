package org.certrenewal.access.oidc;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Says why somebody who comes from a provider isn't let in, and what helps. */
public enum LoginRefusal {
    UNAVAILABLE("现在无法通过这个平台登录：平台没有答复。请过几分钟再试，或者换一种方式登录。"),
    CANCELLED("您在登录平台取消了登录。需要办理的，请重新登录。"),
    STALE("登录页面停留过久或者已经用过，没有登录。请重新登录。"),
    UNTRUSTED("登录平台的答复没有通过核验，没有登录。请重新登录；仍不行的，请联系办理机构。"),
    ASSURANCE("您在登录平台的实名认证等级不够，不能办理。请先在该平台完成更高等级的实名认证（如人脸识别），再重新登录。"),
    NO_NAME("登录平台没有提供您的姓名，不能登录。请先在该平台完成实名认证，再重新登录。"),
    NO_NUMBER("登录平台没有提供您的身份证号码，不能办理。请先在该平台完成实名认证，再重新登录。"),
    WRONG_NUMBER("登录平台提供的身份证号码有误，不能办理。请在该平台核对您的实名信息，再重新登录。"),
    OTHER_DOCUMENT("目前只能用居民身份证（含港澳台居民居住证）的实名信息办理。请到办理机构的窗口办理。"),
    OTHER_PERSON("登录平台这次提供的身份信息与您首次登录时不一致，没有登录。请在该平台核对您的实名信息；仍不行的，请联系办理机构。"),
    TAKEN("您的身份证号码已有另一个账号，不能再用这个账号登录。请用您以前的方式登录；无法使用的，请带身份证联系办理机构。"),
    LOCKED("您的账号已被锁定，没有登录。请联系本单位的系统管理员。"),
    BUSY("登录次数过多，请过几分钟再试。");

    private final String sentence;

    LoginRefusal(String sentence) {
        this.sentence = sentence;
    }

    /** Tells the person. */
    public String sentence() {
        return sentence;
    }

    /** Returns the name in addresses and in the audit trail. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the one with a name. */
    public static Optional<LoginRefusal> of(String code) {
        return Arrays.stream(values()).filter(it -> it.code().equals(code)).findFirst();
    }
}
