package org.certrenewal.stages.issuance;

import org.certrenewal.process.ProvincialRegistry;
import org.certrenewal.process.outbox.StandIn;
import org.certrenewal.registry.Operation;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** Stands in for the province's platform: gives a receipt and keeps nothing. */
@Component
@ConditionalOnProperty(name = "renewal.provincial-registry.partner", havingValue = "stand-in", matchIfMissing = true)
class StandInProvincialRegistry implements ProvincialRegistry, StandIn {

    @Override
    public String publish(String certificateNumber, int version) {
        return "演示回执-" + certificateNumber + "-" + version;
    }

    @Override
    public String report(String certificateNumber, int sequence, Operation operation) {
        return "演示回执-" + certificateNumber + "-" + operation.code().code() + "-" + sequence;
    }

    @Override
    public String standsInFor() {
        return "省级证书平台";
    }
}
