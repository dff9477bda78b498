package org.certrenewal.access.verify;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.multipart.MultipartException;

/** Refuses an upload that is too large, or broken on its way; no controller has been chosen by then. */
@ControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class OversizeUploads {

    @ExceptionHandler(MultipartException.class)
    @ResponseStatus(HttpStatus.PAYLOAD_TOO_LARGE)
    String refused(Model model) {
        model.addAttribute("problem", "文件过大或上传中断。证照和文书的文件不超过2MB，请选择原文件再试");
        return "verify";
    }
}
