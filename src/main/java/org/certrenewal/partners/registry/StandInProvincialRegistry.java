package org.certrenewal.partners.registry;

import org.certrenewal.partners.OnStandIn;
import org.certrenewal.partners.Partner;
import org.certrenewal.partners.PartnerLine;
import org.certrenewal.partners.PartnerLines;
import org.certrenewal.process.ProvincialRegistry;
import org.certrenewal.process.outbox.StandIn;
import org.certrenewal.registry.Operation;
import org.springframework.stereotype.Component;

/** Stands in for the province's platform: gives a receipt and keeps nothing. It can be paused like the real one. */
@Component
@OnStandIn(Partner.REGISTRY)
class StandInProvincialRegistry implements ProvincialRegistry, StandIn {

    private final PartnerLine line;

    StandInProvincialRegistry(PartnerLines lines) {
        this.line = lines.line(Partner.REGISTRY);
    }

    @Override
    public String standsInFor() {
        return Partner.REGISTRY.title();
    }

    @Override
    public String publish(String certificateNumber, int version) {
        return line.call(() -> "演示回执-" + certificateNumber + "-" + version);
    }

    @Override
    public String report(String certificateNumber, int sequence, Operation operation) {
        return line.call(
                () -> "演示回执-" + certificateNumber + "-" + operation.code().code() + "-" + sequence);
    }
}
