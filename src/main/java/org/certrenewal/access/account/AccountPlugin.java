package org.certrenewal.access.account;

import java.util.ArrayList;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Lets {@link IdentityWatch} hear what changes in the engine's users, groups and grants. */
@Component
class AccountPlugin extends AbstractProcessEnginePlugin {

    private final IdentityWatch watch;
    private final ObjectProvider<IdentityRules> rules;

    AccountPlugin(@Lazy IdentityWatch watch, ObjectProvider<IdentityRules> rules) {
        this.rules = rules;
        this.watch = watch;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        configuration.setIdentityProviderSessionFactory(WatchedIdentity.factory(watch, rules::getObject));
        var interceptors = configuration.getCustomPostCommandInterceptorsTxRequired();
        if (interceptors == null) {
            interceptors = new ArrayList<>();
            configuration.setCustomPostCommandInterceptorsTxRequired(interceptors);
        }
        interceptors.add(new GrantWatch(watch));
    }
}
