"""Where a request comes from, behind the proxies of the site.

Each proxy adds the address it was asked from to the end of `X-Forwarded-For`. What stands further
to the left than the site has proxies, a visitor may have written: it is not heeded.
"""

from ipaddress import IPv6Address, ip_address


def find_client_address(peer: str, forwarded: str, hops: int) -> str:
    """Return the visitor's address: the one that the first of `hops` own proxies was asked from.

    It is the peer's own where the header has fewer parts, or no address stands there.
    """
    parts = forwarded.split(",")
    if hops == 0 or len(parts) < hops:
        return _read(peer) or peer
    return _read(parts[-hops]) or _read(peer) or peer


def _read(written: str) -> str | None:
    """Return an address in its usual form, without a port, or None where it is none."""
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
