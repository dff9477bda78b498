package org.certrenewal.setup;

import java.time.Duration;
import java.util.List;
import org.certrenewal.CannotStart;
import org.certrenewal.held.Resealing;
import org.certrenewal.vault.KeyedVault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Has the {@link KeyRing} checked before anything else happens; {@link Schedule} has it say that this node runs. */
@Component
class KeyMember implements SmartLifecycle {

    /** How often it says that it runs. */
    static final Duration BEAT = Duration.ofSeconds(3);

    private static final Logger log = LoggerFactory.getLogger(KeyMember.class);

    private final KeyRing ring;
    private final Rekeying rekeying;
    private final boolean rotate;
    private final Duration patience;
    private volatile boolean running;

    KeyMember(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            KeyedVault vault,
            Rekeying rekeying,
            List<Resealing> owners,
            @Value("${renewal.keys.rotate:false}") boolean rotate,
            @Value("${renewal.keys.patience:PT1M}") Duration patience) {
        this.ring = new KeyRing(jdbc, transaction, vault, owners);
        this.rekeying = rekeying;
        this.rotate = rotate;
        this.patience = patience;
    }

    @Override
    public void start() {
        ring.join(rotate);
        rekeying.sealWhatWasPlain();
        running = true;
        if (rotate) {
            rekeying.rotate();
            waitForTheOthers();
            // What the others sealed until they heard of it.
            rekeying.rotate();
        }
    }

    private void waitForTheOthers() {
        long end = System.nanoTime() + patience.toNanos();
        while (!ring.agrees()) {
            if (System.nanoTime() > end) {
                throw new CannotStart("其他节点没有改用新的密钥，旧密钥还不能去掉", "检查其他节点是否还能连接数据库，然后再以 --renewal.keys.rotate=true 启动一次");
            }
            try {
                Thread.sleep(200);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Says that this node runs, and seals from now on with the key on which all agree. */
    void beat() {
        ring.beat();
    }

    @Override
    public void stop() {
        running = false;
        try {
            ring.leave();
        } catch (RuntimeException databaseAway) {
            log.info("the other nodes find out by themselves that this one has ended");
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before everything that opens or seals. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE + 50;
    }
}
