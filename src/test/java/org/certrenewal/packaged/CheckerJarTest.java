package org.certrenewal.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.certrenewal.documents.Content;
import org.certrenewal.documents.Faces;
import org.certrenewal.documents.Press;
import org.certrenewal.documents.seal.KeystoreSeals;
import org.certrenewal.documents.seal.Pem;
import org.certrenewal.documents.seal.Pki;
import org.certrenewal.documents.seal.SealKeys;
import org.certrenewal.documents.seal.SealingPress;
import org.certrenewal.documents.seal.ShortForm;
import org.certrenewal.documents.seal.TrustList;
import org.certrenewal.testing.Repacked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Runs certificate-checker.jar as it is handed out, on files of this year and of earlier keys. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CheckerJarTest {

    private static final Path JAR = Path.of("target/classes/checker/certificate-checker.jar");
    private static final Duration YEAR = Duration.ofDays(365);
    private static final Instant FIRST = Instant.parse("2024-07-01T02:00:00Z");

    /** More would be no small program. */
    private static final long LARGEST = 13_000_000;

    private Path disk;

    private final List<KeystoreSeals> generations = new ArrayList<>();
    private TrustList history;

    private record Result(int code, String output) {}

    @BeforeAll
    void seal(@TempDir Path folder) throws IOException {
        disk = folder;
        Instant begin = FIRST.minus(Duration.ofDays(30));
        Pki[] international = {
            Pki.root("secp256r1", "CN=第一根,O=CA", begin),
            Pki.root("RSA2048", "CN=第二根,O=CA", begin),
            Pki.root("secp256r1", "CN=第三根,O=CA", begin)
        };
        Pki shortForms = international[0];
        for (int i = 0; i < international.length; i++) {
            Pki chinese = Pki.root("sm2p256v1", "CN=国密根" + i + ",O=CA", begin).below(i);
            KeystoreSeals seals = new KeystoreSeals(
                    new SealKeys(
                            international[i].below(i).key("CN=PDF签章" + i),
                            shortForms.key("CN=二维码" + i),
                            chinese.key("CN=电子印章" + i),
                            false),
                    Optional.empty());
            generations.add(seals);
            TrustList own = during(seals.trust(), moment(i).minus(YEAR.dividedBy(2)), i < 2);
            history = history == null ? own : history.with(own);
            Press.SealedCertificate sealed = sealed(i, moment(i));
            Files.write(disk.resolve("year" + i + ".ofd"), sealed.ofd());
            Files.write(disk.resolve("year" + i + ".pdf"), sealed.pdf());
        }
        history = new TrustList(moment(2).plus(YEAR), history.anchors(), history.intermediates(), history.seals());
        Files.writeString(disk.resolve("trust.jws"), history.sign(generations.get(2)));
        Files.writeString(disk.resolve("roots.pem"), Pem.write(List.of(shortForms.certificate())));
        Files.copy(JAR, disk.resolve("certificate-checker.jar"));
    }

    private static Instant moment(int generation) {
        return FIRST.plus(YEAR.multipliedBy(generation));
    }

    private Press.SealedCertificate sealed(int generation, Instant moment) {
        return new SealingPress(generations.get(generation)).certificate(Faces.of("王建国"), moment);
    }

    private static TrustList during(TrustList list, Instant from, boolean ends) {
        return new TrustList(
                list.issued(),
                list.anchors(),
                list.intermediates(),
                list.seals().stream()
                        .map(entry -> new TrustList.Entry(
                                entry.purpose(),
                                entry.authority(),
                                entry.certificate(),
                                entry.electronicSeal(),
                                from,
                                ends ? Optional.of(from.plus(YEAR)) : Optional.empty()))
                        .toList());
    }

    /** Runs it as somebody does who has been handed a disk: all files beside the program. */
    private Result run(String... arguments) throws IOException, InterruptedException {
        return run(disk, disk.resolve("certificate-checker.jar"), arguments);
    }

    private static Result run(Path folder, Path jar, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                jar.toString()));
        command.addAll(Arrays.asList(arguments));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }

    @Test
    void should_find_files_and_codes_of_three_generations_of_keys_genuine() throws Exception {
        List<String> things = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            things.add("year" + i + ".ofd");
            things.add("year" + i + ".pdf");
            things.add("https://certs.example.gov.cn/verify/Qm7x2LkT9aV4#"
                    + ShortForm.of(Faces.of("王建国")).sign(generations.get(i)));
        }

        Result result = run(things.toArray(String[]::new));

        assertThat(result.code()).as(result.output()).isZero();
        assertThat(result.output().lines().filter(line -> line.startsWith("GENUINE  ")))
                .hasSize(9);
        assertThat(result.output())
                .contains("电子印章有效，文件未被修改", "二维码由发证机关签名", "盖章时间：2025-07-01 10:00:00", "须联网核验")
                .doesNotContain("Exception");
    }

    @Test
    void should_take_no_key_for_times_when_it_was_not_in_force() throws Exception {
        Files.write(disk.resolve("late.ofd"), sealed(0, moment(2)).ofd());
        Files.write(disk.resolve("early.pdf"), sealed(2, moment(1)).pdf());

        for (String file : List.of("late.ofd", "early.pdf")) {
            Result result = run(file);
            assertThat(result.code()).as(result.output()).isEqualTo(1);
            assertThat(result.output()).contains("UNKNOWN_SIGNER  " + file, "不在发证机关的印章名册中");
        }
    }

    @Test
    void should_tell_what_was_saved_anew_from_what_was_changed() throws Exception {
        byte[] ofd = Files.readAllBytes(disk.resolve("year0.ofd"));
        Files.write(disk.resolve("anew.ofd"), Repacked.by(ofd, Repacked.Way.DEFLATED_IN_ANOTHER_ORDER));
        Result anew = run("anew.ofd", "year2.pdf");
        assertThat(anew.code()).as(anew.output()).isZero();
        assertThat(anew.output()).contains("REWRITTEN  anew.ofd", "内容未变，文件被重新保存过");

        byte[] pdf = Files.readAllBytes(disk.resolve("year1.pdf"));
        pdf[pdf.length / 3] ^= 1;
        Files.write(disk.resolve("changed.pdf"), pdf);
        Result changed = run("year2.pdf", "changed.pdf", "anew.ofd", "nowhere.ofd");
        assertThat(changed.code()).as(changed.output()).isEqualTo(1);
        assertThat(changed.output()).contains("GENUINE  year2.pdf", "CHANGED  changed.pdf", "UNREADABLE  nowhere.ofd");
    }

    @Test
    void should_say_what_it_cannot_tell_and_how_it_is_used() throws Exception {
        Files.write(disk.resolve("noise.pdf"), new byte[] {1, 2, 3});
        assertThat(run("noise.pdf").code()).isEqualTo(2);
        Result english = run("--english", "noise.pdf");
        assertThat(english.output())
                .contains("UNREADABLE  noise.pdf", "No PDF or OFD file")
                .doesNotContain("文件");
        assertThat(run("--root-sha256=" + "0".repeat(64), "year0.ofd").code()).isEqualTo(2);
        String root = Content.of(generations.get(2).shortFormChain().get(1).getEncoded())
                .sha256();
        assertThat(run("--root-sha256=" + root, "year0.ofd").code()).isZero();
        Result usage = run();
        assertThat(usage.code()).isEqualTo(3);
        assertThat(usage.output()).startsWith("用法：");

        Path empty = Files.createDirectory(disk.resolve("elsewhere"));
        Path alone = Files.copy(JAR, empty.resolve("certificate-checker.jar"));
        Result without = run(empty, alone, "../year0.ofd");
        assertThat(without.code()).isEqualTo(2);
        assertThat(without.output()).contains("读不到发证机关的根证书", "/verify/offline");
        // The program's own folder is asked, wherever one stands.
        assertThat(run(empty, disk.resolve("certificate-checker.jar"), "../year0.ofd")
                        .code())
                .isZero();
    }

    @Test
    void should_be_small_and_hold_nothing_that_can_sign() throws Exception {
        assertThat(Files.size(JAR)).isLessThan(LARGEST);
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(jar.stream().map(java.util.zip.ZipEntry::getName).filter(name -> name.contains("certrenewal")))
                    .allMatch(name -> name.startsWith("org/certrenewal/documents/") || name.endsWith("/"))
                    .noneMatch(name -> name.contains("/SealKey")
                            || name.contains("/KeystoreSeals")
                            || name.contains("/ServiceKeys")
                            || name.contains("/SigningService"));
            assertThat(jar.getEntry("META-INF/NOTICE")).isNotNull();
            assertThat(jar.getEntry("META-INF/LICENSE")).isNotNull();
        }
    }

    @Test
    void should_be_inside_the_application_that_serves_it() throws Exception {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            File application = files.filter(
                            file -> file.getFileName().toString().matches("certificate-renewal-.*\\.jar"))
                    .findFirst()
                    .orElseThrow()
                    .toFile();
            try (JarFile jar = new JarFile(application)) {
                byte[] inside = jar.getInputStream(jar.getEntry("BOOT-INF/classes/checker/certificate-checker.jar"))
                        .readAllBytes();
                assertThat(Content.of(inside).sha256())
                        .isEqualTo(Content.of(Files.readAllBytes(JAR)).sha256());
            }
        }
    }
}
