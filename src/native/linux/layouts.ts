/** Sizes and field offsets of the kernel's message headers; a test compares them with the C compiler's. */

export const nlmsghdr = { size: 16, nlmsg_len: 0, nlmsg_type: 4, nlmsg_flags: 6, nlmsg_seq: 8, nlmsg_pid: 12 } as const;

export const iovec = { size: 16, iov_base: 0, iov_len: 8 } as const;

export const msghdr = {
  size: 56,
  msg_name: 0,
  msg_namelen: 8,
  msg_iov: 16,
  msg_iovlen: 24,
  msg_control: 32,
  msg_controllen: 40,
  msg_flags: 48,
} as const;

export const cmsghdr = { size: 16, cmsg_len: 0, cmsg_level: 8, cmsg_type: 12 } as const;

export const sockaddr_in = { size: 16, sin_family: 0, sin_port: 2, sin_addr: 4 } as const;

export const sockaddr_in6 = { size: 28, sin6_family: 0, sin6_port: 2, sin6_addr: 8 } as const;

export const in_pktinfo = { size: 12, ipi_ifindex: 0 } as const;

export const in6_pktinfo = { size: 20, ipi6_ifindex: 16 } as const;

export const sock_extended_err = { size: 16, ee_errno: 0, ee_origin: 4, ee_type: 5, ee_code: 6 } as const;

export const timeval = { size: 16, tv_sec: 0, tv_usec: 8 } as const;

export const sockaddr_nl = { size: 12, nl_family: 0, nl_pid: 4, nl_groups: 8 } as const;

export const timespec = { size: 16, tv_sec: 0, tv_nsec: 8 } as const;

export const mmsghdr = { size: 64, 'msg_hdr.msg_iov': 16, 'msg_hdr.msg_iovlen': 24, msg_len: 56 } as const;

export const nlattr = { size: 4, nla_len: 0, nla_type: 2 } as const;

export const nlmsgerr = { size: 20, error: 0 } as const;

export const ifinfomsg = { size: 16, ifi_type: 2, ifi_index: 4, ifi_flags: 8 } as const;

export const ifaddrmsg = { size: 8, ifa_family: 0, ifa_prefixlen: 1, ifa_index: 4 } as const;

export const rtmsg = {
  size: 12,
  rtm_family: 0,
  rtm_dst_len: 1,
  rtm_src_len: 2,
  rtm_tos: 3,
  rtm_table: 4,
  rtm_protocol: 5,
  rtm_scope: 6,
  rtm_type: 7,
  rtm_flags: 8,
} as const;

export const rtnexthop = { size: 8, rtnh_len: 0, rtnh_flags: 2, rtnh_hops: 3, rtnh_ifindex: 4 } as const;

export const rtvia = { size: 2, rtvia_family: 0, rtvia_addr: 2 } as const;

export const rta_cacheinfo = { size: 32, rta_expires: 8, rta_error: 12 } as const;

export const nhmsg = { size: 8, nh_flags: 4 } as const;

export const nexthop_grp = { size: 8, id: 0, weight: 4 } as const;

export const xfrm_selector = {
  size: 56,
  daddr: 0,
  saddr: 16,
  dport: 32,
  dport_mask: 34,
  sport: 36,
  sport_mask: 38,
  family: 40,
  prefixlen_d: 42,
  prefixlen_s: 43,
  proto: 44,
  ifindex: 48,
} as const;

export const xfrm_userpolicy_id = { size: 64 } as const;

export const xfrm_userpolicy_info = { size: 168, sel: 0, priority: 152, dir: 160, action: 161 } as const;

export const xfrm_user_tmpl = { size: 64, 'id.daddr': 0, family: 24, mode: 48 } as const;

export const xfrm_mark = { size: 8, v: 0, m: 4 } as const;

export const fib_rule_hdr = {
  size: 12,
  family: 0,
  dst_len: 1,
  src_len: 2,
  tos: 3,
  table: 4,
  action: 7,
  flags: 8,
} as const;

export const fib_rule_uid_range = { size: 8, start: 0, end: 4 } as const;

export const fib_rule_port_range = { size: 4, start: 0, end: 2 } as const;
