package org.certrenewal.documents.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.certrenewal.CannotStart;
import org.certrenewal.documents.adapters.DocumentsConfiguration.SealSettings;
import org.certrenewal.documents.seal.SealKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentsConfigurationTest {

    private static final String SUN = "SunPKCS11";

    @TempDir
    private Path folder;

    @Test
    void should_not_make_demonstration_keys_by_accident() {
        assertThatThrownBy(() -> DocumentsConfiguration.keys(
                        new SealSettings(null, null, null, null, SUN, null, false, folder.toString()),
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
                        folder.resolve("other").toString()),
                Clock.systemUTC());

        assertThat(keys.ofd().chain()).isEqualTo(made.ofd().chain());
        assertThat(folder.resolve("other")).doesNotExist();
    }

    @Test
    void should_say_plainly_that_a_keystore_cannot_be_opened() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.p12"), "nothing");

        assertThatThrownBy(() -> DocumentsConfiguration.keys(
                        new SealSettings(broken.toString(), "wrong", null, null, SUN, null, false, folder.toString()),
                        Clock.systemUTC()))
                .isInstanceOf(CannotStart.class)
                .hasMessage("印章密钥文件不是 PKCS#12 文件：" + broken);
    }

    @Test
    void should_not_show_the_password() {
        assertThat(new SealSettings(null, "secret", null, "1234pin", SUN, null, false, null).toString())
                .doesNotContain("secret", "1234pin");
    }
}
