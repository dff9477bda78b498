package org.certrenewal.partners.courier;

import java.util.List;
import java.util.Optional;
import org.certrenewal.partners.OnPartner;
import org.certrenewal.partners.Partner;
import org.certrenewal.partners.PartnerClients;
import org.certrenewal.partners.PartnerError;
import org.certrenewal.partners.PartnerLine;
import org.certrenewal.partners.PartnerLines;
import org.certrenewal.partners.Simulated;
import org.certrenewal.process.parcels.Courier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

/** Has parcels taken along by a courier over HTTP. */
@Component
@OnPartner(Partner.COURIER)
class HttpCourier implements Courier {

    private static final int NOT_TAKEN = 422;

    private final PartnerLine line;
    private final RestClient http;
    private final boolean simulated;

    @Autowired
    HttpCourier(PartnerLines lines, PartnerClients clients, Optional<Simulated> simulated) {
        this(lines, clients, simulated.isPresent());
    }

    HttpCourier(PartnerLines lines, PartnerClients clients, boolean simulated) {
        this.line = lines.line(Partner.COURIER);
        this.http = clients.of(Partner.COURIER);
        this.simulated = simulated;
    }

    @Override
    public Ordered order(Parcel parcel) {
        return line.call(() -> {
            try {
                return CourierMessages.taken(
                        http.post()
                                .uri("/parcels")
                                .contentType(MediaType.APPLICATION_JSON)
                                .accept(MediaType.APPLICATION_JSON)
                                .body(CourierMessages.order(parcel))
                                .retrieve()
                                .toEntity(byte[].class),
                        parcel);
            } catch (PartnerError error) {
                if (error.status() == NOT_TAKEN) {
                    return CourierMessages.refused(error.body());
                }
                throw error;
            }
        });
    }

    @Override
    public List<Step> follow(String parcelId) {
        return line.call(() -> CourierMessages.steps(
                http.get()
                        .uri("/parcels/{id}", parcelId)
                        .accept(MediaType.APPLICATION_JSON)
                        .retrieve()
                        .toEntity(byte[].class),
                parcelId));
    }

    @Override
    public boolean isStandIn() {
        return simulated;
    }
}
