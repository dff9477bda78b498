package org.certrenewal.casefile;

/**
 * Names one thing that is wrong with what was entered.
 *
 * @param field path of the field in the form, such as {@code certificate.number}
 * @param message what is wrong and what to do, in Chinese
 */
public record Problem(String field, String message) {}
