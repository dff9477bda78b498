package org.certrenewal.stages.acts;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.certrenewal.registry.Certificate;
import org.certrenewal.registry.Certificates;
import org.certrenewal.registry.RegistryFacts;
import org.springframework.stereotype.Component;

/**
 * Warns the holder (行政许可法 Art 78). It is recorded about the person when the decision is made, not before; the
 * certificate keeps its state, and the province's platform has no operation for it.
 */
@Component
class WarningEffect implements ActEffect {

    private final Certificates certificates;

    WarningEffect(Certificates certificates) {
        this.certificates = certificates;
    }

    @Override
    public boolean isOf(ActKind kind) {
        return kind == ActKind.WARN;
    }

    @Override
    public List<String> decides(Act act, Certificate certificate, LocalDate on) {
        return List.of("给予您警告的行政处罚", "本决定不影响上述证书的使用期和状态");
    }

    @Override
    public void take(Act act, Certificate certificate, LocalDate on) {
        certificates.record(
                certificate.holder(),
                new RegistryFacts.Entry(
                        RegistryFacts.Kind.WARNED,
                        on,
                        Optional.empty(),
                        "处置编号 %s；%s".formatted(act.reference(), act.basis().underlying())));
    }
}
