package org.certrenewal.casefile;

import java.util.Optional;
import org.certrenewal.registry.HolderKeys;
import org.certrenewal.registry.IdNumber;
import org.certrenewal.registry.PersonName;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Knows who stands behind a user id: the real name and identity number that the portal's log-in vouches for. */
@Repository
public class People {

    private final JdbcClient jdbc;
    private final HolderKeys keys;
    private final Remembered remembered;

    People(JdbcClient jdbc, HolderKeys keys, Remembered remembered) {
        this.remembered = remembered;
        this.jdbc = jdbc;
        this.keys = keys;
    }

    /** By which a person is remembered. */
    private record Behind(String userId) {}

    /** By which it is remembered what stands in a person's row, sealed, as it was read with a case. */
    private record Row(String userId) {}

    private record Sealed(String name, String idNumber) {}

    /** Holds a person. The gender is the identity number's. */
    public record Person(String userId, PersonName name, IdNumber idNumber) {}

    /**
     * Returns the person of a user id.
     *
     * @throws IllegalStateException if none is known
     */
    public Person withUserId(String userId) {
        return find(userId).orElseThrow(() -> new IllegalStateException("no person stands behind user " + userId));
    }

    /** Returns the person of a user id, if one is known. */
    public Optional<Person> find(String userId) {
        return remembered.find(
                new Behind(userId),
                () -> remembered
                        .<Sealed>known(new Row(userId))
                        .or(() -> jdbc.sql("select name, id_number from person where user_id = :user")
                                .param("user", userId)
                                .query((row, index) -> new Sealed(row.getString(1), row.getString(2)))
                                .optional())
                        .map(row -> new Person(
                                userId, PersonName.of(keys.openText(row.name())), keys.open(row.idNumber()))));
    }

    /** Remembers what was read of a person with a case; it isn't opened unless somebody asks. */
    static void remember(Remembered remembered, String userId, String name, String idNumber) {
        if (name != null && idNumber != null) {
            remembered.put(new Row(userId), new Sealed(name, idNumber));
        }
    }

    /** Returns the person with an identity number, if one has a log-in. */
    public Optional<Person> withIdNumber(IdNumber number) {
        return jdbc
                .sql("select user_id, name from person where holder_key = :key")
                .param("key", keys.keyOf(number))
                .query((row, index) ->
                        new Person(row.getString(1), PersonName.of(keys.openText(row.getString(2))), number))
                .list()
                .stream()
                .findFirst();
    }

    /**
     * Returns the telephone number that the log-in vouches for, as {@link org.certrenewal.typed.Telephone} keeps it.
     */
    public Optional<String> phoneOf(String userId) {
        return jdbc.sql("select phone from person where user_id = ? and phone is not null")
                .param(userId)
                .query(String.class)
                .optional()
                .map(keys::openText);
    }

    /** Keeps the telephone number of a person who is known. */
    public void putPhone(String userId, String phone) {
        jdbc.sql("update person set phone = ? where user_id = ?")
                .params(keys.sealText(phone), userId)
                .update();
    }

    /** Adds or replaces a person; a telephone number is added afterwards. */
    public void put(Person person) {
        remembered.forget(new Behind(person.userId()));
        remembered.forget(new Row(person.userId()));
        jdbc.sql("delete from person where user_id = :user")
                .param("user", person.userId())
                .update();
        jdbc.sql("insert into person (user_id, name, id_number, gender, holder_key) values (?, ?, ?, ?, ?)")
                .params(
                        person.userId(),
                        keys.sealText(person.name().value()),
                        keys.seal(person.idNumber()),
                        person.idNumber().gender().code(),
                        keys.keyOf(person.idNumber()))
                .update();
    }
}
