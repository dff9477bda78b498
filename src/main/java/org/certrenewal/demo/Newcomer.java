package org.certrenewal.demo;

import org.certrenewal.registry.reference.Office;
import org.certrenewal.registry.reference.Place;

/**
 * Holds a worker who begins a renewal.
 *
 * @param id login
 * @param place where the worker lives, and the office is
 * @param certificate its number
 * @param slowness of the office; about one
 */
record Newcomer(String id, Office office, Place place, String certificate, double slowness) {}
