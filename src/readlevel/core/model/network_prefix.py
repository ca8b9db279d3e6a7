"""Groups IP addresses by network for rate limits."""

from ipaddress import ip_address, ip_network


def network_of(address: str) -> str:
    """Return the key by which requests of an address are counted.

    IPv6 addresses are counted by their /64 network, because a client that has one of its
    2**64 addresses has them all.
    """
    try:
        known = ip_address(address)
    except ValueError:
        return address
    if known.version == 4:
        return str(known)
    return str(ip_network((known, 64), strict=False))
