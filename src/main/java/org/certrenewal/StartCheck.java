package org.certrenewal;

import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Profiles;

/**
 * Looks, before anything is made or written, for reasons why the program can't start. All checks run, so that an
 * operator reads all reasons at once. One that is added stands under this interface's name in
 * {@code META-INF/spring.factories}; it has a constructor without parameters and may run beside the others.
 */
public interface StartCheck {

    /** Says what it is about, in a few Chinese words. */
    String subject();

    /** Tells whether it finds nothing where the database can't be reached. */
    default boolean needsDatabase() {
        return false;
    }

    /**
     * Looks.
     *
     * @return every reason that was found, each with its remedy; empty if there is none
     */
    List<CannotStart> reasons(Start start);

    /**
     * What is known at that moment.
     *
     * @param environment all settings
     * @param beans the definitions of what will be made; nothing of it exists yet
     * @param serving whether a web server will be opened
     * @param database the configured database, as it was left by an earlier start (empty before the first); empty if it
     *     can't be reached, which is a reason that has been found already
     */
    record Start(
            ConfigurableEnvironment environment,
            ConfigurableListableBeanFactory beans,
            boolean serving,
            Optional<DataSource> database) {

        /** Returns a setting, or an empty text. A value that can't be resolved is found by a check of its own. */
        public String setting(String name) {
            try {
                return environment.getProperty(name, "").strip();
            } catch (IllegalArgumentException unresolvable) {
                return "";
            }
        }

        /** Tells whether a profile is active. */
        public boolean isProfile(String profile) {
            return environment.acceptsProfiles(Profiles.of(profile));
        }
    }
}
