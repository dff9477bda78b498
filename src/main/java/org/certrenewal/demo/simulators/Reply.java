package org.certrenewal.demo.simulators;

import java.nio.charset.StandardCharsets;

/** Is what a simulator answers. */
record Reply(int status, String type, byte[] body, String location) {

    static Reply json(int status, String text) {
        return new Reply(status, "application/json", text.getBytes(StandardCharsets.UTF_8), null);
    }

    static Reply page(String html) {
        return new Reply(200, "text/html;charset=UTF-8", html.getBytes(StandardCharsets.UTF_8), null);
    }

    static Reply none(int status) {
        return new Reply(status, "text/plain", new byte[0], null);
    }

    static Reply seeOther(String place) {
        return new Reply(303, "text/plain", new byte[0], place);
    }
}
