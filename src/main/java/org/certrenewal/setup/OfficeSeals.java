package org.certrenewal.setup;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.certrenewal.CannotStart;
import org.certrenewal.documents.seal.Seals;
import org.certrenewal.documents.seal.TrustList;
import org.certrenewal.registry.reference.Office;
import org.certrenewal.registry.reference.Offices;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/**
 * Compares the electronic seals that were issued with the authorities in whose names the offices issue: each has one,
 * and none belongs to somebody else. One office's seal doesn't serve another.
 */
@Component
class OfficeSeals implements SmartInitializingSingleton {

    private final Seals seals;
    private final Offices offices;

    OfficeSeals(Seals seals, Offices offices) {
        this.seals = seals;
        this.offices = offices;
    }

    @Override
    public void afterSingletonsInstantiated() {
        List<CannotStart> reasons = reasons(
                seals.trust(), offices.all().stream().map(Office::authority).collect(Collectors.toSet()));
        if (!reasons.isEmpty()) {
            throw CannotStart.of(reasons);
        }
    }

    /** Compares; where no seal was issued at all, the program makes its own, which only the demonstration may. */
    static List<CannotStart> reasons(TrustList trust, Set<String> authorities) {
        Set<String> issued = trust.seals().stream()
                .filter(entry -> !entry.electronicSeal().isEmpty())
                .map(TrustList.Entry::authority)
                .collect(Collectors.toSet());
        if (issued.isEmpty()) {
            return List.of();
        }
        return Stream.concat(
                        authorities.stream()
                                .filter(authority -> !issued.contains(authority))
                                .sorted()
                                .map(
                                        authority -> new CannotStart(
                                                "发证机关“" + authority + "”没有电子印章",
                                                "把制章机构发给它的印章文件（.esl）加进 renewal.seals.electronic-seal，印章里的名称须与机关名称（seeds/offices.yaml）完全一致")),
                        issued.stream()
                                .filter(name -> !authorities.contains(name))
                                .sorted()
                                .map(name -> new CannotStart(
                                        "电子印章“" + name + "”不是任何发证机关的",
                                        "从 renewal.seals.electronic-seal 去掉它，或者在 seeds/offices.yaml 中改正机关名称")))
                .toList();
    }
}
