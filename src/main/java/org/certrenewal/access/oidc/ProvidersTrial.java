package org.certrenewal.access.oidc;

import java.util.List;
import org.certrenewal.StartCheck;
import org.certrenewal.Trial;
import org.certrenewal.access.account.LoginSettings;
import org.springframework.boot.context.properties.bind.Binder;

/** Asks each configured log-in provider what it says about itself, as the log-in page does. */
final class ProvidersTrial implements Trial {

    @Override
    public String subject() {
        return "登录平台";
    }

    @Override
    public List<Line> lines(StartCheck.Start start) {
        Providers providers =
                new Providers(Binder.get(start.environment()).bindOrCreate("renewal.login", LoginSettings.class));
        providers.look();
        return providers.offers().stream()
                .map(offer -> {
                    String what = subject() + " " + offer.id();
                    return offer.available()
                            ? Line.green(what, offer.label() + "，有应答，说明与设置相符")
                            : Line.red(
                                    what,
                                    offer.label() + "没有应答，或者它的说明与设置不符",
                                    "核对 renewal.login.providers." + offer.id()
                                            + ".issuer（须与它自己写的完全一样），检查网络和证书，见 docs/login.md");
                })
                .toList();
    }
}
