/**
 * Is what rooms say about their tables, and what each of them does with what it holds about people.
 *
 * <p>{@link org.certrenewal.held.TableOwner} declares tables, column by column; a test holds the declarations against
 * the schema. Three ports follow: {@link org.certrenewal.held.Erasure}, {@link org.certrenewal.held.Disclosure} and
 * {@link org.certrenewal.held.Resealing}. Whoever erases ({@code privacy.Retention}), hands out
 * ({@code privacy.PersonalExport}) or seals anew ({@code setup.Rekeying}) asks all that implement them, and knows no
 * table. It stands on the lowest floor, since rooms on every floor hold something about people.
 *
 * <p>Owns no table; calls nobody.
 */
package org.certrenewal.held;
