package org.certrenewal.access.server;

import java.util.HashMap;
import java.util.Map;

/** Holds places, of which no client takes more than a part. */
final class Places {

    private final int most;
    private final int mostPerClient;
    private final Map<String, Integer> taken = new HashMap<>();
    private int takenAltogether;

    Places(int most, int mostPerClient) {
        this.most = most;
        this.mostPerClient = Math.max(1, mostPerClient);
    }

    synchronized boolean take(String client) {
        int own = taken.getOrDefault(client, 0);
        if (takenAltogether >= most || own >= mostPerClient) {
            return false;
        }
        taken.put(client, own + 1);
        takenAltogether++;
        return true;
    }

    synchronized void giveBack(String client) {
        taken.computeIfPresent(client, (it, own) -> own == 1 ? null : own - 1);
        takenAltogether--;
    }
}
