package org.certrenewal.documents.adapters;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.certrenewal.documents.seal.KeyAnswers;
import org.certrenewal.documents.seal.KeyInventory;

/**
 * Takes the answers of the CA and the issued electronic seals into the keystore, and beside it:
 *
 * <pre>
 * java -jar certificate-renewal.jar --renewal.seals.import=answers/,province.esl --renewal.seals.keystore=seals.p12
 * </pre>
 */
final class SealsImportCommand extends KeyCommand {

    @Override
    public String option() {
        return "--renewal.seals.import";
    }

    @Override
    public boolean hasValue() {
        return true;
    }

    @Override
    int work(Work work) {
        List<Path> sources = Arrays.stream(work.setting("renewal.seals.import").split(","))
                .map(String::strip)
                .filter(source -> !source.isEmpty() && !source.equals("true"))
                .map(KeyCommand::path)
                .toList();
        char[] password = password(work, false);
        KeyAnswers.Taken taken = KeyAnswers.take(work.keystore(), password, sources, work.authorities(), work.now());
        taken.notes().forEach(work.out()::println);
        taken.certificates().forEach(alias -> work.out().println("已导入 " + alias + " 的证书和它的上级证书"));
        taken.earlier().ifPresent(earlier -> work.out().println("导入以前的密钥文件保留在 " + earlier));
        taken.seals().forEach((name, file) -> work.out().println("已导入电子印章 " + name + "：" + file));
        KeyInventory.of(work.keystore(), password, List.of(), work.authorities(), work.now()).keys().stream()
                .filter(KeyInventory.Key::placeholder)
                .forEach(key -> work.out().println("还在等 CA 的答复：" + key.alias()));
        work.out().println("服务的设置：");
        work.out()
                .println("  renewal.seals.keystore="
                        + work.keystore().toAbsolutePath().normalize());
        int number = 0;
        for (Path file : taken.seals().values()) {
            work.out().println("  renewal.seals.electronic-seal[" + number++ + "]=" + file);
        }
        taken.authorities().ifPresent(file -> work.out().println("  renewal.seals.authorities[0]=" + file));
        return 0;
    }
}
