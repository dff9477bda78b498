package org.certrenewal.demo;

import java.util.List;
import java.util.Optional;
import org.certrenewal.registry.IdNumber;
import org.certrenewal.registry.PersonName;
import org.certrenewal.registry.RegistryFacts;
import org.certrenewal.typed.Telephone;

/**
 * Holds a person of the demonstration.
 *
 * @param id what the person logs in with
 * @param name the person's name
 * @param password the password, in plain text: demonstrations only
 * @param idNumber identity number; only applicants have one here
 * @param phone phone number; only applicants have one here
 * @param groups the person's roles
 * @param story who this is, in one line
 * @param records what the registry knows about the person
 */
public record DemoPerson(
        String id,
        PersonName name,
        String password,
        Optional<IdNumber> idNumber,
        Optional<Telephone> phone,
        List<String> groups,
        String story,
        List<RegistryFacts.Entry> records) {}
