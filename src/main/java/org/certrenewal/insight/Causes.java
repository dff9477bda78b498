package org.certrenewal.insight;

import java.util.List;
import java.util.Locale;

/** Tells in plain words why a step failed. The technical message isn't shown: nobody knows what stands in it. */
enum Causes {
    CHANGED_MEANWHILE(
            "同一办件被同时处理，系统自动重试",
            "Somebody worked on the case at the same time; it is tried again by itself",
            List.of("optimisticlocking", "updated by another transaction", "deadlock", "could not serialize", "40001")),
    DATABASE(
            "数据库暂时不可用或繁忙，系统自动重试；长时间不恢复请联系管理员检查数据库",
            "The database wasn't reachable or busy; it is tried again, an administrator looks at the database if it lasts",
            List.of("jdbc", "sql", "connection is not available", "database")),
    SEALING(
            "电子签章暂时不能使用（时间戳、吊销查询、签名服务，或者印章停用、到期）：排除后自动继续；请管理员查看事件的说明",
            "Nothing can be sealed at the moment (timestamps, revocation, signing service, or a seal that ended): it goes on by"
                    + " itself; an administrator reads the incident",
            List.of("时间戳", "吊销", "签名服务", "印章")),
    SEAL(
            "电子印章不可用：请管理员检查印章密钥库及其口令、有效期，然后重试",
            "The seal can't be used: an administrator checks key store, password and validity, then tries again",
            List.of(
                    "electronic seal",
                    "seal can't be made",
                    "short form can't be signed",
                    "keystore",
                    "certificateexpired",
                    "pkcs12",
                    "privatekey")),
    TEXT(
            "文书的文字中有打印不了的字符：请办理机关的工作人员在首页“文书更正”中改写文字，决定不变，文书随即重新制作",
            "The letter's text has a character that can't be printed: an officer of the office mends it under Mend letters on"
                    + " the start page; the decision stands, and the letter is made again",
            List.of("正文中有")),
    FONT(
            "姓名等内容中有字库没有的字，证照不会缺字签发：请管理员补充字库（设置 renewal.fonts，重新启动），然后重试",
            "The fonts lack a character, such as one of a name: an administrator adds it (a font in renewal.fonts, and a new"
                    + " start), then tries again",
            List.of("无法打印", "glyph", "unprintable", "font")),
    PARTNER(
            "外部系统没有响应，系统按间隔重试；请管理员确认对方服务是否正常",
            "A partner's system didn't answer; it is tried again, an administrator asks the partner",
            List.of("timeout", "timed out", "connect", "unknownhost", "i/o error", "503", "502")),
    VAULT(
            "不能读出已加密的办件内容：请管理员检查加密密钥，并核对数据是否被改动",
            "What is stored can't be decrypted: an administrator checks the keys, and whether data were changed",
            List.of("its key is missing", "no longer matches its hash", "vault", "decrypt", "aeadbadtag")),
    OTHER(
            "程序处理出错：请管理员在作业日志中查看详情，排除后重试",
            "The program failed: an administrator reads the job log, mends it and tries again",
            List.of());

    private final String chinese;
    private final String english;
    private final List<String> signs;

    Causes(String chinese, String english, List<String> signs) {
        this.chinese = chinese;
        this.english = english;
        this.signs = signs;
    }

    String chinese() {
        return chinese;
    }

    String english() {
        return english;
    }

    /** Tells the cause by the technical message. */
    static Causes of(String message) {
        String text = message == null ? "" : message.toLowerCase(Locale.ROOT);
        for (Causes cause : values()) {
            if (cause.signs.stream().anyMatch(text::contains)) {
                return cause;
            }
        }
        return OTHER;
    }
}
