/* Notifications. Like Windows, it calls back on a thread of its own whenever the route table has changed. */
typedef struct { void (WINAPI *callback)(void *, MIB_IPFORWARD_ROW2 *, int); void *context; HANDLE thread; volatile LONG ends; } Subscription;

static ULONG64 hashOf(const IP_ADDRESS_PREFIX *prefix)
{
    int v6 = prefix->Prefix.si_family == AF_INET6;
    const BYTE *bytes = v6 ? (BYTE *)&prefix->Prefix.Ipv6.sin6_addr : (BYTE *)&prefix->Prefix.Ipv4.sin_addr;
    ULONG64 hash = prefix->PrefixLength + 1;
    for (int i = 0; i < (v6 ? 16 : 4); i++) hash = hash * 31 + bytes[i];
    return hash;
}

static ULONG64 sumOfRoutes(MIB_IPFORWARD_ROW2 *sample)
{
    PMIB_IPFORWARD_TABLE2 table;
    ULONG64 sum = 0;
    if (((NETIO_STATUS(WINAPI *)(ADDRESS_FAMILY, PMIB_IPFORWARD_TABLE2 *))wines("GetIpForwardTable2"))(AF_UNSPEC, &table)) return 0;
    for (ULONG i = 0; i < table->NumEntries; i++)
        sum += hashOf(&table->Table[i].DestinationPrefix);
    if (table->NumEntries) *sample = table->Table[0];
    HeapFree(GetProcessHeap(), 0, table);
    return sum;
}

static DWORD WINAPI watchRoutes(void *argument)
{
    Subscription *own = argument;
    MIB_IPFORWARD_ROW2 row;
    ULONG64 before = sumOfRoutes(&row), now;
    for (; !own->ends; Sleep(100), before = now)
        if ((now = sumOfRoutes(&row)) != before) own->callback(own->context, &row, 1);
    return 0;
}

static ULONG subscribe(const char *function, void *callback, void *context, HANDLE *handle, int watches)
{
    ULONG error = errorOf(function);
    if (error) return error;
    Subscription *own = calloc(1, sizeof *own);
    own->callback = callback, own->context = context;
    if (watches) own->thread = CreateThread(NULL, 0, watchRoutes, own, 0, NULL);
    *handle = own;
    return 0;
}

NETIO_STATUS WINAPI NotifyRouteChange2(ADDRESS_FAMILY family, PIPFORWARD_CHANGE_CALLBACK callback, PVOID context,
                                       BOOLEAN initial, HANDLE *handle)
{
    return subscribe("NotifyRouteChange2", callback, context, handle, family == AF_UNSPEC && !initial);
}

NETIO_STATUS WINAPI NotifyIpInterfaceChange(ADDRESS_FAMILY family, PIPINTERFACE_CHANGE_CALLBACK callback, PVOID context,
                                            BOOLEAN initial, HANDLE *handle)
{
    return subscribe("NotifyIpInterfaceChange", callback, context, handle, 0);
}

NETIO_STATUS WINAPI NotifyUnicastIpAddressChange(ADDRESS_FAMILY family, PUNICAST_IPADDRESS_CHANGE_CALLBACK callback,
                                                 PVOID context, BOOLEAN initial, HANDLE *handle)
{
    return subscribe("NotifyUnicastIpAddressChange", callback, context, handle, 0);
}

NETIO_STATUS WINAPI CancelMibChangeNotify2(HANDLE handle)
{
    Subscription *own = handle;
    own->ends = 1;
    if (own->thread) WaitForSingleObject(own->thread, INFINITE), CloseHandle(own->thread);
    free(own);
    return 0;
}
