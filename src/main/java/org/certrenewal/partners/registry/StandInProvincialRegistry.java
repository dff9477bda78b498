package org.certrenewal.partners.registry;

import org.certrenewal.partners.PartnerLine;
import org.certrenewal.process.ProvincialRegistry;
import org.certrenewal.registry.Operation;

/** Stands in for the province's platform: gives a receipt and keeps nothing. It can be paused like the real one. */
final class StandInProvincialRegistry implements ProvincialRegistry {

    private final PartnerLine line;

    StandInProvincialRegistry(PartnerLine line) {
        this.line = line;
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
