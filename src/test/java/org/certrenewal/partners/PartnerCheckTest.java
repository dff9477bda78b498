package org.certrenewal.partners;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.certrenewal.CannotStart;
import org.certrenewal.StartCheck;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.mock.env.MockEnvironment;

class PartnerCheckTest {

    private static List<CannotStart> reasons(MockEnvironment environment) {
        return new PartnerCheck()
                .reasons(new StartCheck.Start(environment, new DefaultListableBeanFactory(), true, Optional.empty()));
    }

    @Test
    void should_name_each_setting_that_production_lacks_at_once() {
        MockEnvironment production = new MockEnvironment();
        production.setActiveProfiles("production");
        assertThat(reasons(production))
                .extracting(CannotStart::remedy)
                .satisfiesExactly(
                        it -> assertThat(it).contains("renewal.partners.face.url"),
                        it -> assertThat(it).contains("renewal.partners.registry.url"),
                        it -> assertThat(it).contains("renewal.partners.mail.host"),
                        it -> assertThat(it).contains("renewal.partners.sms.url"));
        production
                .withProperty("renewal.partners.face.url", "https://face.example")
                .withProperty("renewal.partners.registry.url", "http://registry.example")
                .withProperty("renewal.partners.mail.host", "mail.example")
                .withProperty("renewal.partners.sms.url", "http://127.0.0.1:9000/sms");
        assertThat(reasons(production))
                .singleElement()
                .satisfies(it -> assertThat(it).hasMessageContaining("省级证书平台").hasMessageContaining("https"));
    }

    @Test
    void should_demand_nothing_elsewhere() {
        assertThat(reasons(new MockEnvironment())).isEmpty();
    }
}
