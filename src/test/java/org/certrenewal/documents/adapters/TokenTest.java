package org.certrenewal.documents.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.certrenewal.CannotStart;
import org.certrenewal.documents.Faces;
import org.certrenewal.documents.Press;
import org.certrenewal.documents.adapters.DocumentsConfiguration.SealSettings;
import org.certrenewal.documents.seal.KeystoreSeals;
import org.certrenewal.documents.seal.SealKeys;
import org.certrenewal.documents.seal.SealTrial;
import org.certrenewal.documents.seal.SealedDocumentCheck;
import org.certrenewal.documents.seal.SealingPress;
import org.certrenewal.documents.seal.ShortForm;
import org.certrenewal.testing.PrintedCode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Seals with keys that never leave a real PKCS#11 token, which is SoftHSM here. */
@NeedsSoftHsm
class TokenTest {

    private static final String PIN = "271828";

    @TempDir
    private static Path folder;

    private static Path keystore;
    private static Path configuration;
    private static Path other;

    @BeforeAll
    static void fillTheToken() throws Exception {
        SealKeys made = SealKeys.demonstration(folder, Clock.systemUTC());
        keystore = folder.resolve("NOT-FOR-PRODUCTION-seal-keys.p12");
        // The library reads where its tokens are from the environment, which the pom sets.
        Path library = Path.of(System.getenv("SOFTHSM2_CONF"));
        Path tokens = Files.createDirectories(folder.resolve("tokens"));
        Files.writeString(library, "directories.tokendir = " + tokens + "\nobjectstore.backend = file\n");
        String slot = newToken("renewal");
        String otherSlot = newToken("other");
        configuration =
                Files.writeString(folder.resolve("token.cfg"), """
                name = renewal
                library = %s
                slot = %s
                attributes(*, CKO_PRIVATE_KEY, *) = {
                  CKA_TOKEN = true
                  CKA_SENSITIVE = true
                  CKA_EXTRACTABLE = false
                  CKA_SIGN = true
                }
                """.formatted(NeedsSoftHsm.Condition.LIBRARY, slot));
        other = Files.writeString(
                folder.resolve("other.cfg"),
                Files.readString(configuration).replace("slot = " + slot, "slot = " + otherSlot));
        Provider provider = Security.getProvider("SunPKCS11").configure(configuration.toString());
        KeyStore token = KeyStore.getInstance("PKCS11", provider);
        token.load(null, PIN.toCharArray());
        for (Map.Entry<String, SealKeys.Key> entry :
                Map.of("pdf", made.pdf(), "qr", made.qr()).entrySet()) {
            SealKeys.Key key = entry.getValue();
            token.setKeyEntry(entry.getKey(), key.secret(), null, key.chain().toArray(new X509Certificate[0]));
        }
    }

    @Test
    void should_sign_pdf_and_short_form_with_keys_that_stay_on_the_token() throws Exception {
        SealKeys keys = DocumentsConfiguration.keys(settings(configuration), Clock.systemUTC());
        assertThat(keys.pdf().secret().getEncoded()).isNull();
        assertThat(keys.qr().secret().getEncoded()).isNull();

        KeystoreSeals seals = new KeystoreSeals(keys, Optional.empty());
        Press.SealedCertificate certificate = new SealingPress(seals).certificate(Faces.of("王建国"), Instant.now());

        SealedDocumentCheck check = new SealedDocumentCheck(seals.trust());
        assertThat(check.check(certificate.pdf()).isGenuine()).isTrue();
        assertThat(check.check(certificate.ofd()).isGenuine()).isTrue();
        assertThat(ShortForm.verify(PrintedCode.on(certificate.pdf()), seals.shortFormCertificate()))
                .isPresent();
    }

    @Test
    void should_try_the_keys_of_a_token_as_those_of_a_file() throws Exception {
        SealKeys keys = DocumentsConfiguration.keys(settings(configuration), Clock.systemUTC());

        assertThat(SealTrial.of(keys, Optional.empty(), Instant.now())).isEmpty();
        SealKeys.Key mixed = new SealKeys.Key(
                keys.pdf().secret(), keys.qr().chain(), keys.qr().provider());
        assertThat(SealTrial.of(new SealKeys(keys.pdf(), mixed, keys.ofd(), true), Optional.empty(), Instant.now()))
                .extracting(Throwable::getMessage)
                .singleElement()
                .asString()
                .contains("印章密钥 qr", "一对");
    }

    /** On a token of its own: once the library is logged in, it lets any PIN pass. */
    @Test
    void should_say_plainly_that_the_pin_is_wrong() {
        assertThatThrownBy(() -> DocumentsConfiguration.keys(
                        new SealSettings(null, null, other.toString(), "999999", "SunPKCS11", null, false, null, null),
                        Clock.systemUTC()))
                .isInstanceOf(CannotStart.class)
                .hasMessage("密码设备不接受 PIN：" + other);
    }

    @Test
    void should_say_plainly_that_a_token_cannot_be_opened() throws IOException {
        Path elsewhere = Files.writeString(
                folder.resolve("elsewhere.cfg"),
                Files.readString(configuration).replaceFirst("slot = .*", "slotListIndex = 99"));

        assertThatThrownBy(() -> DocumentsConfiguration.keys(settings(elsewhere), Clock.systemUTC()))
                .hasMessage("密码设备打不开：" + elsewhere);
    }

    @Test
    void should_name_the_key_that_is_nowhere() {
        assertThatThrownBy(() -> DocumentsConfiguration.keys(
                        new SealSettings(
                                null, null, configuration.toString(), PIN, "SunPKCS11", null, false, null, null),
                        Clock.systemUTC()))
                .hasMessage("没有名为 ofd 的印章私钥：密码设备 " + configuration);
    }

    private static SealSettings settings(Path token) {
        return new SealSettings(
                keystore.toString(), "not-for-production", token.toString(), PIN, "SunPKCS11", null, false, null, null);
    }

    private static String newToken(String label) throws IOException, InterruptedException {
        String answer = run("softhsm2-util", "--init-token", "--free", "--label", label, "--pin", PIN, "--so-pin", PIN);
        Matcher slot = Pattern.compile("slot (\\d+)").matcher(answer);
        assertThat(slot.find()).as(answer).isTrue();
        return slot.group(1);
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
