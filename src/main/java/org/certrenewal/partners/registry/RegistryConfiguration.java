package org.certrenewal.partners.registry;

import org.certrenewal.partners.OnPartner;
import org.certrenewal.partners.Partner;
import org.certrenewal.partners.PartnerClients;
import org.certrenewal.partners.PartnerLines;
import org.certrenewal.registry.Certificates;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Leads to the province's platform. */
@Configuration(proxyBeanMethods = false)
@OnPartner(Partner.REGISTRY)
class RegistryConfiguration {

    @Bean
    HttpProvincialRegistry provincialRegistry(PartnerLines lines, PartnerClients clients, Certificates certificates) {
        return new HttpProvincialRegistry(
                new RegistryProtocol(clients.of(Partner.REGISTRY), lines.line(Partner.REGISTRY)), certificates);
    }
}
