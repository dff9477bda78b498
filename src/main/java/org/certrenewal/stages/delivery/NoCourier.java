package org.certrenewal.stages.delivery;

import java.util.List;
import org.certrenewal.partners.OnStandIn;
import org.certrenewal.partners.Partner;
import org.certrenewal.process.parcels.Courier;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Is there in production where no courier is configured: clerks post parcels and enter their numbers. */
@Component
@OnStandIn(Partner.COURIER)
@Profile("production")
class NoCourier implements Courier {

    @Override
    public boolean isOffered() {
        return false;
    }

    /** A parcel that was ordered while there was a courier is taken along by nobody any more. */
    @Override
    public Ordered order(Parcel parcel) {
        return new Ordered.Refused(Reason.OTHER);
    }

    @Override
    public List<Step> follow(String parcelId) {
        return List.of();
    }

    @Override
    public boolean isStandIn() {
        return false;
    }
}
