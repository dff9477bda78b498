package org.certrenewal.testing;

import java.time.Instant;
import org.certrenewal.documents.CertificateFace;
import org.certrenewal.documents.Letter;
import org.certrenewal.documents.Press;
import org.certrenewal.documents.SealsUnavailable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** Seals as the application does, until a test has it wait for somebody outside, or puts a press of its own there. */
public final class SwitchedPress implements Press {

    private final Press own;
    private volatile Press press;
    private volatile boolean remote;
    private volatile boolean away;
    private volatile Runnable meanwhile;

    private SwitchedPress(Press own) {
        this.own = own;
        this.press = own;
    }

    /** Lets another seal. */
    public void becomes(Press other) {
        press = other;
    }

    /** Has everything wait for somebody outside, who doesn't answer. */
    public void goesAway() {
        remote = true;
        away = true;
    }

    /** Lets who is outside answer, and something happen while the next certificate is being sealed. */
    public void answersWhile(Runnable work) {
        away = false;
        meanwhile = work;
    }

    /** Lets who is outside answer. */
    public void answers() {
        away = false;
    }

    /** Is the application's own again. */
    public void isAsBefore() {
        press = own;
        remote = false;
        away = false;
        meanwhile = null;
    }

    @Override
    public boolean isRemote() {
        return remote || press.isRemote();
    }

    @Override
    public byte[] write(Letter letter) {
        return press.write(letter);
    }

    @Override
    public byte[] seal(byte[] written, String authority, String title, Instant moment) {
        ask();
        return press.seal(written, authority, title, moment);
    }

    @Override
    public SealedCertificate certificate(CertificateFace face, Instant moment) {
        ask();
        SealedCertificate sealed = press.certificate(face, moment);
        Runnable work = meanwhile;
        meanwhile = null;
        if (work != null) {
            work.run();
        }
        return sealed;
    }

    private void ask() {
        if (away) {
            throw new SealsUnavailable("时间戳机构没有在 10 秒内答复");
        }
    }

    /** Puts it before the application's own. */
    @TestConfiguration(proxyBeanMethods = false)
    public static class Configuration {

        @Bean
        static BeanPostProcessor switchedPress() {
            return new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    return bean instanceof Press press ? new SwitchedPress(press) : bean;
                }
            };
        }
    }
}
