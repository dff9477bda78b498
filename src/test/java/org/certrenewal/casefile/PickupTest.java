package org.certrenewal.casefile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.certrenewal.casefile.Section.Pickup;
import org.junit.jupiter.api.Test;

class PickupTest {

    @Test
    void should_keep_the_hash_of_what_was_signed_before_letters_were_asked_about() throws JsonProcessingException {
        assertThat(new ObjectMapper().writeValueAsString(new Pickup(Pickup.Method.ELECTRONIC, null, null)))
                .isEqualTo("{\"method\":\"ELECTRONIC\",\"address\":null,\"payer\":null}");
    }
}
