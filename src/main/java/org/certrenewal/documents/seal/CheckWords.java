package org.certrenewal.documents.seal;

/** What {@link CheckCommand} says, in the language of whoever asks. */
enum CheckWords {
    CHINESE,
    ENGLISH;

    private String in(String chinese, String english) {
        return this == CHINESE ? chinese : english;
    }

    String usage() {
        return in("""
                用法：java -jar certificate-checker.jar [选项] <文件.ofd | 文件.pdf | '二维码内容'> …

                  --trust=trust.jws   印章名册；不写的，取当前文件夹或者本程序旁边的 trust.jws
                  --roots=roots.pem   发证机关的根证书；不写的，取当前文件夹或者本程序旁边的 roots.pem
                  --root-sha256=…     只信任指纹（SHA-256）是它的根证书，指纹请向发证机关核对；可以写几次
                  --archive=…         自身时间戳已到期的文件，它的归档时间戳（/verify/evidence/…）
                  --english           英文说明

                两个文件在核验页（/verify/offline）下载。
                退出码：0 真实（含“内容未变，文件被重新保存过”），1 不真实，2 无法判断，3 用法不对。""", """
                Usage: java -jar certificate-checker.jar [options] <file.ofd | file.pdf | 'QR content'> ...

                  --trust=trust.jws   register of seals; if absent, trust.jws in the current folder or beside this program
                  --roots=roots.pem   the authority's roots; if absent, roots.pem in the current folder or beside this program
                  --root-sha256=...   believe only the root with this SHA-256, which the authority tells you; may be repeated
                  --archive=...       archive timestamps (/verify/evidence/...) of a file whose own timestamp has ended
                  --english           in English

                Both files are downloaded from the page /verify/offline.
                Exit codes: 0 genuine (saved anew included), 1 not genuine, 2 can't be told, 3 wrong usage.""");
    }

    String unknownOption(String option) {
        return in("没有这个选项：", "No such option: ") + option;
    }

    String noRoots(String file) {
        return in(
                "无法核验：读不到发证机关的根证书 " + file + "，请从核验页（/verify/offline）下载，或者用 --roots= 写明位置",
                "Can't check: no roots of the authority in " + file
                        + "; download them from /verify/offline, or name the file with --roots=");
    }

    String otherRoots() {
        return in(
                "无法核验：根证书的指纹与 --root-sha256 写的不符，文件里的是：",
                "Can't check: no root has the SHA-256 of --root-sha256; those in the file have:");
    }

    String noList(String file) {
        return in(
                "无法核验：读不到印章名册 " + file + "，请从核验页（/verify/offline）下载，或者用 --trust= 写明位置",
                "Can't check: no register of seals in " + file
                        + "; download it from /verify/offline, or name the file with --trust=");
    }

    String listNotSigned() {
        return in(
                "无法核验：印章名册不是由这些根证书下的密钥签名的，或者被改动过，请重新下载",
                "Can't check: the register of seals isn't signed under one of these roots, or was changed; download it again");
    }

    String roots() {
        return in("根证书指纹（SHA-256），请与发证机关公布的核对：", "Roots (SHA-256), to be compared with what the authority publishes:");
    }

    String list(String issued) {
        return in(
                "印章名册签发于 " + issued + "，此后登记或者停用的印章不在其中",
                "Register of seals of " + issued + ", it knows nothing later");
    }

    String standing() {
        return in(
                "脱机核验只说明文件由谁盖章、有没有改动；证书此后是否被暂扣、吊销或者注销，须联网核验。",
                "Without network this tells who sealed and that nothing was changed; only the network tells whether the"
                        + " certificate was suspended, revoked or cancelled since.");
    }

    String qrName() {
        return in("二维码", "QR code");
    }

    String qrSigned() {
        return in("二维码由发证机关签名，请与证面核对", "Signed by the authority; compare it with the face");
    }

    String qrNotSigned() {
        return in("二维码的签名不是名册中任何密钥的，或者内容被改动过", "Not signed with any key of the register, or changed");
    }

    String number() {
        return in("证书编号：", "Number: ");
    }

    String term() {
        return in("使用期：", "Term: ");
    }

    String reference() {
        return in("证照标识：", "Identifier: ");
    }

    String signer() {
        return in("盖章证书：", "Sealed with: ");
    }

    String moment() {
        return in("盖章时间：", "Sealed at (Beijing time): ");
    }

    String tooLarge() {
        return in("文件超过4MB，不是本系统签发的", "Larger than 4 MB, none of this service's");
    }

    String noFile() {
        return in("文件不存在或者读不了", "There is no such file, or it can't be read");
    }

    String youngerThanList() {
        return in(
                "文件未被修改，但所称的盖章时间晚于印章名册，无法判断，请下载新的名册后再核验",
                "Unchanged, but sealed, as it says, later than the register of seals was issued; download a newer one");
    }

    /** Says what a check found; in Chinese as the check itself does. */
    String of(SealReport report) {
        if (this == CHINESE) {
            return report.detail();
        }
        return switch (report.finding()) {
            case GENUINE -> "Sealed by the authority, and unchanged since";
            case REWRITTEN ->
                "Sealed by the authority, its content unchanged since; the file was saved anew by another program";
            case UNKNOWN_SIGNER ->
                "The seal isn't in the authority's register, wasn't in force then, or its time can't be proved";
            case CHANGED -> "Changed after it was sealed, or the seal is damaged";
            case UNSEALED -> "There is no electronic seal in it";
            case UNREADABLE -> "No PDF or OFD file that can be read as one of this service's";
        };
    }
}
