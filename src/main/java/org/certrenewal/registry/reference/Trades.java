package org.certrenewal.registry.reference;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Holds the trades that are certified. */
public final class Trades {

    private final List<Trade> trades;

    public Trades(Collection<Trade> trades) {
        this.trades = List.copyOf(trades);
    }

    public List<Trade> all() {
        return trades;
    }

    /** Returns the trade of a code; of several with the code 99 the first. */
    public Optional<Trade> withCode(String code) {
        return trades.stream().filter(trade -> trade.code().equals(code)).findFirst();
    }
}
