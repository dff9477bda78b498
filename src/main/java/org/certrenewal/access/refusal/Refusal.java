package org.certrenewal.access.refusal;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.SuspendedEntityInteractionException;
import org.camunda.bpm.engine.TaskAlreadyClaimedException;
import org.camunda.bpm.engine.exception.NotFoundException;
import org.camunda.bpm.engine.exception.NullValueException;
import org.certrenewal.casefile.CertificateTaken;
import org.certrenewal.casefile.IllegalTransition;
import org.certrenewal.casefile.NoSuchCase;
import org.certrenewal.casefile.StaleCase;
import org.certrenewal.documents.AwaitsSeal;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;

/**
 * Tells a reader what isn't done for them, and why.
 *
 * @param type names the kind to a program; no class of anybody's
 * @param chinese the sentence for the reader
 * @param english the same
 */
public record Refusal(HttpStatus status, String type, String chinese, String english) {

    private static final Pattern OURS = Pattern.compile("\\p{IsHan}");
    private static final String WEAK_PASSWORD = "Password does not match policy";
    /** H2 says so where another transaction was first; Spring takes it for a time-out. */
    private static final int H2_CONCURRENT_UPDATE = 90131;

    private static final int DEEPEST = 20;
    private static final int NEAR = 8;

    static final Refusal UNREADABLE = new Refusal(
            HttpStatus.BAD_REQUEST,
            "BadRequest",
            "提交的内容无法识别，请刷新页面后重试",
            "What was sent can't be read. Please reload the page and try again.");

    static final Refusal FORBIDDEN =
            new Refusal(HttpStatus.FORBIDDEN, "Forbidden", "您没有权限进行这项操作", "You are not allowed to do this.");

    public static final Refusal GONE = new Refusal(
            HttpStatus.NOT_FOUND,
            "NotFound",
            "它已经不在了，或者不由您办理，请刷新后查看",
            "It is no longer there, or isn't yours. Please reload to see what there is.");

    static final Refusal TAKEN = new Refusal(
            HttpStatus.CONFLICT,
            "Conflict",
            "这项任务刚刚已由别人领取，请刷新任务列表",
            "Somebody else has just claimed this task. Please reload the list.");

    public static final Refusal CHANGED = new Refusal(
            HttpStatus.CONFLICT,
            "Conflict",
            "内容刚刚在别处更改过，请刷新后再试",
            "This has just been changed elsewhere. Please reload and try again.");

    /** Two at the same moment, of whom the database let one go first. */
    public static final Refusal AT_ONCE = new Refusal(
            HttpStatus.CONFLICT,
            "Conflict",
            "同一时刻还有另一项操作在办理，这一次没有办成，请再试一次",
            "Something else was done at the same moment, and this was not. Please try again.");

    /** The one key that a person chooses. */
    static final Refusal CERTIFICATE_TAKEN = new Refusal(
            HttpStatus.CONFLICT,
            "Conflict",
            "该证书刚刚被另一件申请使用，请刷新后再试",
            "Another application has just taken this certificate. Please reload and try again.");

    static final Refusal THERE_ALREADY = new Refusal(
            HttpStatus.CONFLICT,
            "Conflict",
            "同样的内容已经存在，或者还有别的内容依赖它，请刷新后查看",
            "The same is there already, or something else depends on it. Please reload to see.");

    static final Refusal SUSPENDED = new Refusal(
            HttpStatus.CONFLICT,
            "Conflict",
            "这个办件或者这项业务已被管理员暂停办理，保存过的内容没有丢失，请稍后再试或者联系办理机构",
            "An administrator has suspended this case or service. Nothing saved is lost; please try later, or ask the office.");

    static final Refusal UNSEALED = new Refusal(
            HttpStatus.CONFLICT,
            "Conflict",
            "文件已经作出，正在加盖电子印章，请稍后再打开",
            "The file is written and is being sealed. Please open it again later.");

    static final Refusal WEAK = new Refusal(
            HttpStatus.BAD_REQUEST,
            "BadRequest",
            "密码太弱：至少10个字符，包含大写字母、小写字母、数字和符号，且不含账号和姓名",
            "The password is too weak: it needs ten characters with upper and lower case, digits and symbols, and nothing of the account's own.");

    /** What nobody but the program is to blame for. */
    static final Refusal FAULT = new Refusal(
            HttpStatus.INTERNAL_SERVER_ERROR,
            "Fault",
            "系统暂时出了问题，您保存过的内容没有丢失，请稍后重试",
            "Something went wrong on our side. Nothing saved is lost; please try again later.");

    /**
     * Finds what the client or a colleague did, however deep the engine has packed it; nothing where it's our fault.
     */
    public static Optional<Refusal> in(Throwable failure) {
        Optional<Refusal> roughly = Optional.empty();
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            Optional<Refusal> refusal = one(cause);
            if (refusal.isPresent()) {
                return refusal;
            }
            // Whatever lies deeper may say better what it was.
            if (cause instanceof BadUserRequestException) {
                roughly = Optional.of(UNREADABLE);
            }
            cause = cause.getCause();
        }
        return roughly;
    }

    private static Optional<Refusal> one(Throwable cause) {
        if (cause instanceof SuspendedEntityInteractionException) {
            return Optional.of(SUSPENDED);
        }
        if (cause instanceof TaskAlreadyClaimedException) {
            return Optional.of(TAKEN);
        }
        if (cause instanceof OptimisticLockingException
                || cause instanceof ConcurrencyFailureException
                || cause instanceof StaleCase
                || cause instanceof IllegalTransition) {
            return Optional.of(CHANGED);
        }
        if (cause instanceof AwaitsSeal) {
            return Optional.of(UNSEALED);
        }
        if (cause instanceof CertificateTaken) {
            return Optional.of(CERTIFICATE_TAKEN);
        }
        // Our own tables' keys are given by the program: nobody has chosen one that is there already.
        if (cause instanceof DuplicateKeyException) {
            return Optional.of(AT_ONCE);
        }
        if (cause instanceof SQLException sql && sql.getErrorCode() == H2_CONCURRENT_UPDATE) {
            return Optional.of(CHANGED);
        }
        if (cause instanceof AuthorizationException) {
            return Optional.of(
                    saidByUs(cause, HttpStatus.FORBIDDEN, "Forbidden").orElse(FORBIDDEN));
        }
        if (cause instanceof NotFoundException || cause instanceof NullValueException || cause instanceof NoSuchCase) {
            return Optional.of(GONE);
        }
        if (cause instanceof ProcessEngineException) {
            // A guard's or a form's refusal; the engine's own class for the latter is none of its public ones.
            Optional<Refusal> said = saidByUs(cause, HttpStatus.BAD_REQUEST, "BadRequest");
            if (said.isPresent()) {
                return said;
            }
        }
        if (cause instanceof JsonProcessingException) {
            return Optional.of(UNREADABLE);
        }
        if (cause instanceof DataIntegrityViolationException
                || cause instanceof SQLException sql
                        && String.valueOf(sql.getSQLState()).startsWith("23")) {
            return Optional.of(THERE_ALREADY);
        }
        if (cause instanceof NullPointerException
                || cause instanceof IllegalArgumentException
                || cause instanceof ClassCastException) {
            return unasked(cause);
        }
        return WEAK_PASSWORD.equals(lastPart(cause)) ? Optional.of(WEAK) : Optional.empty();
    }

    /**
     * Finds what the shipped resources stumble over because they don't ask whether it was sent, or is there: a body
     * without a field that they need, a task that is done. Where they stumble says which; our own code isn't meant.
     */
    private static Optional<Refusal> unasked(Throwable cause) {
        StackTraceElement[] trace = cause.getStackTrace();
        for (int i = 0; i < trace.length && i < NEAR; i++) {
            String at = trace[i].getClassName();
            if (at.startsWith("org.camunda.bpm.engine.rest.")) {
                return Optional.of(UNREADABLE);
            }
            if (at.startsWith("org.camunda.bpm.engine.impl.cfg.auth.")) {
                return Optional.of(GONE);
            }
            if (!at.startsWith("java.")) {
                break;
            }
        }
        return Optional.empty();
    }

    /** Takes a sentence that our own guards have written; the engine's are for its programmers. */
    private static Optional<Refusal> saidByUs(Throwable cause, HttpStatus status, String type) {
        String text = String.valueOf(cause.getMessage());
        return OURS.matcher(text).find() && !text.contains("ENGINE-")
                ? Optional.of(new Refusal(status, type, text, English.of(text)))
                : Optional.empty();
    }

    /** Returns the message without the code that the engine puts before it. */
    private static String lastPart(Throwable cause) {
        return String.valueOf(cause.getMessage())
                .replaceFirst("^ENGINE-[0-9]+ ", "")
                .strip();
    }

    /** Returns the sentence in the reader's language. */
    public String sentence(boolean english) {
        return english ? this.english : chinese;
    }
}
