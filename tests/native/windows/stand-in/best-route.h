/* The best route by Windows' documented rules: longest prefix, then the sum of route and interface metric. */
static int covers(const IP_ADDRESS_PREFIX *prefix, const SOCKADDR_INET *address)
{
    int v6 = address->si_family == AF_INET6;
    const BYTE *a = v6 ? (BYTE *)&prefix->Prefix.Ipv6.sin6_addr : (BYTE *)&prefix->Prefix.Ipv4.sin_addr;
    const BYTE *b = v6 ? (BYTE *)&address->Ipv6.sin6_addr : (BYTE *)&address->Ipv4.sin_addr;
    if (prefix->Prefix.si_family != address->si_family) return 0;
    for (int bit = 0; bit < prefix->PrefixLength; bit++)
        if ((a[bit / 8] ^ b[bit / 8]) & (0x80 >> bit % 8)) return 0;
    return 1;
}

static void chooseSource(ADDRESS_FAMILY family, ULONG index, SOCKADDR_INET *source)
{
    PMIB_UNICASTIPADDRESS_TABLE table;
    FARPROC get = wines("GetUnicastIpAddressTable");
    memset(source, 0, sizeof *source);
    if (((NETIO_STATUS(WINAPI *)(ADDRESS_FAMILY, PMIB_UNICASTIPADDRESS_TABLE *))get)(family, &table)) return;
    for (ULONG i = 0; i < table->NumEntries; i++) {
        const SOCKADDR_INET *own = &table->Table[i].Address;
        int linkLocal = family == AF_INET6 && own->Ipv6.sin6_addr.s6_addr[0] == 0xfe;
        if (table->Table[i].InterfaceIndex == index && !linkLocal) *source = *own;
    }
    HeapFree(GetProcessHeap(), 0, table);
}

NETIO_STATUS WINAPI GetBestRoute2(NET_LUID *luid, NET_IFINDEX index, const SOCKADDR_INET *from, const SOCKADDR_INET *to,
                                  ULONG options, PMIB_IPFORWARD_ROW2 best, SOCKADDR_INET *source)
{
    PMIB_IPFORWARD_TABLE2 table;
    ULONG error = errorOf("GetBestRoute2"), least = 0;
    int found = 0;
    if (error) return error;
    if (luid || index || from || options) return ERROR_INVALID_PARAMETER;
    if ((error = GetIpForwardTable2(to->si_family, &table))) return error;
    for (ULONG i = 0; i < table->NumEntries; i++) {
        MIB_IPFORWARD_ROW2 *row = &table->Table[i];
        int at = find(familyOf(to->si_family), row->InterfaceIndex), length = row->DestinationPrefix.PrefixLength;
        if (at < 0 || !ip[at].connected || !row->ValidLifetime || !covers(&row->DestinationPrefix, to)) continue;
        if (length == 0 && ip[at].disableDefaultRoutes) continue;
        if (found && length < best->DestinationPrefix.PrefixLength) continue;
        if (found && length == best->DestinationPrefix.PrefixLength && row->Metric + ip[at].metric >= least) continue;
        *best = *row;
        least = row->Metric + ip[at].metric;
        found = 1;
    }
    HeapFree(GetProcessHeap(), 0, table);
    if (!found) return ERROR_NETWORK_UNREACHABLE;
    chooseSource(to->si_family, best->InterfaceIndex, source);
    return 0;
}

/* Some versions of Windows name an interface's own address as the next hop of a direct route. */
DWORD WINAPI GetBestRoute(DWORD to, DWORD from, PMIB_IPFORWARDROW row)
{
    ULONG error = errorOf("GetBestRoute");
    if (!error) error = ((DWORD(WINAPI *)(DWORD, DWORD, PMIB_IPFORWARDROW))wines("GetBestRoute"))(to, from, row);
    if (!error && row->dwForwardType == MIB_IPROUTE_TYPE_DIRECT) row->dwForwardNextHop = inet_addr("192.168.77.10");
    return error;
}
