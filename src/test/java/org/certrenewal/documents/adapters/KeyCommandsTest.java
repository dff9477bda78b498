package org.certrenewal.documents.adapters;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSAbsentContent;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.certrenewal.CannotStart;
import org.certrenewal.Command;
import org.certrenewal.StartCheck;
import org.certrenewal.documents.Faces;
import org.certrenewal.documents.Press;
import org.certrenewal.documents.adapters.DocumentsConfiguration.SealSettings;
import org.certrenewal.documents.seal.KeystoreSeals;
import org.certrenewal.documents.seal.Pem;
import org.certrenewal.documents.seal.Pki;
import org.certrenewal.documents.seal.SealKeys;
import org.certrenewal.documents.seal.SealReport;
import org.certrenewal.documents.seal.SealedDocumentCheck;
import org.certrenewal.documents.seal.SealingPress;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Moves an authority in with keys of its own: made here, certified by a CA of the tests, sealed with, checked. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeyCommandsTest {

    private static final String AUTHORITY = "浙江省住房和城乡建设厅";
    private static final String YIWU = "义乌市住房和城乡建设局";
    private static final String PASSWORD = "a password for tests";
    private static final Instant NOW = Instant.now();
    private static final Instant BEGIN = NOW.minus(Duration.ofDays(30));
    private static final Instant END = NOW.plus(Duration.ofDays(700));

    @TempDir
    private Path folder;

    private Pki international;
    private Pki chinese;
    private Pki makers;

    private record Result(int code, String output) {}

    @BeforeAll
    void makeAuthorities() {
        international = Pki.root("secp256r1", "CN=国际根,O=CA", BEGIN).below("CN=国际中级CA,O=CA");
        chinese = Pki.root("sm2p256v1", "CN=国密根,O=CA", BEGIN).below("CN=国密中级CA,O=CA");
        makers = Pki.root("sm2p256v1", "CN=制章根,O=印章中心", BEGIN).below("CN=制章CA,O=印章中心");
    }

    private Path keystore() {
        return folder.resolve("seals.p12");
    }

    private Result run(Command command, String... settings) {
        return runAs(PASSWORD, command, settings);
    }

    private Result runAs(String password, Command command, String... settings) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try (GenericApplicationContext context = new GenericApplicationContext()) {
            context.setEnvironment(environment(password, settings));
            context.refresh();
            int code = command.run(context, new PrintStream(said, true, StandardCharsets.UTF_8));
            return new Result(code, said.toString(StandardCharsets.UTF_8));
        }
    }

    private StandardEnvironment environment(String password, String... settings) {
        Map<String, Object> all =
                new HashMap<>(Map.of("renewal.seals.keystore", keystore().toString()));
        if (password != null) {
            all.put("renewal.seals.password", password);
        }
        for (String setting : settings) {
            all.put(setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
        }
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", all));
        return environment;
    }

    private Result create(String... settings) {
        String[] all = Arrays.copyOf(settings, settings.length + 1);
        all[settings.length] = "renewal.seals.subject=C=CN,ST=浙江省,O=" + AUTHORITY;
        return run(new SealsCreateCommand(), all);
    }

    private Result take(Path... sources) {
        return run(
                new SealsImportCommand(),
                "renewal.seals.import="
                        + String.join(
                                ",", Arrays.stream(sources).map(Path::toString).toList()));
    }

    private String request(String alias) throws IOException {
        return Files.readString(folder.resolve("seals-" + alias + ".csr"));
    }

    private X509Certificate answer(Pki authority, String alias) throws IOException {
        return authority.answer(request(alias), BEGIN, END);
    }

    private Path file(String name, byte[] content) throws IOException {
        Files.createDirectories(folder.resolve("answers"));
        return Files.write(folder.resolve("answers").resolve(name), content);
    }

    private Path pem(String name, List<X509Certificate> certificates) throws IOException {
        return file(name, Pem.write(certificates).getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] p7b(List<X509Certificate> certificates) throws GeneralSecurityException, IOException {
        try {
            CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
            generator.addCertificates(new JcaCertStore(certificates));
            return generator.generate(new CMSAbsentContent()).getEncoded();
        } catch (CMSException e) {
            throw new GeneralSecurityException(e);
        }
    }

    /** What the start finds wrong with the keys, in production; where time comes from is set apart from them. */
    private List<CannotStart> start(String... settings) {
        StandardEnvironment environment = environment(PASSWORD, settings);
        environment.setActiveProfiles("production");
        return new SealsCheck()
                        .reasons(new StartCheck.Start(
                                environment, new DefaultListableBeanFactory(), true, Optional.empty()))
                        .stream()
                        .filter(reason -> !reason.toString().contains("没有配置时间戳机构"))
                        .toList();
    }

    private static SealReport.Finding finding(KeystoreSeals seals, byte[] file) {
        return new SealedDocumentCheck(seals.trust()).check(file).finding();
    }

    @Test
    void should_make_keys_that_the_start_accepts_once_the_answers_are_in() throws Exception {
        Result created = create("renewal.seals.own=" + YIWU);
        assertThat(created.code()).as(created.output()).isZero();
        assertThat(created.output()).contains("pdf（RSA 3072位", "qr（P-256", "ofd（SM2", "申请 ofd-" + YIWU);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keystore())))
                .isEqualTo("rw-------");
        assertThat(start()).isNotEmpty();
        Result waiting = run(new SealsShowCommand());
        assertThat(waiting.code()).isEqualTo(1);
        assertThat(waiting.output()).contains("占位证书，等 CA 的答复", "印章密钥 pdf 只有占位证书");

        X509Certificate ofd = answer(chinese, "ofd");
        X509Certificate ofdOfYiwu = answer(chinese, "ofd-" + YIWU);
        // In any order and form: PKCS#7 with the root first, DER alone, PEM with the authorities apart.
        List<X509Certificate> mixed =
                List.of(international.root(), answer(international, "qr"), international.certificate());
        file("a.p7b", p7b(mixed));
        file("b.cer", answer(international, "pdf").getEncoded());
        pem("c.pem", List.of(answer(international, "pdf-" + YIWU)));
        Result some = take(folder.resolve("answers"));
        assertThat(some.code()).as(some.output()).isZero();
        assertThat(some.output())
                .contains("已导入 pdf 的证书", "已导入 qr 的证书", "已导入 pdf-" + YIWU, "还在等 CA 的答复：ofd\n", "还在等 CA 的答复：ofd-" + YIWU);

        SealKeys.Key maker = makers.key("CN=制章人");
        file("d.p7b", p7b(List.of(chinese.certificate(), ofdOfYiwu, chinese.root(), ofd)));
        file("province.esl", Pki.seal(maker, ofd, AUTHORITY, BEGIN, END));
        file("yiwu.esl", Pki.seal(maker, ofdOfYiwu, YIWU, BEGIN, END));
        pem("makers.pem", makers.chain());
        Result rest = take(folder.resolve("answers"));
        assertThat(rest.code()).as(rest.output()).isZero();
        assertThat(rest.output())
                .contains("已导入 ofd 的证书", "已导入电子印章 " + AUTHORITY)
                .doesNotContain("还在等");

        String[] settings = rest.output()
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("renewal.seals."))
                .toArray(String[]::new);
        assertThat(settings).hasSize(4);
        assertThat(start(settings)).isEmpty();
        Result shown = run(new SealsShowCommand(), settings);
        assertThat(shown.code()).as(shown.output()).isZero();
        assertThat(shown.output()).contains("有效至", "证书链 3 张", "电子印章　" + YIWU);

        SealSettings bound =
                Binder.get(environment(PASSWORD, settings)).bindOrCreate("renewal.seals", SealSettings.class);
        KeystoreSeals seals = new KeystoreSeals(
                DocumentsConfiguration.configured(bound),
                DocumentsConfiguration.electronicSeals(bound),
                DocumentsConfiguration.authorities(bound));
        Press.SealedCertificate sealed = new SealingPress(seals).certificate(Faces.of("王建国"), NOW);
        assertThat(finding(seals, sealed.pdf())).isEqualTo(SealReport.Finding.GENUINE);
        assertThat(finding(seals, sealed.ofd())).isEqualTo(SealReport.Finding.GENUINE);
    }

    @Test
    void should_make_an_elliptic_key_for_pdf_where_asked() {
        Result created = create("renewal.seals.pdf-key=EC");
        assertThat(created.code()).isZero();
        assertThat(created.output()).contains("pdf（P-256").doesNotContain("RSA");
    }

    @Test
    void should_say_in_one_sentence_why_no_keys_are_made() throws Exception {
        refused(
                runAs(null, new SealsCreateCommand(), "renewal.seals.subject=O=a"),
                "没有密钥文件的口令",
                "RENEWAL_SEALS_PASSWORD");
        refused(runAs("short", new SealsCreateCommand(), "renewal.seals.subject=O=a"), "口令太短", "至少12个字符");
        refused(run(new SealsCreateCommand()), "没有写明证书申请的主体", "--renewal.seals.subject=");
        refused(run(new SealsCreateCommand(), "renewal.seals.subject=nonsense"), "主体写得不对", "O=单位全称");
        refused(create("renewal.seals.pdf-key=DSA"), "密钥种类不对：DSA", "RSA 或者 EC");
        refused(create("renewal.seals.keystore=" + folder.resolve("nowhere/seals.p12")), "文件夹不存在", "chmod 700");
        assertThat(Files.list(folder)).isEmpty();

        assertThat(create().code()).isZero();
        byte[] first = Files.readAllBytes(keystore());
        refused(create(), "文件已经存在，不会覆盖", "换一个新的文件名");
        assertThat(Files.readAllBytes(keystore())).isEqualTo(first);
        Files.delete(keystore());
        refused(create(), "文件已经存在，不会覆盖", "seals-pdf.csr");
        assertThat(keystore()).doesNotExist();
    }

    @Test
    void should_say_in_one_sentence_what_is_wrong_with_an_answer() throws Exception {
        refused(take(folder), "印章密钥文件不存在", "renewal.seals.keystore");
        create("renewal.seals.pdf-key=EC");
        byte[] before = Files.readAllBytes(keystore());
        X509Certificate qr = answer(international, "qr");

        refused(runAs("not the password", new SealsShowCommand()), "口令不对，或者文件已损坏", "renewal.seals.password");
        refused(take(), "没有可以导入的证书", "--renewal.seals.import=");
        refused(take(folder.resolve("absent.cer")), "文件不存在或者读不了", "改正 --renewal.seals.import");
        refused(take(file("noise.cer", new byte[] {1, 2, 3})), "没有能够读取的证书，也不是电子印章", "GB/T 38540");
        refused(take(pem("leaf.pem", List.of(qr))), "密钥 qr 的证书链不完整，缺少签发者的证书", "国际中级CA");
        refused(take(pem("root.pem", international.chain())), "只有上级证书", "一起导入");

        SealKeys.Key others = international.key("CN=别人");
        refused(take(pem("others.pem", others.chain())), "不是这个密钥文件里任何密钥的", "曲线和算法不能换");
        Pki wrongCurve = Pki.root("secp256r1", "CN=a", BEGIN);
        refused(take(pem("curve.pem", wrongCurve.key("CN=电子印章").chain())), "P-256；文件里的 ofd 是 SM2", "申请文件");

        X509Certificate over = international.answer(request("qr"), BEGIN, NOW.minus(Duration.ofDays(1)));
        refused(take(pem("over.pem", with(over, international.chain()))), "qr 的证书已于", "申请更新");
        X509Certificate early = international.answer(request("qr"), NOW.plus(Duration.ofDays(1)), END);
        refused(take(pem("early.pem", with(early, international.chain()))), "才生效", "核对本机的时间");

        byte[] seal = Pki.seal(makers.key("CN=制章人"), others.chain().get(0), AUTHORITY, BEGIN, END);
        refused(take(file("seal.esl", seal)), "电子印章还不能导入，密钥 ofd 的证书还没有导入", "一起导入");
        X509Certificate ofd = answer(chinese, "ofd");
        Path answer = pem("ofd.pem", with(ofd, chinese.chain()));
        refused(take(answer, file("seal.esl", seal)), "不是发给这个密钥的", "签章人名单");
        byte[] right = Pki.seal(makers.key("CN=制章人"), ofd, AUTHORITY, BEGIN, END);
        refused(take(answer, file("seal.esl", right)), "制章人证书不能验证到受信任的根证书", "上级证书");

        // Nothing of all that was written.
        assertThat(Files.readAllBytes(keystore())).isEqualTo(before);
        assertThat(Files.list(folder)).allMatch(file -> !file.toString().endsWith(".esl"));
    }

    @Test
    void should_keep_what_is_there_when_something_is_added() throws Exception {
        create("renewal.seals.pdf-key=EC");
        byte[] made = Files.readAllBytes(keystore());
        Path qr = pem("qr.pem", with(answer(international, "qr"), international.chain()));
        assertThat(take(qr).code()).isZero();
        assertThat(Files.readAllBytes(folder.resolve("seals.p12.earlier"))).isEqualTo(made);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keystore())))
                .isEqualTo("rw-------");

        X509Certificate ofd = answer(chinese, "ofd");
        Path own = pem("ofd.pem", with(ofd, chinese.chain()));
        Path above = pem("makers.pem", makers.chain());
        byte[] first = Pki.seal(makers.key("CN=制章人"), ofd, AUTHORITY, BEGIN, END);
        byte[] second = Pki.seal(makers.key("CN=制章人"), ofd, AUTHORITY, BEGIN, END.plusSeconds(60));
        assertThat(take(own, above, file("seal.esl", first)).code()).isZero();
        Result renewed = take(above, file("seal.esl", second));
        assertThat(renewed.code()).as(renewed.output()).isZero();
        assertThat(renewed.output()).contains(AUTHORITY + "-2.esl");
        assertThat(Files.readAllBytes(folder.resolve("seals-" + AUTHORITY + ".esl")))
                .isEqualTo(first);
        // qr stayed what it was.
        assertThat(run(new SealsShowCommand()).output()).contains("qr　P-256　有效至", "pdf　P-256　占位证书");
    }

    @Test
    void should_warn_of_a_password_that_others_can_read() {
        StandardEnvironment environment = environment(null, "renewal.seals.subject=O=" + AUTHORITY);
        environment
                .getPropertySources()
                .addFirst(new SimpleCommandLinePropertySource("--renewal.seals.password=" + PASSWORD));
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try (GenericApplicationContext context = new GenericApplicationContext()) {
            context.setEnvironment(environment);
            context.refresh();
            new SealsCreateCommand().run(context, new PrintStream(said, true, StandardCharsets.UTF_8));
        }
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("口令写在命令行上").doesNotContain(PASSWORD);
    }

    private static List<X509Certificate> with(X509Certificate own, List<X509Certificate> above) {
        List<X509Certificate> all = new java.util.ArrayList<>(above);
        all.add(own);
        return all;
    }

    private static void refused(Result result, String cause, String remedy) {
        assertThat(result.code()).as(result.output()).isEqualTo(1);
        assertThat(result.output().lines().filter(line -> line.startsWith("错误：")))
                .as(result.output())
                .hasSize(1);
        assertThat(result.output()).contains(cause, remedy, "。处理：").doesNotContain("Exception");
    }
}
