package org.certrenewal.stages.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import java.time.Clock;
import org.certrenewal.process.outbox.StandIn;
import org.certrenewal.process.parcels.Courier;
import org.certrenewal.process.parcels.Parcels;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Looks which courier serves where none is configured. */
class CouriersTest {

    private final ApplicationContextRunner program = new ApplicationContextRunner()
            .withBean(Parcels.class, () -> mock(Parcels.class))
            .withBean(Clock.class, Clock::systemUTC)
            .withUserConfiguration(StandInCourier.class, NoCourier.class);

    @Test
    void should_stand_in_for_one_in_the_demonstration() {
        program.run(context -> assertThat(context.getBean(Courier.class))
                .returns(true, Courier::isOffered)
                .isInstanceOf(StandIn.class));
    }

    @Test
    void should_offer_none_in_production_rather_than_a_stand_in() {
        program.withPropertyValues("spring.profiles.active=production").run(context -> {
            assertThat(context.getBean(Courier.class).isOffered()).isFalse();
            assertThat(context).doesNotHaveBean(StandIn.class);
        });
    }

    @Test
    void should_give_way_to_a_real_one() {
        program.withPropertyValues("renewal.partners.courier.url=https://courier.example.cn")
                .run(context -> assertThat(context).doesNotHaveBean(Courier.class));
    }
}
