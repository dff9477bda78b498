package org.certrenewal.setup;

import java.util.ArrayList;
import java.util.List;
import org.certrenewal.CannotStart;
import org.certrenewal.StartCheck;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;

/** Looks whether the keys of personal data are there and are keys, and what a profile forbids. */
final class SecretsCheck implements StartCheck {

    @Override
    public String subject() {
        return "加密密钥";
    }

    @Override
    public List<CannotStart> reasons(Start start) {
        List<CannotStart> reasons = new ArrayList<>();
        boolean demo = start.isProfile("demo");
        boolean production = start.isProfile("production");
        if (demo && production) {
            reasons.add(new CannotStart(
                    "profile production 和 demo 不能一起使用：演示的人员、口令和印章不能进入生产环境",
                    "生产环境只用 production，演示只用 demo（spring.profiles.active）"));
        }
        try {
            VaultConfiguration.Keys keys =
                    Binder.get(start.environment()).bindOrCreate("renewal.keys", VaultConfiguration.Keys.class);
            if (!keys.current().isBlank()) {
                VaultConfiguration.configured(keys);
            } else if (!demo || production) {
                throw VaultConfiguration.noKeys();
            }
        } catch (CannotStart reason) {
            reasons.addAll(reason.all());
        } catch (BindException saidBySettingsCheck) {
            return reasons;
        }
        return reasons;
    }
}
