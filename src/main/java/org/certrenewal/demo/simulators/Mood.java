package org.certrenewal.demo.simulators;

/** Names how a simulator answers. */
enum Mood {
    WELL("正常", "按协议回应"),
    SLOW("缓慢", "5 秒后才回应"),
    HANGING("无响应", "收下请求却不回应，直到改为别的"),
    BROKEN("出错", "一律回应出错（HTTP 500、SMTP 451）"),
    REFUSING("拒绝", "按协议拒绝办理"),
    GARBLED("乱码", "回应残缺的内容"),
    HUGE("超大", "回应 16 MB 的内容");

    private final String label;
    private final String meaning;

    Mood(String label, String meaning) {
        this.label = label;
        this.meaning = meaning;
    }

    String label() {
        return label;
    }

    String meaning() {
        return meaning;
    }
}
