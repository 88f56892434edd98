/** Which network addresses attachments may be fetched from: those of the public internet and no others. */

import { BlockList, isIPv4 } from "node:net";

/** IANA special-purpose registries for IPv4 and IPv6: this network, private, shared (CGNAT), loopback, link-local, documentation, benchmarks, multicast, reserved. */
const CLOSED_IPV4 = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/4",
  "240.0.0.0/4",
];

/** Only 2000::/3 is public at all; within it Teredo and its neighbours, documentation, and 6to4, which carries an IPv4 address inside. */
const CLOSED_IPV6 = ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"];

const closed = listOf(CLOSED_IPV4, "ipv4");
const closedIpv6 = listOf(CLOSED_IPV6, "ipv6");
const publicIpv6 = listOf(["2000::/3"], "ipv6");

/** IPv4-mapped, NAT64, unique local, link-local and multicast addresses lie outside 2000::/3. */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !closed.check(address, "ipv4");
  return publicIpv6.check(address, "ipv6") && !closedIpv6.check(address, "ipv6");
}

function listOf(ranges: readonly string[], family: "ipv4" | "ipv6"): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = "", prefix] = range.split("/");
    list.addSubnet(address, Number(prefix), family);
  }
  return list;
}
