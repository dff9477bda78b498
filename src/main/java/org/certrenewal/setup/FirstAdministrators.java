package org.certrenewal.setup;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.certrenewal.CannotStart;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Holds the administrators of the first start. Two, as an office's role needs two: one proposes, another confirms.
 *
 * @param admins {@code renewal.admins[0].id}, {@code .password} and so on
 * @param admin {@code renewal.admin.id}, {@code .password}: the older settings, which still count for one
 */
@ConfigurationProperties("renewal")
record FirstAdministrators(@DefaultValue List<Account> admins, Account admin) {

    private static final int NEEDED = 2;

    private static final String REMEDY =
            "第一次启动时设置 renewal.admins[0].id、renewal.admins[0].password 和 renewal.admins[1].id、"
                    + "renewal.admins[1].password（例如环境变量 RENEWAL_ADMINS_0_ID、RENEWAL_ADMINS_0_PASSWORD、RENEWAL_ADMINS_1_ID、"
                    + "RENEWAL_ADMINS_1_PASSWORD），或者用 demo 启动演示";

    /** Names an administrator and the first password. */
    record Account(String id, String password) {

        boolean isComplete() {
            return id != null && !id.isBlank() && password != null && !password.isBlank();
        }
    }

    /**
     * Returns the first two.
     *
     * @throws CannotStart if there aren't two
     */
    List<Account> two() {
        List<Account> complete = new ArrayList<>();
        Stream.concat(Stream.ofNullable(admin), admins.stream())
                .filter(Account::isComplete)
                .filter(it -> complete.stream().noneMatch(other -> other.id().equals(it.id())))
                .forEach(complete::add);
        if (complete.size() >= NEEDED) {
            return complete;
        }
        String old = admin != null && admin.isComplete() ? "（renewal.admin 仍算作一位）" : "";
        throw new CannotStart("还没有系统管理员，须配置两位（授予机关角色由一人提出、另一人确认），现在配置了" + complete.size() + "位" + old, REMEDY);
    }

    /** Says that a password is too easy to guess, or an id can't be one. */
    static CannotStart refused(Account account) {
        return new CannotStart(
                "系统管理员 " + account.id() + " 不能建立：账号只能用字母、数字和“.”“_”“-”，密码不能太弱",
                "密码至少10个字符，包含大写字母、小写字母、数字和符号，且不含账号（设置 renewal.admins）");
    }
}
