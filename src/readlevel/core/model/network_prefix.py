"""Which addresses are one place, where it is counted how often somebody does something."""

from ipaddress import ip_address, ip_network


def network_of(address: str) -> str:
    """Return what an address is counted by: of IPv6, whoever has one address has 2**64 of them."""
    try:
        known = ip_address(address)
    except ValueError:
        return address
    if known.version == 4:
        return str(known)
    return str(ip_network((known, 64), strict=False))
