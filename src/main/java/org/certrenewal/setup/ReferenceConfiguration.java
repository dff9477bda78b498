package org.certrenewal.setup;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.certrenewal.CannotStart;
import org.certrenewal.law.LawBook;
import org.certrenewal.law.LetterGrounds;
import org.certrenewal.law.adapters.LawFiles;
import org.certrenewal.law.adapters.LetterGroundFiles;
import org.certrenewal.notices.outside.MessageTexts;
import org.certrenewal.privacy.PrivacyNotices;
import org.certrenewal.process.LawUpdates;
import org.certrenewal.registry.Certificates;
import org.certrenewal.registry.HolderKeys;
import org.certrenewal.registry.Renewability;
import org.certrenewal.registry.Verifications;
import org.certrenewal.registry.adapters.JdbcCertificates;
import org.certrenewal.registry.adapters.JdbcRegister;
import org.certrenewal.registry.adapters.JdbcVerifications;
import org.certrenewal.registry.adapters.ReferenceFiles;
import org.certrenewal.registry.imports.Register;
import org.certrenewal.registry.reference.Offices;
import org.certrenewal.registry.reference.Places;
import org.certrenewal.registry.reference.ServiceCatalogue;
import org.certrenewal.registry.reference.Trades;
import org.certrenewal.registry.reference.Undertakings;
import org.certrenewal.seeds.SeedFolder;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads the law and the reference data when the program starts; a wrong file stops it with file, line and cause. The
 * law can be read anew later: {@link LawUpdates}.
 */
@Configuration(proxyBeanMethods = false)
class ReferenceConfiguration {

    /** Gives the packaged seeds, with the files of an operator's folder in place of those of the same name. */
    @Bean
    SeedFolder seeds(@Value("${renewal.seeds:}") String folder) {
        if (folder.isBlank()) {
            return SeedFolder.packaged();
        }
        return folder(folder);
    }

    /**
     * Opens an operator's folder.
     *
     * @throws CannotStart if it isn't one
     */
    static SeedFolder folder(String folder) {
        if (!Files.isDirectory(Path.of(folder))) {
            throw new CannotStart("设置 renewal.seeds 指的文件夹不存在：" + folder, "建立这个文件夹，或者去掉这项设置，使用程序自带的数据");
        }
        return SeedFolder.over(Path.of(folder));
    }

    @Bean
    LawBook lawBook(SeedFolder seeds) {
        return new LawBook(LawFiles.read(seeds));
    }

    @Bean
    LetterGrounds letterGrounds(SeedFolder seeds) {
        return LetterGroundFiles.read(seeds);
    }

    @Bean
    Places places(SeedFolder seeds) {
        return ReferenceFiles.places(seeds);
    }

    @Bean
    Offices offices(SeedFolder seeds) {
        return ReferenceFiles.offices(seeds);
    }

    @Bean
    Trades trades(SeedFolder seeds) {
        return ReferenceFiles.trades(seeds);
    }

    @Bean
    ServiceCatalogue serviceCatalogue(SeedFolder seeds) {
        return ReferenceFiles.services(seeds);
    }

    @Bean
    Undertakings undertakings(SeedFolder seeds) {
        return ReferenceFiles.undertakings(seeds);
    }

    @Bean
    PrivacyNotices privacyNotices(SeedFolder seeds) {
        return PrivacyNotices.read(seeds);
    }

    @Bean
    MessageTexts messageTexts(SeedFolder seeds) {
        return MessageTexts.read(seeds);
    }

    @Bean
    Renewability renewability(Trades trades, LawBook law) {
        return new Renewability(trades, law);
    }

    @Bean
    Certificates certificates(JdbcClient jdbc, HolderKeys keys) {
        return new JdbcCertificates(jdbc, keys);
    }

    @Bean
    Register register(JdbcClient jdbc, JdbcTemplate batches, HolderKeys keys) {
        return new JdbcRegister(jdbc, batches, keys);
    }

    @Bean
    Verifications verifications(JdbcClient jdbc, Clock clock) {
        return new JdbcVerifications(jdbc, clock);
    }
}
