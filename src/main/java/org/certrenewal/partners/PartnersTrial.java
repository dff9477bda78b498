package org.certrenewal.partners;

import io.micrometer.observation.ObservationRegistry;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.certrenewal.CannotStart;
import org.certrenewal.StartCheck;
import org.certrenewal.TlsBundles;
import org.certrenewal.Trial;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.core.env.Environment;

/**
 * Asks each configured partner that is reached over HTTP for the beginning of its address, unsigned, by the client that
 * speaks with it later: any answer says that name, network and certificates are right.
 */
public final class PartnersTrial implements Trial {

    private static final int SERVER_ERROR = 500;

    @Override
    public String subject() {
        return "外部系统";
    }

    @Override
    public List<Line> lines(StartCheck.Start start) {
        PartnerSettings settings = Binder.get(start.environment()).bindOrCreate("renewal", PartnerSettings.class);
        List<Line> lines = new ArrayList<>();
        for (Partner partner : Partner.values()) {
            Optional<PartnerSettings.Access> access = settings.of(partner);
            if (access.isEmpty() && partner.isNeeded() && !start.isProfile("production")) {
                lines.add(Line.yellow(
                        partner.title(), "没有接入，使用演示替身", "正式使用前设置 " + partner.setting() + "，见 docs/settings.md"));
            } else if (access.isPresent() && access.get().url() != null) {
                lines.add(tried(partner, settings, start.environment()));
            }
        }
        return lines;
    }

    /** Makes the one that is needed, as a partner's settings name it. */
    public static SslBundles bundles(Environment environment, String name) {
        DefaultSslBundleRegistry bundles = new DefaultSslBundleRegistry();
        if (!name.isBlank()) {
            bundles.registerBundle(name, TlsBundles.find(environment, name));
        }
        return bundles;
    }

    private static Line tried(Partner partner, PartnerSettings settings, Environment environment) {
        try {
            SslBundles bundles =
                    bundles(environment, settings.of(partner).orElseThrow().sslBundle());
            new PartnerClients(settings, null, bundles, ObservationRegistry.NOOP)
                    .unsigned(partner)
                    .get()
                    .uri("/")
                    .retrieve()
                    .toBodilessEntity();
            return Line.green(partner.title(), "有应答");
        } catch (CannotStart noBundle) {
            return Line.red(partner.title(), noBundle);
        } catch (PartnerError answered) {
            return answered.status() < SERVER_ERROR
                    ? Line.green(partner.title(), "有应答（HTTP " + answered.status() + "）；密钥是否正确，要到第一次调用才知道")
                    : Line.yellow(partner.title(), "有应答，但对方出错（HTTP " + answered.status() + "）", "请对方检查服务");
        } catch (RuntimeException failure) {
            return said(partner.title(), partner.setting(), failure);
        }
    }

    /** Says why no connection came about. */
    private static Line said(String title, String setting, Throwable failure) {
        if (is(failure, PartnerClients.Unacceptable.class)) {
            return Line.yellow(title, "有应答，但不像它的接口（转到别处，或者太长）", "核对 " + setting + " 是不是接口的地址");
        }
        if (is(failure, UnresolvedAddressException.class) || is(failure, UnknownHostException.class)) {
            return Line.red(title, "找不到主机", "改正 " + setting + " 里的主机名，或者检查域名解析");
        }
        if (is(failure, SSLException.class)) {
            return Line.red(title, "TLS 连接不成：对方的证书没有通过核对，或者不接受本机的证书", "核对主机名、证书的有效期，以及它的 ssl-bundle 中信任的根证书和本机的证书");
        }
        if (is(failure, HttpTimeoutException.class)) {
            return Line.red(title, "没有在规定的时间内应答", "检查网络和防火墙是否放行，请对方检查服务（" + setting + "）");
        }
        return Line.red(title, "连接不上", "核对 " + setting + " 的地址和端口，检查网络和防火墙，请对方检查服务");
    }

    private static boolean is(Throwable failure, Class<? extends Throwable> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
