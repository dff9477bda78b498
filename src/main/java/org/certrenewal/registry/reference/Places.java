package org.certrenewal.registry.reference;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Holds the cities of the province with their districts, and the places that exist only in old identity numbers. */
public final class Places {

    private final List<City> cities;
    private final Map<String, String> historical;

    /**
     * Creates the collection.
     *
     * @param cities in the order in which they are shown
     * @param historical names by codes that are no longer in use
     */
    public Places(Collection<City> cities, Map<String, String> historical) {
        this.cities = List.copyOf(cities);
        this.historical = Map.copyOf(historical);
    }

    public List<City> cities() {
        return cities;
    }

    public Optional<City> city(String code) {
        return cities.stream().filter(city -> city.code().equals(code)).findFirst();
    }

    /** Returns the city whose letter stands in a certificate's number. */
    public Optional<City> cityOfLetter(char letter) {
        return cities.stream().filter(city -> city.letter() == letter).findFirst();
    }

    /** Returns a place of today that an applicant can pick. */
    public Optional<Place> place(String code) {
        return cities.stream()
                .flatMap(city -> city.districts().stream())
                .filter(place -> place.code().equals(code))
                .findFirst();
    }

    /** Returns the city in whose list a place stands. */
    public Optional<City> cityOf(String placeCode) {
        return cities.stream()
                .filter(city ->
                        city.districts().stream().anyMatch(place -> place.code().equals(placeCode)))
                .findFirst();
    }

    /**
     * Returns the name of a place in an identity number, whether it still exists or not; empty outside the province.
     */
    public Optional<String> nameInIdNumber(String code) {
        return place(code).map(Place::name).or(() -> Optional.ofNullable(historical.get(code)));
    }
}
