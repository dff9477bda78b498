package org.certrenewal.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.certrenewal.registry.adapters.ReferenceFiles;
import org.certrenewal.registry.reference.City;
import org.certrenewal.registry.reference.Offices;
import org.certrenewal.registry.reference.Place;
import org.certrenewal.seeds.SeedFolder;
import org.junit.jupiter.api.Test;

class OfficeRoutingTest {

    private static final Tables ROUTING = Tables.of("office-routing.dmn", "responsible-office");

    @Test
    void should_send_every_place_to_the_office_of_its_city() {
        for (City city : ReferenceFiles.places(SeedFolder.packaged()).cities()) {
            for (Place place : city.districts()) {
                String expected = place.code().equals("330782") ? "330782" : city.code();
                assertThat(office(place.code())).as(place.name()).isEqualTo(expected);
            }
        }
    }

    @Test
    void should_send_yiwu_to_its_own_office() {
        assertThat(office("330782")).isEqualTo("330782");
        assertThat(office("330783")).isEqualTo("330700");
    }

    @Test
    void should_name_only_offices_that_exist() {
        // GIVEN
        Offices offices = ReferenceFiles.offices(SeedFolder.packaged());

        // WHEN / THEN
        assertThat(offices.all())
                .hasSize(12)
                .allSatisfy(office -> assertThat(office(office.code())).isEqualTo(office.code()));
    }

    @Test
    void should_answer_nothing_for_a_place_outside_the_province() {
        assertThat(ROUTING.rows(Map.of("place", "320102"))).isEmpty();
    }

    private static Object office(String place) {
        return ROUTING.rows(Map.of("place", place)).get(0).get("office");
    }
}
