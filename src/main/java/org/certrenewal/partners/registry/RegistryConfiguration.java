package org.certrenewal.partners.registry;

import org.certrenewal.partners.Partner;
import org.certrenewal.partners.PartnerClients;
import org.certrenewal.partners.PartnerLines;
import org.certrenewal.partners.PartnerSettings;
import org.certrenewal.process.ProvincialRegistry;
import org.certrenewal.registry.Certificates;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Leads to the province's platform if its address is set, and to the stand-in if not. */
@Configuration(proxyBeanMethods = false)
class RegistryConfiguration {

    @Bean
    ProvincialRegistry provincialRegistry(
            PartnerSettings settings, PartnerLines lines, PartnerClients clients, Certificates certificates) {
        return settings.isReal(Partner.REGISTRY)
                ? new HttpProvincialRegistry(
                        new RegistryProtocol(clients.of(Partner.REGISTRY), lines.line(Partner.REGISTRY)), certificates)
                : new StandInProvincialRegistry(lines.line(Partner.REGISTRY));
    }
}
