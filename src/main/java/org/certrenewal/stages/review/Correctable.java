package org.certrenewal.stages.review;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.certrenewal.casefile.Section.Pickup;
import org.certrenewal.casefile.Section.RenewalForm;

/** Names the fields that an office can have corrected. */
enum Correctable {
    REGION("form.region", "参加继续教育所在地"),
    CERTIFICATE("form.certificate.number", "证书编号"),
    UNDERTAKING("form.undertaking", "本人承诺"),
    PICKUP("pickup", "取件方式与收件地址"),
    PHOTO("form.photo", "照片");

    private final String field;
    private final String label;

    Correctable(String field, String label) {
        this.field = field;
        this.label = label;
    }

    /** Shows a field. */
    record FieldView(String field, String label) {}

    static List<FieldView> all() {
        return Arrays.stream(values())
                .map(it -> new FieldView(it.field, it.label))
                .toList();
    }

    static Optional<Correctable> of(String field) {
        return Arrays.stream(values()).filter(it -> it.field.equals(field)).findFirst();
    }

    String field() {
        return field;
    }

    String label() {
        return label;
    }

    /** Takes one field of the form from the correction. */
    RenewalForm correct(RenewalForm form, RenewalForm corrected) {
        if (corrected == null) {
            return form;
        }
        return switch (this) {
            case REGION -> new RenewalForm(corrected.region(), form.certificate(), form.undertaking(), form.checkup());
            case CERTIFICATE ->
                new RenewalForm(form.region(), corrected.certificate(), form.undertaking(), form.checkup());
            case UNDERTAKING ->
                new RenewalForm(form.region(), form.certificate(), corrected.undertaking(), form.checkup());
            // The portrait is kept apart from the form, as soon as it is chosen.
            case PICKUP, PHOTO -> form;
        };
    }

    /** Takes 取件方式 from the correction. */
    Pickup correct(Pickup pickup, Pickup corrected) {
        return this == PICKUP && corrected != null ? corrected : pickup;
    }
}
