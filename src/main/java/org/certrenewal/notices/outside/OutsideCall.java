package org.certrenewal.notices.outside;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.certrenewal.notices.outside.Contacts.Contact;
import org.certrenewal.notices.outside.Deliveries.Delivery;
import org.certrenewal.notices.outside.Deliveries.State;
import org.certrenewal.process.outbox.NotNow;
import org.certrenewal.process.outbox.PartnerCall;
import org.certrenewal.process.outbox.Refused;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends a delivery: notes in a short transaction that it is handed over, hands it over in none, and is ticked off in
 * another. What was handed over without an answer, as when the program is killed in between, is sent again under the
 * same key, and counted as repeated. What the receiver turned off meanwhile isn't sent any more.
 */
abstract class OutsideCall<M> implements PartnerCall {

    private static final String TAKEN = "taken";
    private static final String NOTHING = "nothing";

    private final Channel channel;
    private final Deliveries deliveries;
    private final Contacts contacts;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    OutsideCall(
            Channel channel,
            Deliveries deliveries,
            Contacts contacts,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            Clock clock) {
        this.channel = channel;
        this.deliveries = deliveries;
        this.contacts = contacts;
        this.transaction = transaction;
        this.events = events;
        this.clock = clock;
    }

    private record Ready<M>(Delivery delivery, M message) {}

    @Override
    public String kind() {
        return channel.outbox();
    }

    @Override
    public String call(String messageId, String caseNumber, String deliveryId) {
        Optional<Ready<M>> ready = transaction.execute(status -> prepare(deliveryId));
        if (ready.isEmpty()) {
            return NOTHING;
        }
        Delivery delivery = ready.get().delivery();
        try {
            send(ready.get().message());
        } catch (AddressRefused e) {
            transaction.executeWithoutResult(status -> refused(delivery, e.code()));
            throw e;
        } catch (RuntimeException e) {
            if (isSurelyNotTaken(e)) {
                boolean seen = hasSeenTheKey(e);
                transaction.executeWithoutResult(status -> deliveries.notTaken(delivery, seen));
            }
            throw e;
        }
        return TAKEN;
    }

    /** A line that was tried and failed says so in its own words, with what failed as the cause. */
    private static boolean isSurelyNotTaken(Throwable failure) {
        return failure instanceof NotTaken
                || failure instanceof Refused
                || failure instanceof NotNow && (failure.getCause() == null || isSurelyNotTaken(failure.getCause()));
    }

    /**
     * Where the line was down before, or the connection is, nobody has seen the key: it is still the one to be sent.
     */
    private static boolean hasSeenTheKey(Throwable failure) {
        return failure instanceof Refused
                || failure instanceof NotTaken && !(failure instanceof NotReached)
                || failure instanceof NotNow && failure.getCause() != null && hasSeenTheKey(failure.getCause());
    }

    private Optional<Ready<M>> prepare(String deliveryId) {
        Optional<Delivery> found = deliveries.find(deliveryId).filter(it -> it.state() == State.SENDING);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Delivery delivery = found.get();
        Optional<Contact> contact = contacts.find(delivery.user(), channel);
        Optional<String> address = isCode(delivery)
                ? contact.map(Contact::pending)
                : contact.filter(Contact::isOpen).map(Contact::address);
        if (!isCode(delivery)) {
            Instant now = clock.instant();
            Instant earliest = contacts.preference(delivery.user()).quiet().earliest(now, clock.getZone());
            if (earliest.isAfter(now)) {
                deliveries.postpone(deliveryId, earliest);
                return Optional.empty();
            }
        }
        Optional<M> message = address.flatMap(to -> compose(delivery, to));
        if (message.isEmpty()) {
            deliveries.end(deliveryId, State.DROPPED, null);
            return Optional.empty();
        }
        deliveries.handing(delivery);
        return Optional.of(new Ready<>(delivery, message.get()));
    }

    static boolean isCode(Delivery delivery) {
        return delivery.kind().equals(MessageTexts.CONFIRM_MAIL)
                || delivery.kind().equals(MessageTexts.CONFIRM_PHONE);
    }

    private void refused(Delivery delivery, String code) {
        deliveries.end(delivery.id(), State.REFUSED, code);
        contacts.refused(delivery.user(), channel, isCode(delivery));
        events.publishEvent(new Unreachable(delivery.id(), delivery.user(), channel));
    }

    /** Puts together what is sent; nothing if what it was about is gone. */
    abstract Optional<M> compose(Delivery delivery, String address);

    /** Hands over, in no transaction. */
    abstract void send(M message);

    @Override
    public void answered(String caseNumber, String deliveryId, String answer) {
        if (answer.equals(TAKEN)) {
            deliveries.end(deliveryId, State.SENT, null);
        }
    }
}
