package org.certrenewal.process;

import org.camunda.bpm.engine.impl.form.validator.FormFieldValidationException;

/**
 * Refuses a field inside of a command of the engine; it is what the web applications' resources answer as the client's
 * doing.
 */
public class FieldRefused extends FormFieldValidationException {
    private static final long serialVersionUID = 1L;

    /**
     * Refuses it.
     *
     * @param field path of the field
     * @param message what is wrong with it, in Chinese
     */
    public FieldRefused(String field, String message) {
        super(field, message);
    }
}
