package org.certrenewal.notices.outside;

/** Says, in the transaction that notes it, that nobody can be reached at an address that somebody had given. */
public record Unreachable(String deliveryId, String user, Channel channel) {}
