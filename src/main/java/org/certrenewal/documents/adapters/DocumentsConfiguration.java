package org.certrenewal.documents.adapters;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.certrenewal.CannotStart;
import org.certrenewal.TlsBundles;
import org.certrenewal.documents.PaperDesk;
import org.certrenewal.documents.Papers;
import org.certrenewal.documents.Press;
import org.certrenewal.documents.SealRequests;
import org.certrenewal.documents.Typeface;
import org.certrenewal.documents.seal.ArchiveStore;
import org.certrenewal.documents.seal.CertificateRevocations;
import org.certrenewal.documents.seal.EvidenceRenewal;
import org.certrenewal.documents.seal.KeystoreSeals;
import org.certrenewal.documents.seal.Pem;
import org.certrenewal.documents.seal.Proofs;
import org.certrenewal.documents.seal.Revocations;
import org.certrenewal.documents.seal.SealKeys;
import org.certrenewal.documents.seal.SealedDocumentCheck;
import org.certrenewal.documents.seal.SealingPress;
import org.certrenewal.documents.seal.Seals;
import org.certrenewal.documents.seal.ServiceKeys;
import org.certrenewal.documents.seal.SigningService;
import org.certrenewal.documents.seal.Timestamps;
import org.certrenewal.documents.seal.TrustSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

/** Puts seals, press and paper desk together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
    DocumentsConfiguration.SealSettings.class,
    DocumentsConfiguration.FontSettings.class,
    ProofSettings.Timestamping.class,
    ProofSettings.Revoking.class,
    ProofSettings.Archiving.class,
    ProofSettings.Signing.class
})
class DocumentsConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(DocumentsConfiguration.class);

    /**
     * Where the seal keys are.
     *
     * @param keystore PKCS#12 file of the authority with the keys {@code pdf}, {@code qr} and {@code ofd}, or those of
     *     them that no token holds
     * @param password of the keystore
     * @param token configuration file of a PKCS#11 token that holds some or all of the keys
     * @param tokenPin of the token
     * @param tokenProvider name of the JCA provider that reads the token
     * @param electronicSeal files ({@code .esl}) of the seals that were issued to the key {@code ofd}, one for each
     *     authority; needed in production
     * @param authorities files with certificates (PEM) above the makers of those seals, and above keys whose chain
     *     lacks them
     * @param demonstration whether keys may be made for demonstration, as long as there is no keystore
     * @param folder where those are kept; {@code data/keys} if not set
     */
    @ConfigurationProperties("renewal.seals")
    record SealSettings(
            String keystore,
            String password,
            String token,
            String tokenPin,
            @DefaultValue("SunPKCS11") String tokenProvider,
            List<String> electronicSeal,
            boolean demonstration,
            String folder,
            List<String> authorities) {

        /** Takes no lists for empty ones. */
        SealSettings {
            electronicSeal = electronicSeal == null ? List.of() : List.copyOf(electronicSeal);
            authorities = authorities == null ? List.of() : List.copyOf(authorities);
        }

        /** Tells whether an authority's own keys are configured. */
        boolean hasKeys() {
            return isSet(keystore) || isSet(token);
        }

        /** Says whether a path is given; they are texts, as Spring looks for a {@code Path} on the class path too. */
        static boolean isSet(String path) {
            return path != null && !path.isBlank();
        }

        /** Leaves password and PIN out. */
        @Override
        public String toString() {
            return "SealSettings[keystore=" + keystore + ", token=" + token + ", demonstration=" + demonstration + "]";
        }
    }

    /**
     * Which fonts print what the product's own can't.
     *
     * @param fonts TrueType files, tried in this order
     */
    @ConfigurationProperties("renewal")
    record FontSettings(@DefaultValue List<Path> fonts) {}

    /**
     * Reads the operator's fonts at the start, so that a wrong file stops it; the product's own are read when needed.
     */
    @Bean
    SmartInitializingSingleton fontsAreRead(FontSettings settings) {
        return () -> extend(settings.fonts());
    }

    static void extend(List<Path> fonts) {
        try {
            Typeface.official().extend(fonts);
        } catch (IllegalArgumentException e) {
            throw new CannotStart(
                    "设置 renewal.fonts 中的字库用不了：" + e.getMessage(), "改成能够嵌入文件的 TrueType 字库（.ttf），或者去掉这一项", e);
        }
    }

    /** Opens the keys beside the rest of the start, as that takes a moment. */
    @Bean
    Seals seals(
            SealSettings settings,
            ProofSettings.Signing service,
            Proofs proofs,
            Clock clock,
            Environment environment,
            ObjectProvider<SealKeys> tried) {
        SealKeys open = tried.getIfAvailable();
        CompletableFuture<SealKeys> keys = open == null
                ? CompletableFuture.supplyAsync(() ->
                        service.isSet() ? configured(settings, service(service, environment)) : keys(settings, clock))
                : CompletableFuture.completedFuture(open);
        return new KeystoreSeals(keys, electronicSeals(settings), authorities(settings), proofs);
    }

    /** Reaches who timestamps, and who says what was taken back, as far as the settings name them. */
    @Bean
    Proofs proofs(
            ProofSettings.Timestamping times,
            ProofSettings.Revoking revoking,
            Environment environment,
            TrustSource register,
            Clock clock) {
        Optional<Timestamps> pdf = Optional.empty();
        Optional<Timestamps> ofd = Optional.empty();
        if (times.isSet()) {
            Optional<String> policy = Optional.ofNullable(times.policy()).filter(SealSettings::isSet);
            Optional<SSLContext> tls = tls(times.sslBundle(), environment);
            pdf = Optional.of(new HttpTimestamps(
                    new BoundedHttp("时间戳机构", times.timeout(), times.pause(), tls),
                    times.url(),
                    times.digest(),
                    policy,
                    clock));
            ofd = SealSettings.isSet(times.ofdUrl())
                    ? Optional.of(new HttpTimestamps(
                            new BoundedHttp("OFD 印章的时间戳机构", times.timeout(), times.pause(), tls),
                            times.ofdUrl(),
                            times.ofdDigest(),
                            policy,
                            clock))
                    : pdf;
        }
        boolean asks = revoking.check() == null ? times.isSet() : revoking.check();
        Revocations revocations = asks
                ? new CertificateRevocations(
                        new BoundedHttp(
                                "证书吊销查询", revoking.timeout(), Duration.ZERO, tls(revoking.sslBundle(), environment)),
                        new CertificateRevocations.Places(revoking.ocsp(), revoking.crl()),
                        revoking.keep(),
                        clock)
                : Revocations.NONE;
        return new Proofs(pdf, ofd, timestampAuthorities(times), revocations, Optional.of(register));
    }

    @Bean
    EvidenceRenewal evidenceRenewal(
            ArchiveStore store, Proofs proofs, TrustSource register, ProofSettings.Archiving settings, Clock clock) {
        return new EvidenceRenewal(store, proofs.pdf(), register, settings.ahead(), settings.digestEnds(), clock);
    }

    /** Reaches the signing service. */
    static SigningService service(ProofSettings.Signing settings, Environment environment) {
        if (!SealSettings.isSet(settings.client()) || !SealSettings.isSet(settings.secret())) {
            throw new CannotStart(
                    "配置了签名服务，却没有配置它的账号或者密钥", "设置 renewal.seals.service.client 和 renewal.seals.service.secret");
        }
        return new HttpSigningService(
                new BoundedHttp("签名服务", settings.timeout(), Duration.ZERO, tls(settings.sslBundle(), environment)),
                settings.url().strip(),
                settings.client(),
                settings.secret(),
                Clock.systemUTC());
    }

    /** Makes it by Spring's settings of the bundle, as the keys are tried before any component exists. */
    private static Optional<SSLContext> tls(String bundle, Environment environment) {
        return Optional.ofNullable(bundle)
                .filter(SealSettings::isSet)
                .map(name -> TlsBundles.find(environment, name).createSslContext());
    }

    /** Fails the start at its end if the keys can't be opened, or aren't those that the register names. */
    @Bean
    SmartInitializingSingleton sealsAreNamed(
            Seals seals, JdbcSealRegister register, @Value("${renewal.seals.propose:false}") String proposes) {
        return () -> {
            if (proposes.equals("false")) {
                register.admit(seals);
            } else {
                seals.mark();
            }
        };
    }

    @Bean
    @Lazy
    Press press(Seals seals) {
        return new SealingPress(seals);
    }

    @Bean
    PaperDesk paperDesk(Papers papers, @Lazy Press press, Clock clock, ObjectProvider<SealRequests> requests) {
        return new PaperDesk(papers, press, clock, requests::getIfAvailable);
    }

    @Bean
    @Lazy
    SealedDocumentCheck sealedDocumentCheck(TrustSource register) {
        return new SealedDocumentCheck(register);
    }

    static SealKeys keys(SealSettings settings, Clock clock) {
        if (settings.hasKeys()) {
            return configured(settings);
        }
        if (!settings.demonstration()) {
            throw noKeys();
        }
        Path folder = SealSettings.isSet(settings.folder())
                ? path("renewal.seals.folder", settings.folder())
                : Path.of("data", "keys");
        SealKeys keys = SealKeys.demonstration(folder, clock);
        LOG.warn("==========================================================================");
        LOG.warn("Seals are made with DEMONSTRATION KEYS from {}: NOT FOR PRODUCTION", folder.toAbsolutePath());
        LOG.warn("Papers are marked 仅供演示. Set renewal.seals.keystore to use real ones.");
        LOG.warn("==========================================================================");
        return keys;
    }

    /** Opens the authority's keys. */
    static SealKeys configured(SealSettings settings) {
        return configured(settings, null);
    }

    /** Opens the authority's keys; what a signing service has comes from there. */
    static SealKeys configured(SealSettings settings, SigningService service) {
        List<SealKeys.Source> stores = new ArrayList<>();
        List<CannotStart> reasons = new ArrayList<>();
        if (service != null) {
            open(stores, reasons, () -> new ServiceKeys(service));
        }
        if (SealSettings.isSet(settings.token())) {
            open(
                    stores,
                    reasons,
                    () -> SealKeys.Store.token(
                            path("renewal.seals.token", settings.token()),
                            characters(settings.tokenPin()),
                            settings.tokenProvider()));
        }
        if (SealSettings.isSet(settings.keystore())) {
            open(
                    stores,
                    reasons,
                    () -> SealKeys.Store.file(
                            path("renewal.seals.keystore", settings.keystore()), characters(settings.password())));
        }
        if (!reasons.isEmpty()) {
            throw CannotStart.of(reasons);
        }
        return SealKeys.of(stores);
    }

    private static void open(
            List<SealKeys.Source> stores, List<CannotStart> reasons, Supplier<? extends SealKeys.Source> store) {
        try {
            stores.add(store.get());
        } catch (CannotStart reason) {
            reasons.add(reason);
        }
    }

    /** Says that there are none. */
    static CannotStart noKeys() {
        return new CannotStart(
                "没有配置印章密钥，不能启动",
                "设置 renewal.seals.keystore 和 renewal.seals.password（单位的 PKCS#12 文件），"
                        + "或者 renewal.seals.token 和 renewal.seals.token-pin（PKCS#11 密码设备），或者用 demo 启动演示");
    }

    private static Path path(String setting, String text) {
        try {
            return Path.of(text.strip());
        } catch (InvalidPathException e) {
            throw new CannotStart("设置 " + setting + " 的值不是文件的路径", "改正 " + setting, e);
        }
    }

    private static char[] characters(String secret) {
        return secret == null ? new char[0] : secret.toCharArray();
    }

    static List<byte[]> electronicSeals(SealSettings settings) {
        List<byte[]> seals = new ArrayList<>();
        for (String file : settings.electronicSeal()) {
            seals.add(read("电子印章文件", "renewal.seals.electronic-seal", file));
        }
        return seals;
    }

    static Set<X509Certificate> authorities(SealSettings settings) {
        return certificates("上级证书文件", "renewal.seals.authorities", settings.authorities());
    }

    static Set<X509Certificate> timestampAuthorities(ProofSettings.Timestamping settings) {
        return certificates("时间戳机构的证书文件", "renewal.seals.timestamp.authorities", settings.authorities());
    }

    private static Set<X509Certificate> certificates(String what, String setting, List<String> files) {
        Set<X509Certificate> certificates = new LinkedHashSet<>();
        for (String file : files) {
            byte[] content = read(what, setting, file);
            try {
                certificates.addAll(Pem.certificates(new String(content, StandardCharsets.UTF_8)));
            } catch (IllegalArgumentException notOne) {
                throw new CannotStart(what + "里没有能够读取的证书：" + file, "把 " + setting + " 指向 PEM 格式的证书文件", notOne);
            }
        }
        return certificates;
    }

    private static byte[] read(String what, String setting, String file) {
        try {
            return Files.readAllBytes(path(setting, file));
        } catch (IOException e) {
            throw new CannotStart(what + "读不了：" + file, "检查 " + setting + " 指的文件是否存在、能否读取", e);
        }
    }
}
