package org.certrenewal.registry.reference;

import java.util.ArrayList;
import java.util.List;

/**
 * Holds a city and its units.
 *
 * @param code 6 digits
 * @param name its name, such as 宁波市
 * @param letter its letter in certificate numbers
 * @param districts what an applicant can pick: the city itself first, then its districts and counties
 */
public record City(String code, String name, char letter, List<Place> districts) {

    /** Makes a city of its units and puts the city itself at the head of the list. */
    public static City of(String code, String name, char letter, List<Place> units) {
        List<Place> districts = new ArrayList<>();
        districts.add(new Place(code, name));
        districts.addAll(units);
        return new City(code, name, letter, List.copyOf(districts));
    }
}
