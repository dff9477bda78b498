package org.certrenewal.demo.simulators;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import org.certrenewal.partners.Partner;
import org.certrenewal.partners.SignedRequests;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Signs and verifies at the partner's end, with the key that both have. */
@Component
@Profile("demo & partners & !production")
class SimulatorSignatures {

    private final SignedRequests signatures;

    SimulatorSignatures(SignedRequests signatures) {
        this.signatures = signatures;
    }

    boolean areGood(Partner partner, Request request) {
        try {
            signatures.verify(
                    partner,
                    request.method(),
                    request.target(),
                    name -> request.headers().get(name.toLowerCase(Locale.ROOT)),
                    request.body());
            return true;
        } catch (SignedRequests.NotGenuine refused) {
            return false;
        }
    }

    Map<String, String> sign(Partner partner, String method, URI uri, byte[] body) {
        return signatures.sign(partner, method, uri, body);
    }
}
