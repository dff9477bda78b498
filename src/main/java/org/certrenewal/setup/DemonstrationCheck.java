package org.certrenewal.setup;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.certrenewal.CannotStart;
import org.certrenewal.StartCheck;
import org.certrenewal.access.PasswordHashes;
import org.certrenewal.seeds.SeedFolder;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Keeps demonstration and reality apart: a database that the demonstration filled opens with its profile only, as
 * everybody knows its passwords and its certificates certify nothing; and one that it didn't fill isn't filled by it.
 */
final class DemonstrationCheck implements StartCheck {

    private static final String REMEDY = "正式使用请换一个空的数据库（spring.datasource.url 或 --renewal.data=…）；要继续演示，用 demo 启动";

    @Override
    public String subject() {
        return "正式数据与演示数据分开";
    }

    @Override
    public boolean needsDatabase() {
        return true;
    }

    @Override
    public List<CannotStart> reasons(Start start) {
        return start.database()
                .map(database -> start.isProfile("demo") ? asDemonstration(database) : asReality(database))
                .orElse(List.of());
    }

    private static List<CannotStart> asDemonstration(DataSource database) {
        boolean its = Rows.in(database, "select count(*) from demo_load") > 0;
        long others = Stream.of("ACT_ID_USER", "case_file", "certificate")
                .mapToLong(table -> Rows.in(database, "select count(*) from " + table))
                .sum();
        return its || others == 0
                ? List.of()
                : List.of(new CannotStart(
                        "这个数据库里有正式的数据，不是演示建立的，不能用 demo 启动：演示人员不得进入其中",
                        "去掉 profile demo 启动正式的服务，或者给演示换一个空的数据库（spring.datasource.url 或 --renewal.data=…）"));
    }

    private static List<CannotStart> asReality(DataSource database) {
        boolean filled = Stream.of("demo_load", "year_load")
                .anyMatch(table -> Rows.in(database, "select count(*) from " + table) > 0);
        if (filled) {
            return List.of(new CannotStart("这个数据库是演示（demo）建立的，里面的人员、口令和证书都不是真的，不能不用 demo 启动", REMEDY));
        }
        return person(database).stream()
                .map(id -> new CannotStart("这个数据库里有演示人员（如 " + id + "），口令还是人人知道的演示口令，不能不用 demo 启动", REMEDY))
                .toList();
    }

    /** Finds somebody of the demonstration who still has the password that the log-in page shows. */
    private static Optional<String> person(DataSource database) {
        Map<String, String> known = SeedFolder.packaged().file("demo/people.yaml").get("people").items().stream()
                .collect(Collectors.toMap(person -> person.text("id"), person -> person.text("password")));
        try {
            return JdbcClient.create(database)
                    .sql("select ID_, PWD_, SALT_ from ACT_ID_USER where ID_ in (:ids) order by ID_")
                    .param("ids", known.keySet())
                    .query((row, index) -> new Account(row.getString(1), row.getString(2), row.getString(3)))
                    .list()
                    .stream()
                    .filter(it -> PasswordHashes.matches(known.get(it.id()), it.hash(), it.salt()))
                    .map(Account::id)
                    .findFirst();
        } catch (DataAccessException noTable) {
            return Optional.empty();
        }
    }

    private record Account(String id, String hash, String salt) {}
}
