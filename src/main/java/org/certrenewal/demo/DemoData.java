package org.certrenewal.demo;

import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;
import org.certrenewal.casefile.People;
import org.certrenewal.registry.Certificates;
import org.certrenewal.registry.reference.Offices;
import org.certrenewal.registry.reference.Trades;
import org.certrenewal.seeds.SeedFolder;
import org.certrenewal.setup.FirstLoad;
import org.certrenewal.setup.StartBlock;
import org.certrenewal.web.pages.OfferedLogins;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Loads people and certificates of the demonstration; loaded again, nothing changes. */
@Component
@Profile("demo")
public class DemoData implements FirstLoad, OfferedLogins {

    private final SeedFolder seeds;
    private final Trades trades;
    private final Offices offices;
    private final IdentityService identity;
    private final People people;
    private final Certificates certificates;
    private final JdbcClient jdbc;
    private final Clock clock;

    DemoData(
            SeedFolder seeds,
            Trades trades,
            Offices offices,
            IdentityService identity,
            People people,
            Certificates certificates,
            JdbcClient jdbc,
            Clock clock) {
        this.seeds = seeds;
        this.trades = trades;
        this.offices = offices;
        this.identity = identity;
        this.people = people;
        this.certificates = certificates;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Loads everything, dated from the day of first load. */
    @Override
    @Transactional
    public void load() {
        LocalDate firstLoad = firstLoad();
        List<DemoPerson> persons = people(firstLoad);
        Map<String, UserEntity> hashed = new HashMap<>();
        for (DemoPerson person : persons) {
            if (identity.createUserQuery().userId(person.id()).count() == 0) {
                add(person, hashed);
            }
        }
        DemoFiles.certificates(seeds, persons, trades, offices, firstLoad)
                .forEach(demo -> certificates.add(demo.certificate()));
    }

    /** Returns the day from which the dates count. */
    public LocalDate firstLoad() {
        return jdbc.sql("select loaded_on from demo_load")
                .query(LocalDate.class)
                .optional()
                .orElseGet(() -> {
                    LocalDate today = LocalDate.now(clock);
                    jdbc.sql("insert into demo_load (loaded_on) values (:today)")
                            .param("today", today)
                            .update();
                    return today;
                });
    }

    /** Returns the people, for those who are told how to log in. */
    public List<DemoPerson> people() {
        return people(firstLoad());
    }

    @Override
    public List<Offer> all() {
        return people().stream()
                .map(person -> new Offer(
                        person.id(), person.name().value(), person.groups(), person.password(), person.story()))
                .toList();
    }

    @Override
    public void report(StartBlock block) {
        LocalDate loaded = firstLoad();
        long age = ChronoUnit.DAYS.between(loaded, LocalDate.now(clock));
        block.line("演示数据", loaded + " 装入" + (age == 0 ? "（今天）" : "，已过 " + age + " 天；删除数据文件夹可以重新装入"));
        block.add("\n  登录（密码见括号）\n");
        for (DemoPerson person : people(loaded)) {
            block.add(String.format("    %-6s（%s） %s%n", person.id(), person.password(), person.story()));
        }
    }

    private List<DemoPerson> people(LocalDate firstLoad) {
        return DemoFiles.people(seeds, firstLoad);
    }

    /**
     * Adds a person.
     *
     * @param hashed who has a password already; one hash serves all who share it, as everybody can read it on the login
     *     page, and thirty hashes would take seconds of the first start
     */
    private void add(DemoPerson person, Map<String, UserEntity> hashed) {
        User user = identity.newUser(person.id());
        user.setLastName(person.idNumber().isPresent() ? "申请人" : person.name().value());
        user.setFirstName(person.idNumber().isPresent() ? person.id() : "");
        UserEntity same = hashed.putIfAbsent(person.password(), (UserEntity) user);
        if (same == null) {
            user.setPassword(person.password());
        } else {
            ((UserEntity) user).setSalt(same.getSalt());
            ((UserEntity) user).setDbPassword(same.getPassword());
        }
        identity.saveUser(user);
        for (String group : person.groups()) {
            if (identity.createGroupQuery().groupId(group).count() == 0) {
                identity.saveGroup(identity.newGroup(group));
            }
            identity.createMembership(person.id(), group);
        }
        person.idNumber().ifPresent(number -> {
            people.put(new People.Person(person.id(), person.name(), number));
            person.records().forEach(entry -> certificates.record(number, entry));
        });
    }
}
