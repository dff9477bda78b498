/**
 * Reads what people type: takes out what nobody sees and nobody meant, once, for every text that comes in, whichever
 * way it came. {@link org.certrenewal.typed.Prose} is for words; {@link org.certrenewal.typed.TypedModule} plugs it
 * into JSON, {@code access.TypedText} into everything that the web takes. What is stored already is never read through
 * it: signed content must keep its bytes.
 *
 * <p>Free of Spring and Camunda; on the lowest floor, beside {@code vault} and {@code seeds}.
 *
 * <p>Owns no table; calls nobody.
 */
package org.certrenewal.typed;
