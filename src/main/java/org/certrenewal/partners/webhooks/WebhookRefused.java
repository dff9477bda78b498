package org.certrenewal.partners.webhooks;

/** Says in Chinese why a subscription can't be as somebody wants it. */
public class WebhookRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String field;

    WebhookRefused(String field, String reason) {
        super(reason);
        this.field = field;
    }

    /** Returns the name of what is wrong: {@code url}, {@code events} or {@code offices}. */
    public String field() {
        return field;
    }
}
