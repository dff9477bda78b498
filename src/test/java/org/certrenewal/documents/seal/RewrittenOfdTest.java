package org.certrenewal.documents.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.certrenewal.documents.Faces;
import org.certrenewal.documents.OfdPackage;
import org.certrenewal.documents.seal.SealReport.Finding;
import org.certrenewal.testing.Repacked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tells files whose container another program wrote anew from files that were changed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RewrittenOfdTest {

    private static final Instant NOW = Instant.parse("2026-07-21T02:00:00Z");

    private byte[] sealed;
    private SealedDocumentCheck check;

    @BeforeAll
    void seal(@TempDir Path folder) {
        KeystoreSeals seals = seals(folder);
        sealed = new SealingPress(seals).certificate(Faces.of("王建国"), NOW).ofd();
        check = new SealedDocumentCheck(seals.trust());
    }

    private static KeystoreSeals seals(Path folder) {
        return new KeystoreSeals(
                SealKeys.demonstration(folder, Clock.fixed(NOW, ZoneId.of("Asia/Shanghai"))), Optional.empty());
    }

    @ParameterizedTest
    @EnumSource
    void should_say_of_the_same_content_in_another_container_that_it_was_saved_anew(Repacked.Way way) {
        byte[] anew = Repacked.by(sealed, way);

        SealReport report = check.check(anew);

        assertThat(report.finding()).isEqualTo(Finding.REWRITTEN);
        assertThat(report.detail()).startsWith("内容未变，文件被重新保存过").contains("电子印章有效");
        assertThat(report.reference()).isEqualTo(check.check(sealed).reference());
        assertThat(report.moment()).isEqualTo(NOW);
        assertThat(SealedDocumentCheck.original(anew)).contains(sealed);
    }

    @Test
    void should_find_genuine_and_nothing_to_put_back_in_what_stands_as_it_was_sealed() {
        assertThat(check.check(sealed).finding()).isEqualTo(Finding.GENUINE);
        assertThat(SealedDocumentCheck.original(sealed)).isEmpty();
    }

    /** Our own form with another order isn't what was issued either. */
    @Test
    void should_notice_another_order_in_our_own_form() throws Exception {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        Map<String, byte[]> ours = OfdPackage.read(sealed);
        entries.put(OfdSeal.VALUE, ours.get(OfdSeal.VALUE));
        entries.putAll(ours);

        assertThat(check.check(OfdPackage.write(entries)).finding()).isEqualTo(Finding.REWRITTEN);
    }

    @EnabledIf("hasZip")
    @ParameterizedTest
    @EnumSource(Zip.class)
    void should_recognise_what_info_zip_packs(Zip zip, @TempDir Path folder) throws Exception {
        Path content = Files.createDirectory(folder.resolve("content"));
        for (Map.Entry<String, byte[]> entry : OfdPackage.read(sealed).entrySet()) {
            Path file = content.resolve(entry.getKey());
            Files.createDirectories(file.getParent());
            Files.write(file, entry.getValue());
        }
        Process process = new ProcessBuilder("sh", "-c", zip.command)
                .directory(content.toFile())
                .start();
        assertThat(process.waitFor()).isZero();

        assertThat(check.check(Files.readAllBytes(folder.resolve("anew.ofd"))).finding())
                .isEqualTo(Finding.REWRITTEN);
    }

    enum Zip {
        PLAIN("zip -q -r ../anew.ofd ."),
        STORED("zip -q -0 -X -D -r ../anew.ofd ."),
        THROUGH_A_PIPE("zip -q -r - . | cat > ../anew.ofd");

        private final String command;

        Zip(String command) {
            this.command = command;
        }
    }

    static boolean hasZip() {
        return Files.isExecutable(Path.of("/usr/bin/zip"));
    }

    @Test
    void should_find_changed_what_was_changed_added_or_taken_out_on_the_way() {
        Map<String, byte[]> entries = Repacked.entries(sealed);
        for (String name : entries.keySet()) {
            Map<String, byte[]> changed = new LinkedHashMap<>(entries);
            byte[] content = changed.get(name).clone();
            content[content.length / 2] ^= 1;
            changed.put(name, content);
            assertThat(check.check(Repacked.zip(changed)).finding())
                    .as("changed " + name)
                    .isIn(Finding.CHANGED, Finding.UNKNOWN_SIGNER);
            changed.remove(name);
            assertThat(check.check(Repacked.zip(changed)).finding())
                    .as("without " + name)
                    .isIn(Finding.CHANGED, Finding.UNREADABLE);
        }
        entries.put("Doc_0/Attachs/more.xml", new byte[] {1});
        assertThat(check.check(Repacked.zip(entries)).finding()).isEqualTo(Finding.CHANGED);
    }

    @Test
    void should_know_a_foreign_seal_in_a_foreign_container(@TempDir Path folder) {
        byte[] foreign = new SealingPress(seals(folder))
                .certificate(Faces.of("王建国"), NOW)
                .ofd();
        Map<String, byte[]> entries = Repacked.entries(foreign);
        assertThat(check.check(Repacked.zip(entries)).finding()).isEqualTo(Finding.UNKNOWN_SIGNER);

        // Another service leaves files unsealed that ours seals; its own rules may allow that.
        entries.put("Doc_0/Annots/a.xml", new byte[] {1});
        assertThat(check.check(Repacked.zip(entries)).finding()).isEqualTo(Finding.UNKNOWN_SIGNER);
        entries.put(OfdSeal.VALUE, "of an older version".getBytes(StandardCharsets.UTF_8));
        assertThat(check.check(Repacked.zip(entries)).finding()).isEqualTo(Finding.UNKNOWN_SIGNER);
    }

    /** What one program unpacks and another doesn't see could show something else than what was sealed. */
    @Test
    void should_take_no_container_that_programs_unpack_differently() throws Exception {
        byte[] anew = Repacked.by(sealed, Repacked.Way.STORED);
        byte[] name = "Doc_0/Document.xml".getBytes(StandardCharsets.UTF_8);

        byte[] otherName = anew.clone();
        otherName[Repacked.lastOf(anew, "Doc_0/Document.xml") + 6] = 'd';
        byte[] before = concat(new byte[] {'P', 'K', 3, 4, 0, 0}, anew);
        byte[] behind = concat(anew, new byte[] {1});
        byte[] twoEnds = concat(anew, Arrays.copyOfRange(anew, anew.length - 22, anew.length));
        byte[] hidden = hidden(anew, name);
        for (byte[] file : new byte[][] {otherName, before, behind, twoEnds, hidden}) {
            assertThat(check.check(file).finding()).isEqualTo(Finding.UNREADABLE);
        }
    }

    /** Puts an entry between that the directory doesn't name. */
    private static byte[] hidden(byte[] file, byte[] name) throws Exception {
        byte[] secret = OfdPackage.write(Map.of(new String(name, StandardCharsets.UTF_8), new byte[] {1}));
        int entry = 30 + name.length + 1;
        int directory = at(file, file.length - 6);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(file, 0, directory);
        out.write(secret, 0, entry);
        out.write(file, directory, file.length - directory);
        byte[] bytes = out.toByteArray();
        int moved = directory + entry;
        for (int i = 0; i < 4; i++) {
            bytes[bytes.length - 6 + i] = (byte) (moved >>> 8 * i);
        }
        return bytes;
    }

    private static int at(byte[] file, int position) {
        int value = 0;
        for (int i = 3; i >= 0; i--) {
            value = value << 8 | Byte.toUnsignedInt(file[position + i]);
        }
        return value;
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    @Test
    void should_survive_any_flipped_byte_and_call_none_genuine() {
        byte[] anew = Repacked.by(sealed, Repacked.Way.DEFLATED);
        Random random = new Random(7);
        for (int i = 0; i < 1500; i++) {
            byte[] changed = anew.clone();
            int at = i < 500 ? changed.length - 1 - i : random.nextInt(changed.length);
            changed[at] ^= (byte) (1 << random.nextInt(8));
            SealReport report = check.check(changed);
            assertThat(report.isGenuine()).isFalse();
            // Dates and the like may change; then what comes out is still what was sealed.
            if (report.finding() == Finding.REWRITTEN) {
                assertThat(SealedDocumentCheck.original(changed)).contains(sealed);
            }
        }
    }
}
