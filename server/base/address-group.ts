import ipaddr from 'ipaddr.js';

/** The key under which an address is limited: an IPv4 address, or the /64 of IPv6 that one household has. */
export function addressGroup(address: string): string {
  if (!ipaddr.IPv6.isValid(address)) return address;
  const network = ipaddr.IPv6.parse(address).parts.slice(0, 4);
  return `${network.map((part) => part.toString(16)).join(':')}::/64`;
}
