package org.certrenewal.documents.adapters;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.certrenewal.documents.PaperDesk;
import org.certrenewal.documents.Papers;
import org.certrenewal.documents.Press;
import org.certrenewal.documents.seal.KeystoreSeals;
import org.certrenewal.documents.seal.SealKeys;
import org.certrenewal.documents.seal.SealedDocumentCheck;
import org.certrenewal.documents.seal.SealingPress;
import org.certrenewal.documents.seal.Seals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts seals, press and paper desk together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DocumentsConfiguration.SealSettings.class)
class DocumentsConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(DocumentsConfiguration.class);

    /**
     * Where the seal keys are.
     *
     * @param keystore PKCS#12 file of the authority with the keys {@code pdf}, {@code qr} and {@code ofd}
     * @param password of the keystore
     * @param electronicSeal file ({@code .esl}) of the seal that was issued to the key {@code ofd}; optional
     * @param demonstration whether keys may be made for demonstration, as long as there is no keystore
     * @param folder where those are kept; {@code data/keys} if not set
     */
    @ConfigurationProperties("renewal.seals")
    record SealSettings(Path keystore, String password, Path electronicSeal, boolean demonstration, Path folder) {

        /** Leaves the password out. */
        @Override
        public String toString() {
            return "SealSettings[keystore=" + keystore + ", demonstration=" + demonstration + "]";
        }
    }

    @Bean
    Seals seals(SealSettings settings, Clock clock) {
        return new KeystoreSeals(keys(settings, clock), electronicSeal(settings));
    }

    @Bean
    Press press(Seals seals) {
        return new SealingPress(seals);
    }

    @Bean
    PaperDesk paperDesk(Papers papers, Press press, Clock clock) {
        return new PaperDesk(papers, press, clock);
    }

    @Bean
    SealedDocumentCheck sealedDocumentCheck(Seals seals) {
        return new SealedDocumentCheck(seals.trusted());
    }

    static SealKeys keys(SealSettings settings, Clock clock) {
        if (settings.keystore() != null) {
            String password = settings.password() == null ? "" : settings.password();
            return SealKeys.open(settings.keystore(), password.toCharArray());
        }
        if (!settings.demonstration()) {
            throw new IllegalStateException("There are no seal keys: set renewal.seals.keystore and"
                    + " renewal.seals.password to the authority's PKCS#12 file");
        }
        Path folder = settings.folder() == null ? Path.of("data", "keys") : settings.folder();
        SealKeys keys = SealKeys.demonstration(folder, clock);
        LOG.warn("==========================================================================");
        LOG.warn("Seals are made with DEMONSTRATION KEYS from {}: NOT FOR PRODUCTION", folder.toAbsolutePath());
        LOG.warn("Papers are marked 仅供演示. Set renewal.seals.keystore to use real ones.");
        LOG.warn("==========================================================================");
        return keys;
    }

    private static Optional<byte[]> electronicSeal(SealSettings settings) {
        if (settings.electronicSeal() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readAllBytes(settings.electronicSeal()));
        } catch (IOException e) {
            throw new UncheckedIOException("The electronic seal " + settings.electronicSeal() + " can't be read", e);
        }
    }
}
