import * as k from '../../native/linux/constants.ts';

/** Words of ip-route(8) and ip-rule(8) for the kernel's numbers; numbers without a word stay numbers. */

const routeTypes = new Map([
  [k.RTN_UNICAST, 'unicast'],
  [k.RTN_LOCAL, 'local'],
  [k.RTN_BROADCAST, 'broadcast'],
  [k.RTN_ANYCAST, 'anycast'],
  [k.RTN_MULTICAST, 'multicast'],
  [k.RTN_BLACKHOLE, 'blackhole'],
  [k.RTN_UNREACHABLE, 'unreachable'],
  [k.RTN_PROHIBIT, 'prohibit'],
  [k.RTN_THROW, 'throw'],
  [k.RTN_NAT, 'nat'],
]);

const protocols = new Map([
  [k.RTPROT_UNSPEC, 'unspec'],
  [k.RTPROT_REDIRECT, 'redirect'],
  [k.RTPROT_KERNEL, 'kernel'],
  [k.RTPROT_BOOT, 'boot'],
  [k.RTPROT_STATIC, 'static'],
  [k.RTPROT_RA, 'ra'],
  [k.RTPROT_ZEBRA, 'zebra'],
  [k.RTPROT_BIRD, 'bird'],
  [k.RTPROT_DHCP, 'dhcp'],
  [k.RTPROT_KEEPALIVED, 'keepalived'],
  [k.RTPROT_BABEL, 'babel'],
  [k.RTPROT_BGP, 'bgp'],
  [k.RTPROT_ISIS, 'isis'],
  [k.RTPROT_OSPF, 'ospf'],
  [k.RTPROT_RIP, 'rip'],
  [k.RTPROT_EIGRP, 'eigrp'],
]);

const ruleActions = new Map([
  [k.FR_ACT_TO_TBL, 'table'],
  [k.FR_ACT_GOTO, 'goto'],
  [k.FR_ACT_NOP, 'nop'],
  [k.FR_ACT_BLACKHOLE, 'blackhole'],
  [k.FR_ACT_UNREACHABLE, 'unreachable'],
  [k.FR_ACT_PROHIBIT, 'prohibit'],
]);

/** As ip-route(8) calls them. */
const encapsulations = new Map([
  [k.LWTUNNEL_ENCAP_MPLS, 'mpls'],
  [k.LWTUNNEL_ENCAP_IP, 'ip'],
  [k.LWTUNNEL_ENCAP_ILA, 'ila'],
  [k.LWTUNNEL_ENCAP_IP6, 'ip6'],
  [k.LWTUNNEL_ENCAP_SEG6, 'seg6'],
  [k.LWTUNNEL_ENCAP_BPF, 'bpf'],
  [k.LWTUNNEL_ENCAP_SEG6_LOCAL, 'seg6local'],
  [k.LWTUNNEL_ENCAP_RPL, 'rpl'],
  [k.LWTUNNEL_ENCAP_IOAM6, 'ioam6'],
  [k.LWTUNNEL_ENCAP_XFRM, 'xfrm'],
]);

export function encapName(type: number): string {
  return encapsulations.get(type) ?? String(type);
}

export function routeTypeName(type: number): string {
  return routeTypes.get(type) ?? String(type);
}

export function protocolName(protocol: number): string | number {
  return protocols.get(protocol) ?? protocol;
}

export function ruleActionName(action: number): string {
  return ruleActions.get(action) ?? String(action);
}
