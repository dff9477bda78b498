package org.certrenewal.insight.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import org.certrenewal.process.FaceAuthentication.Callback;
import org.certrenewal.process.FaceAuthentication.Heard;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Counts what comes as a partner's answer, by what becomes of it. */
@Component
class CallbackMeters {

    private final Labelled faces;

    CallbackMeters(MeterRegistry registry) {
        faces = new Labelled(
                registry,
                "renewal.face.callbacks",
                "What came as an answer to a face check; all but taken were refused",
                "answer",
                Arrays.stream(Heard.values()).map(Heard::label).toList());
    }

    @EventListener
    void heard(Callback callback) {
        faces.count(callback.heard().label());
    }
}
