package org.certrenewal.setup;

import java.time.Clock;
import org.certrenewal.law.LegalClock;
import org.certrenewal.law.RuleSets;
import org.certrenewal.law.WorkingDayCalendar;
import org.certrenewal.law.adapters.HolidayFiles;
import org.certrenewal.law.adapters.RuleFiles;
import org.certrenewal.registry.Certificates;
import org.certrenewal.registry.HolderKeys;
import org.certrenewal.registry.Renewability;
import org.certrenewal.registry.Verifications;
import org.certrenewal.registry.adapters.JdbcCertificates;
import org.certrenewal.registry.adapters.JdbcVerifications;
import org.certrenewal.registry.adapters.ReferenceFiles;
import org.certrenewal.registry.reference.Offices;
import org.certrenewal.registry.reference.Places;
import org.certrenewal.registry.reference.ServiceCatalogue;
import org.certrenewal.registry.reference.Trades;
import org.certrenewal.registry.reference.Undertakings;
import org.certrenewal.seeds.SeedFolder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads the law and the reference data once, when the program starts; a wrong file stops it with file, line and cause.
 */
@Configuration(proxyBeanMethods = false)
class ReferenceConfiguration {

    @Bean
    SeedFolder seeds() {
        return SeedFolder.packaged();
    }

    @Bean
    WorkingDayCalendar workingDayCalendar(SeedFolder seeds) {
        return HolidayFiles.read(seeds);
    }

    @Bean
    RuleSets ruleSets(SeedFolder seeds) {
        return RuleFiles.read(seeds);
    }

    @Bean
    LegalClock legalClock(RuleSets ruleSets, WorkingDayCalendar calendar) {
        return new LegalClock(ruleSets, calendar);
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
    Renewability renewability(Trades trades, WorkingDayCalendar calendar) {
        return new Renewability(trades, calendar);
    }

    @Bean
    HolderKeys holderKeys() {
        return HolderKeys.plain();
    }

    @Bean
    Certificates certificates(JdbcClient jdbc, HolderKeys keys) {
        return new JdbcCertificates(jdbc, keys);
    }

    @Bean
    Verifications verifications(JdbcClient jdbc, Clock clock) {
        return new JdbcVerifications(jdbc, clock);
    }
}
