package org.certrenewal.documents.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.util.List;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.certrenewal.CannotStart;
import org.certrenewal.documents.adapters.DocumentsConfiguration.FontSettings;
import org.certrenewal.documents.adapters.DocumentsConfiguration.SealSettings;
import org.certrenewal.documents.seal.SealKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class DocumentsConfigurationTest {

    private static final String SUN = "SunPKCS11";

    @TempDir
    private Path folder;

    @Test
    void should_not_make_demonstration_keys_by_accident() {
        assertThatThrownBy(() -> DocumentsConfiguration.keys(
                        new SealSettings(null, null, null, null, SUN, null, false, folder.toString(), null),
                        Clock.systemUTC()))
                .isInstanceOfSatisfying(
                        CannotStart.class,
                        reason -> assertThat(reason.remedy()).contains("renewal.seals.keystore", "renewal.seals.token"))
                .hasMessage("没有配置印章密钥，不能启动");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void should_take_the_keystore_that_is_configured() {
        SealKeys made = SealKeys.demonstration(folder, Clock.systemUTC());
        Path file = folder.resolve("NOT-FOR-PRODUCTION-seal-keys.p12");

        SealKeys keys = DocumentsConfiguration.keys(
                new SealSettings(
                        file.toString(),
                        "not-for-production",
                        null,
                        null,
                        SUN,
                        null,
                        true,
                        folder.resolve("other").toString(),
                        null),
                Clock.systemUTC());

        assertThat(keys.ofd().chain()).isEqualTo(made.ofd().chain());
        assertThat(folder.resolve("other")).doesNotExist();
    }

    @Test
    void should_say_plainly_that_a_keystore_cannot_be_opened() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.p12"), "nothing");

        assertThatThrownBy(() -> DocumentsConfiguration.keys(
                        new SealSettings(
                                broken.toString(), "wrong", null, null, SUN, null, false, folder.toString(), null),
                        Clock.systemUTC()))
                .isInstanceOf(CannotStart.class)
                .hasMessage("印章密钥文件不是 PKCS#12 文件：" + broken);
    }

    @Test
    void should_say_plainly_that_the_password_is_wrong_and_which_key_is_missing() throws Exception {
        SealKeys.demonstration(folder, Clock.systemUTC());
        Path file = folder.resolve("NOT-FOR-PRODUCTION-seal-keys.p12");
        assertThatThrownBy(() -> DocumentsConfiguration.keys(
                        new SealSettings(file.toString(), "wrong", null, null, SUN, null, false, null, null),
                        Clock.systemUTC()))
                .isInstanceOf(CannotStart.class)
                .hasMessage("印章密钥文件的口令不对，或者文件已损坏：" + file);

        KeyStore store = KeyStore.getInstance("PKCS12", new BouncyCastleProvider());
        char[] password = "not-for-production".toCharArray();
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, password);
        }
        store.deleteEntry("ofd");
        Path without = folder.resolve("without-ofd.p12");
        try (OutputStream out = Files.newOutputStream(without)) {
            store.store(out, password);
        }
        assertThatThrownBy(() -> DocumentsConfiguration.keys(
                        new SealSettings(
                                without.toString(), "not-for-production", null, null, SUN, null, false, null, null),
                        Clock.systemUTC()))
                .isInstanceOfSatisfying(
                        CannotStart.class, reason -> assertThat(reason.remedy()).contains("SM2", "别名"))
                .hasMessage("没有名为 ofd 的印章私钥：" + without);
    }

    @Test
    void should_not_start_with_a_font_that_cannot_be_used() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.ttf"), "nothing");

        assertThatThrownBy(() -> DocumentsConfiguration.extend(List.of(broken)))
                .isInstanceOfSatisfying(
                        CannotStart.class, reason -> assertThat(reason.remedy()).contains("TrueType"))
                .hasMessage("设置 renewal.fonts 中的字库用不了：" + broken + "：不是能够读取的 TrueType 字库");
        new ApplicationContextRunner()
                .withPropertyValues("renewal.fonts[0]=/fonts/a.ttf", "renewal.fonts[1]=b.ttf")
                .withUserConfiguration(Fonts.class)
                .run(context -> assertThat(context.getBean(FontSettings.class).fonts())
                        .containsExactly(Path.of("/fonts/a.ttf"), Path.of("b.ttf")));
    }

    @EnableConfigurationProperties(FontSettings.class)
    static class Fonts {}

    @Test
    void should_not_show_the_password() {
        assertThat(new SealSettings(null, "secret", null, "1234pin", SUN, null, false, null, null).toString())
                .doesNotContain("secret", "1234pin");
    }
}
