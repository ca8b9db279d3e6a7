"""The client's address behind the site's reverse proxies.

Each proxy appends the address of its client to `X-Forwarded-For`. Entries to the left of the site's
own proxies may be forged and are ignored.
"""

from ipaddress import IPv6Address, ip_address


def find_client_address(peer: str, forwarded: str, hops: int) -> str:
    """Return the client's address: the one that the first of `hops` own proxies appended.

    Fall back to the address of the peer if the header has fewer entries, or no address there.
    """
    parts = forwarded.split(",")
    if hops == 0 or len(parts) < hops:
        return _read(peer) or peer
    return _read(parts[-hops]) or _read(peer) or peer


def _read(written: str) -> str | None:
    """Return an address in canonical form, without a port, or None if it is not one."""
    text = written.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(address)
