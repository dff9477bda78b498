package org.certrenewal.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.certrenewal.CannotStart;
import org.certrenewal.documents.seal.TrustList;
import org.certrenewal.documents.seal.TrustList.Purpose;
import org.junit.jupiter.api.Test;

class OfficeSealsTest {

    @Test
    void should_ask_for_one_seal_of_each_authority_and_no_other() {
        assertThat(found(List.of(), Set.of("甲厅", "乙局"))).isEmpty();
        assertThat(found(List.of("甲厅", "乙局"), Set.of("甲厅", "乙局"))).isEmpty();
        assertThat(found(List.of("甲厅"), Set.of("甲厅", "乙局"))).containsExactly("发证机关“乙局”没有电子印章");
        assertThat(found(List.of("甲厅", "丙局"), Set.of("甲厅"))).containsExactly("电子印章“丙局”不是任何发证机关的");
    }

    private static List<String> found(List<String> issued, Set<String> authorities) {
        List<TrustList.Entry> entries = Stream.concat(
                        Stream.of(new TrustList.Entry(
                                Purpose.PDF, "", mock(X509Certificate.class), "", Instant.EPOCH, Optional.empty())),
                        issued.stream()
                                .map(name -> new TrustList.Entry(
                                        Purpose.OFD,
                                        name,
                                        mock(X509Certificate.class),
                                        "abc",
                                        Instant.EPOCH,
                                        Optional.empty())))
                .toList();
        return OfficeSeals.reasons(new TrustList(Instant.EPOCH, Set.of(), Set.of(), entries), authorities).stream()
                .map(CannotStart::getMessage)
                .toList();
    }
}
