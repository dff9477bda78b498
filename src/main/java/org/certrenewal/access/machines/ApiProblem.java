package org.certrenewal.access.machines;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.certrenewal.access.refusal.English;
import org.springframework.http.HttpStatus;

/**
 * Names what a machine client can do wrong, or what can be wrong here, as a problem document (RFC 9457) says it:
 * {@code code} is for programs and stays, title and detail are for people who read logs.
 */
public enum ApiProblem {
    /** No provider is configured, so that there is nothing to ask. */
    NOT_OFFERED(
            HttpStatus.NOT_FOUND,
            "未开放",
            "本系统没有开放机器接口",
            "Not offered",
            "This service offers no interface for programs."),
    NO_TOKEN(
            HttpStatus.UNAUTHORIZED,
            "缺少令牌",
            "请在 Authorization 请求头中出示身份提供方签发的访问令牌",
            "No token",
            "Present an access token of the configured provider in the header Authorization."),
    INVALID_TOKEN(
            HttpStatus.UNAUTHORIZED,
            "令牌无效",
            "令牌不是所配置的身份提供方签发给本系统的，或者已经过期",
            "Invalid token",
            "The token wasn't issued for this service by the configured provider, or it has expired."),
    INSUFFICIENT_SCOPE(
            HttpStatus.FORBIDDEN,
            "权限不足",
            "令牌中没有这个调用所需的权限范围（scope）",
            "Insufficient scope",
            "The token hasn't got the scope that this call needs."),
    NO_SUCH_CALL(HttpStatus.NOT_FOUND, "没有这个接口", "没有这个接口", "No such call", "There is no such call."),
    METHOD_NOT_ALLOWED(
            HttpStatus.METHOD_NOT_ALLOWED,
            "不支持这种方法",
            "这个地址不接受这种请求",
            "Method not allowed",
            "This address doesn't take such requests."),
    TOO_MANY_REQUESTS(
            HttpStatus.TOO_MANY_REQUESTS,
            "请求过于频繁",
            "请按 Retry-After 所示的秒数稍后再试",
            "Too many requests",
            "Try again after the seconds in Retry-After."),
    PROVIDER_UNAVAILABLE(
            HttpStatus.SERVICE_UNAVAILABLE,
            "暂时无法验证令牌",
            "身份提供方的公钥暂时取不到，请稍后再试",
            "Tokens can't be verified now",
            "The provider's keys can't be fetched at the moment. Try again later."),
    BAD_REQUEST(HttpStatus.BAD_REQUEST, "请求有误", "请求无法识别", "Bad request", "The request can't be read."),
    NO_SUCH_CASE(
            HttpStatus.NOT_FOUND,
            "没有这个办件",
            "没有这个编号的已提交办件，或者它不在该客户端可以查看的考核发证机关",
            "No such case",
            "There is no submitted case of this number, or it isn't with an office that this client may see."),
    UNKNOWN_ID(
            HttpStatus.NOT_FOUND,
            "查无此证",
            "本系统没有签发过带有这个核验编号的证照",
            "Unknown id",
            "No certificate with this verification id was issued here."),
    NO_SUCH_WEBHOOK(
            HttpStatus.NOT_FOUND, "没有这个订阅", "没有这个编号的订阅", "No such webhook", "There is no subscription of this id."),
    REFUSED_WEBHOOK(
            HttpStatus.UNPROCESSABLE_ENTITY, "订阅未接受", "订阅的内容有误", "Webhook refused", "Something is wrong with it.");

    private final HttpStatus status;
    private final String title;
    private final String detail;
    private final String titleInEnglish;
    private final String detailInEnglish;

    ApiProblem(HttpStatus status, String title, String detail, String titleInEnglish, String detailInEnglish) {
        this.status = status;
        this.title = title;
        this.detail = detail;
        this.titleInEnglish = titleInEnglish;
        this.detailInEnglish = detailInEnglish;
    }

    public HttpStatus status() {
        return status;
    }

    /** Returns the stable name, such as {@code insufficient-scope}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the document, in English for whoever asks for it, in Chinese for all others. */
    public Map<String, Object> document(HttpServletRequest request) {
        boolean english = English.isReadBy(request);
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "about:blank");
        problem.put("title", english ? titleInEnglish : title);
        problem.put("status", status.value());
        problem.put("detail", english ? detailInEnglish : detail);
        problem.put("code", code());
        return problem;
    }
}
