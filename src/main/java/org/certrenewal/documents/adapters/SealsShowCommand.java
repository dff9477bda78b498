package org.certrenewal.documents.adapters;

import java.time.Duration;
import org.certrenewal.documents.seal.KeyInventory;

/**
 * Shows what is in the keystore and until when, and tries it as the start of the service does:
 *
 * <pre>
 * java -jar certificate-renewal.jar --renewal.seals.show --renewal.seals.keystore=seals.p12
 * </pre>
 */
final class SealsShowCommand extends KeyCommand {

    /** As long before their end as health warns. */
    private static final Duration AHEAD = Duration.ofDays(60);

    @Override
    public String option() {
        return "--renewal.seals.show";
    }

    @Override
    int work(Work work) {
        KeyInventory inventory = KeyInventory.of(
                work.keystore(),
                password(work, false),
                DocumentsConfiguration.electronicSeals(work.settings()),
                work.authorities(),
                work.now());
        for (KeyInventory.Key key : inventory.keys()) {
            work.out()
                    .println(key.alias() + "　" + key.kind() + "　"
                            + (key.placeholder() ? "占位证书，等 CA 的答复" : "有效至 " + day(key.until())));
            work.out().println("  主体：" + key.subject());
            if (!key.placeholder()) {
                work.out().println("  签发者：" + key.issuer() + "（证书链 " + key.chain() + " 张）");
                work.out().println("  SHA-256：" + key.sha256());
                if (key.until().isBefore(work.now().plus(AHEAD))) {
                    work.out().println("  注意：60天内到期，请向 CA 申请新的密钥和证书");
                }
            }
        }
        for (KeyInventory.Seal seal : inventory.seals()) {
            work.out().println("电子印章　" + seal.authority() + "　" + day(seal.from()) + " 至 " + day(seal.until()));
        }
        say(work.out(), inventory.wrong());
        return inventory.wrong().isEmpty() ? 0 : 1;
    }
}
