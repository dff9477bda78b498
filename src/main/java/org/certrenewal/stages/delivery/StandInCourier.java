package org.certrenewal.stages.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.certrenewal.partners.OnStandIn;
import org.certrenewal.partners.Partner;
import org.certrenewal.process.outbox.StandIn;
import org.certrenewal.process.parcels.Courier;
import org.certrenewal.process.parcels.Parcels;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Stands in for a courier: takes nothing along, and says after some minutes that it has arrived. */
@Component
@OnStandIn(Partner.COURIER)
@Profile("!production")
class StandInCourier implements Courier, StandIn {

    private static final Duration LEG = Duration.ofMinutes(2);
    private static final List<Kind> WAY =
            List.of(Kind.COLLECTED, Kind.IN_TRANSIT, Kind.OUT_FOR_DELIVERY, Kind.DELIVERED);
    private static final int ID_SHOWN = 10;

    private final Parcels parcels;
    private final Clock clock;

    StandInCourier(Parcels parcels, Clock clock) {
        this.parcels = parcels;
        this.clock = clock;
    }

    @Override
    public Ordered order(Parcel parcel) {
        String id = parcel.id().replace("-", "").substring(0, ID_SHOWN);
        return new Ordered.Taken("EMS", "DEMO" + id.toUpperCase(Locale.ROOT));
    }

    @Override
    public List<Step> follow(String parcelId) {
        List<Step> steps = new ArrayList<>();
        Instant at = parcels.find(parcelId).orElseThrow().orderedAt();
        for (Kind kind : WAY) {
            at = at.plus(LEG);
            if (at.isBefore(clock.instant())) {
                steps.add(new Step(at, kind, Optional.empty(), Optional.empty()));
            }
        }
        return steps;
    }

    @Override
    public boolean isStandIn() {
        return true;
    }

    @Override
    public String standsInFor() {
        return "快递";
    }
}
