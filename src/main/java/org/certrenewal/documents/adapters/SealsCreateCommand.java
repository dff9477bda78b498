package org.certrenewal.documents.adapters;

import java.util.Arrays;
import java.util.List;
import org.certrenewal.documents.seal.KeyRequests;

/**
 * Makes an authority's keys and the requests for its CA:
 *
 * <pre>
 * java -jar certificate-renewal.jar --renewal.seals.create --renewal.seals.keystore=seals.p12
 *     --renewal.seals.subject=C=CN,O=浙江省住房和城乡建设厅 [--renewal.seals.pdf-key=EC] [--renewal.seals.own=义乌市住房和城乡建设局]
 * </pre>
 */
final class SealsCreateCommand extends KeyCommand {

    @Override
    public String option() {
        return "--renewal.seals.create";
    }

    @Override
    int work(Work work) {
        String kind = work.setting("renewal.seals.pdf-key");
        KeyRequests requests = new KeyRequests(
                work.keystore(), work.setting("renewal.seals.subject"), kind.isEmpty() ? "RSA" : kind, work.now());
        List<String> own = Arrays.stream(work.setting("renewal.seals.own").split("[,，]"))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
        List<KeyRequests.Written> written = requests.make(password(work, true), own);
        work.out().println("已建立密钥文件 " + work.keystore().toAbsolutePath().normalize());
        for (KeyRequests.Written one : written) {
            work.out().println("申请 " + one.alias() + "（" + one.kind() + "，" + one.subject() + "）：" + one.file());
        }
        work.out().println("下一步：备份密钥文件，把申请文件交给 CA（ofd 须由签发 SM2 证书的 CA 签发），收到答复后运行 --renewal.seals.import=…");
        return 0;
    }
}
