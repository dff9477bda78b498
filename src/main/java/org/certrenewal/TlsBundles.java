package org.certrenewal;

import java.util.Optional;
import org.springframework.boot.autoconfigure.ssl.JksSslBundleProperties;
import org.springframework.boot.autoconfigure.ssl.PemSslBundleProperties;
import org.springframework.boot.autoconfigure.ssl.PropertiesSslBundle;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.core.env.Environment;

/** Makes SSL bundles by Spring's settings, {@code spring.ssl.bundle}, before any component exists. */
public final class TlsBundles {

    private TlsBundles() {}

    /**
     * Makes one and tries it.
     *
     * @throws CannotStart if there is none of that name, or it can't be used
     */
    public static SslBundle find(Environment environment, String name) {
        Binder binder = Binder.get(environment);
        try {
            Optional<SslBundle> bundle = binder.bind("spring.ssl.bundle.pem." + name, PemSslBundleProperties.class)
                    .map(PropertiesSslBundle::get)
                    .map(Optional::of)
                    .orElse(binder.bind("spring.ssl.bundle.jks." + name, JksSslBundleProperties.class)
                            .map(PropertiesSslBundle::get)
                            .map(Optional::of)
                            .orElse(Optional.empty()));
            if (bundle.isEmpty()) {
                throw new CannotStart("没有名为 " + name + " 的 SSL 证书组", "在 spring.ssl.bundle 中配置它，或者改正它的名字");
            }
            bundle.get().createSslContext();
            return bundle.get();
        } catch (IllegalStateException | BindException e) {
            throw new CannotStart("名为 " + name + " 的 SSL 证书组用不了", "改正 spring.ssl.bundle 中的文件和口令", e);
        }
    }
}
