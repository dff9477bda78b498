/** Connects the registry to the database and to the files of {@code seeds/}. */
package org.certrenewal.registry.adapters;
