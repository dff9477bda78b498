package org.certrenewal.registry.reference;

/**
 * Names a place.
 *
 * @param code 6 digits of GB/T 2260
 * @param name its name, such as 海曙区
 */
public record Place(String code, String name) {}
