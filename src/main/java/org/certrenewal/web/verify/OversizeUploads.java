package org.certrenewal.web.verify;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.certrenewal.access.refusal.DirectAnswer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;

/** Refuses an upload that is too large, or broken on its way; no controller has been chosen by then. */
@ControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class OversizeUploads {

    private final DirectAnswer answer;

    OversizeUploads(DirectAnswer answer) {
        this.answer = answer;
    }

    /** Nowhere else is a file uploaded; whoever sends several parts elsewhere is refused like any unreadable body. */
    @ExceptionHandler
    String refused(MultipartException failure, HttpServletRequest request, HttpServletResponse response, Model model)
            throws IOException {
        // Spring counts a part's head that is too long among the files that are too large.
        boolean tooLarge = failure instanceof MaxUploadSizeExceededException
                && !String.valueOf(failure.getMostSpecificCause().getMessage()).contains("Header");
        HttpStatus status = tooLarge ? HttpStatus.PAYLOAD_TOO_LARGE : HttpStatus.BAD_REQUEST;
        if (!request.getRequestURI().equals("/verify")) {
            answer.write(status, request, response);
            return null;
        }
        response.setStatus(status.value());
        model.addAttribute("problem", tooLarge ? "文件过大或上传中断。证照和文书的文件不超过2MB，请选择原文件再试" : "文件没有完整上传，或者文件名太长，请重新选择文件再试");
        return "verify";
    }
}
