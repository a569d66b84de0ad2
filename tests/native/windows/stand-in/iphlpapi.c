/*
 * Answers for the calls that Wine's iphlpapi.dll lacks: the metrics and flags of IP interfaces come from C:\scenario.txt,
 * the best route from them and from the real route table, by Windows' documented rules. All else is forwarded.
 *
 *   ip FAMILY INDEX METRIC CONNECTED DISABLE_DEFAULT_ROUTES    one row of the table of IP interfaces
 *   error FUNCTION CODE                                         this function fails with this code
 *   grow N                                                      GetAdaptersAddresses wants a larger buffer N times
 *   flap N                                                      the route table changes with each of its first N reads
 *   expire PREFIX_LENGTH                                        IPv4 routes of this length have no lifetime left
 *   flags INDEX HARDWARE FILTER                                 what this interface is; its other flags differ
 *
 * Routes that are created are kept in C:\added.bin, and every creation and removal is told in C:\changes.txt.
 */
#define WINVER 0x0A00
#define _WIN32_WINNT 0x0A00
#include <winsock2.h>
#include <ws2tcpip.h>
#include <windows.h>
#include <iphlpapi.h>
#include <netioapi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct { int family; ULONG index, metric; int connected, disableDefaultRoutes; } ip[64];
static struct { char function[64]; ULONG code; } errors[16];
static int ips, failing, grow, flap, expire = -1, flagged, hardware, filter;

static void load(void)
{
    static int loaded;
    char line[256];
    FILE *file = loaded++ ? NULL : fopen("C:\\scenario.txt", "r");
    while (file && fgets(line, sizeof line, file)) {
        if (sscanf(line, "ip %d %lu %lu %d %d", &ip[ips].family, &ip[ips].index, &ip[ips].metric, &ip[ips].connected,
                   &ip[ips].disableDefaultRoutes) == 5) ips++;
        else if (sscanf(line, "error %63s %lu", errors[failing].function, &errors[failing].code) == 2) failing++;
        else if (sscanf(line, "grow %d", &grow) == 1 || sscanf(line, "flap %d", &flap) == 1) continue;
        else if (sscanf(line, "flags %d %d %d", &flagged, &hardware, &filter) == 3) continue;
        else sscanf(line, "expire %d", &expire);
    }
    if (file) fclose(file);
}

static ULONG errorOf(const char *function)
{
    load();
    for (int i = 0; i < failing; i++) if (!strcmp(errors[i].function, function)) return errors[i].code;
    return 0;
}

static FARPROC wines(const char *function)
{
    return GetProcAddress(LoadLibraryA("C:\\windows\\system32\\iphlpapi_wine.dll"), function);
}

static int familyOf(ADDRESS_FAMILY family) { return family == AF_INET6 ? 6 : 4; }

static int find(int family, ULONG index)
{
    for (int i = 0; i < ips; i++) if (ip[i].family == family && ip[i].index == index) return i;
    return -1;
}

static void fill(MIB_IPINTERFACE_ROW *row, int i)
{
    memset(row, 0xee, sizeof *row);
    row->Family = ip[i].family == 6 ? AF_INET6 : AF_INET;
    row->InterfaceIndex = ip[i].index;
    row->Metric = ip[i].metric;
    row->Connected = ip[i].connected;
    row->DisableDefaultRoutes = ip[i].disableDefaultRoutes;
}

NETIO_STATUS WINAPI GetIpInterfaceTable(ADDRESS_FAMILY family, PMIB_IPINTERFACE_TABLE *table)
{
    ULONG error = errorOf("GetIpInterfaceTable");
    if (error) return error;
    *table = HeapAlloc(GetProcessHeap(), 0, offsetof(MIB_IPINTERFACE_TABLE, Table) + ips * sizeof (*table)->Table[0]);
    (*table)->NumEntries = 0;
    for (int i = 0; i < ips; i++)
        if (family == AF_UNSPEC || ip[i].family == familyOf(family)) fill(&(*table)->Table[(*table)->NumEntries++], i);
    return 0;
}

NETIO_STATUS WINAPI GetIpInterfaceEntry(PMIB_IPINTERFACE_ROW row)
{
    ULONG error = errorOf("GetIpInterfaceEntry");
    int i = find(familyOf(row->Family), row->InterfaceIndex);
    if (error || i < 0) return error ? error : ERROR_NOT_FOUND;
    fill(row, i);
    return 0;
}

static MIB_IPFORWARD_ROW2 added[64];

/* The created routes as this and other processes left them. */
static ULONG loadAdded(void)
{
    FILE *file = fopen("C:\\added.bin", "rb");
    ULONG count = file ? fread(added, sizeof *added, 64, file) : 0;
    if (file) fclose(file);
    return count;
}

static void addOwnRoutes(ADDRESS_FAMILY family, PMIB_IPFORWARD_TABLE2 *table)
{
    ULONG count = loadAdded();
    SIZE_T size = offsetof(MIB_IPFORWARD_TABLE2, Table) + ((*table)->NumEntries + count) * sizeof *added;
    *table = HeapReAlloc(GetProcessHeap(), 0, *table, size);
    for (ULONG i = 0; i < count; i++)
        if (family == AF_UNSPEC || added[i].DestinationPrefix.Prefix.si_family == family)
            (*table)->Table[(*table)->NumEntries++] = added[i];
}

NETIO_STATUS WINAPI GetIpForwardTable2(ADDRESS_FAMILY family, PMIB_IPFORWARD_TABLE2 *table)
{
    static int reads;
    ULONG error = errorOf("GetIpForwardTable2");
    if (!error) error = ((NETIO_STATUS(WINAPI *)(ADDRESS_FAMILY, PMIB_IPFORWARD_TABLE2 *))wines("GetIpForwardTable2"))(family, table);
    if (error) return error;
    addOwnRoutes(family, table);
    if (reads++ < flap) (*table)->Table[0].Metric += reads;
    for (ULONG i = 0; i < (*table)->NumEntries; i++) {
        MIB_IPFORWARD_ROW2 *row = &(*table)->Table[i];
        if (row->DestinationPrefix.Prefix.si_family == AF_INET && row->DestinationPrefix.PrefixLength == expire)
            row->ValidLifetime = 0;
    }
    return 0;
}

static void tell(const char *what, const MIB_IPFORWARD_ROW2 *row)
{
    const SOCKADDR_INET *to = &row->DestinationPrefix.Prefix, *by = &row->NextHop;
    char destination[64] = "", nextHop[64] = "";
    FILE *file = fopen("C:\\changes.txt", "a");
    inet_ntop(to->si_family, to->si_family == AF_INET6 ? (void *)&to->Ipv6.sin6_addr : (void *)&to->Ipv4.sin_addr,
              destination, sizeof destination);
    inet_ntop(by->si_family, by->si_family == AF_INET6 ? (void *)&by->Ipv6.sin6_addr : (void *)&by->Ipv4.sin_addr,
              nextHop, sizeof nextHop);
    fprintf(file, "%s %s/%d %s %llu %lu\n", what, destination, row->DestinationPrefix.PrefixLength, nextHop,
            (unsigned long long)row->InterfaceLuid.Value, row->Metric);
    fclose(file);
}

/* What identifies a route to Windows: prefix, interface and next hop. */
static int isSame(const MIB_IPFORWARD_ROW2 *a, const MIB_IPFORWARD_ROW2 *b)
{
    return a->InterfaceLuid.Value == b->InterfaceLuid.Value &&
           a->DestinationPrefix.PrefixLength == b->DestinationPrefix.PrefixLength &&
           !memcmp(&a->DestinationPrefix.Prefix, &b->DestinationPrefix.Prefix, sizeof(SOCKADDR_INET)) &&
           !memcmp(&a->NextHop, &b->NextHop, sizeof(SOCKADDR_INET));
}

static int keepAdded(ULONG count)
{
    FILE *file = fopen("C:\\added.bin", "wb");
    fwrite(added, sizeof *added, count, file);
    return fclose(file);
}

/* As documented: infinite lifetimes, flags set, and illegal values that the caller has to replace. */
VOID WINAPI InitializeIpForwardEntry(PMIB_IPFORWARD_ROW2 row)
{
    memset(row, 0, sizeof *row);
    row->ValidLifetime = row->PreferredLifetime = 0xffffffff;
    row->Loopback = row->AutoconfigureAddress = row->Publish = row->Immortal = TRUE;
    row->SitePrefixLength = 0xff;
    row->Metric = row->Protocol = 0xffffffff;
}

NETIO_STATUS WINAPI CreateIpForwardEntry2(const MIB_IPFORWARD_ROW2 *row)
{
    PMIB_IPFORWARD_TABLE2 table;
    ULONG error = errorOf("CreateIpForwardEntry2"), count, index = 0;
    ADDRESS_FAMILY family = row->DestinationPrefix.Prefix.si_family;
    tell("create", row);
    if (error) return error;
    if ((family != AF_INET && family != AF_INET6) || row->NextHop.si_family != family || !row->InterfaceLuid.Value ||
        row->Metric == 0xffffffff || row->Protocol != 3 || row->ValidLifetime != 0xffffffff) return ERROR_INVALID_PARAMETER;
    if ((error = GetIpForwardTable2(AF_UNSPEC, &table))) return error;
    for (ULONG i = 0; i < table->NumEntries; i++) {
        if (table->Table[i].InterfaceLuid.Value == row->InterfaceLuid.Value) index = table->Table[i].InterfaceIndex;
        if (isSame(&table->Table[i], row)) return ERROR_OBJECT_ALREADY_EXISTS;
    }
    count = loadAdded();
    added[count] = *row;
    added[count].InterfaceIndex = index;
    added[count].Loopback = FALSE;
    return keepAdded(count + 1);
}

NETIO_STATUS WINAPI DeleteIpForwardEntry2(const MIB_IPFORWARD_ROW2 *row)
{
    ULONG error = errorOf("DeleteIpForwardEntry2"), count = loadAdded();
    tell("delete", row);
    if (error) return error;
    for (ULONG i = 0; i < count; i++) {
        if (!isSame(&added[i], row)) continue;
        added[i] = added[count - 1];
        return keepAdded(count - 1);
    }
    return ERROR_NOT_FOUND;
}

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

ULONG WINAPI GetAdaptersAddresses(ULONG family, ULONG flags, void *reserved, IP_ADAPTER_ADDRESSES *first, ULONG *size)
{
    ULONG error = errorOf("GetAdaptersAddresses");
    if (error) return error;
    if (grow-- > 0) {
        *size += 1000;
        return ERROR_BUFFER_OVERFLOW;
    }
    return ((ULONG(WINAPI *)(ULONG, ULONG, void *, IP_ADAPTER_ADDRESSES *, ULONG *))wines("GetAdaptersAddresses"))(
        family, flags, reserved, first, size);
}

/* Some versions of Windows name an interface's own address as the next hop of a direct route. */
DWORD WINAPI GetBestRoute(DWORD to, DWORD from, PMIB_IPFORWARDROW row)
{
    ULONG error = errorOf("GetBestRoute");
    if (!error) error = ((DWORD(WINAPI *)(DWORD, DWORD, PMIB_IPFORWARDROW))wines("GetBestRoute"))(to, from, row);
    if (!error && row->dwForwardType == MIB_IPROUTE_TYPE_DIRECT) row->dwForwardNextHop = inet_addr("192.168.77.10");
    return error;
}

NETIO_STATUS WINAPI GetIfTable2(PMIB_IF_TABLE2 *table)
{
    ULONG error = errorOf("GetIfTable2");
    if (!error) error = ((NETIO_STATUS(WINAPI *)(PMIB_IF_TABLE2 *))wines("GetIfTable2"))(table);
    for (ULONG i = 0; !error && i < (*table)->NumEntries; i++) {
        if ((*table)->Table[i].InterfaceIndex != (ULONG)flagged) continue;
        memset(&(*table)->Table[i].InterfaceAndOperStatusFlags, hardware || filter ? 0 : 0xff, 1);
        (*table)->Table[i].InterfaceAndOperStatusFlags.HardwareInterface = hardware;
        (*table)->Table[i].InterfaceAndOperStatusFlags.FilterInterface = filter;
    }
    return error;
}

/* Like Windows, it calls back on a thread of its own whenever the route table has changed. */
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

#define FAILS_OR(result, name, parameters, arguments)                                                                  \
    result WINAPI name parameters                                                                                      \
    {                                                                                                                  \
        ULONG error = errorOf(#name);                                                                                  \
        return error ? error : ((result(WINAPI *) parameters)wines(#name)) arguments;                                  \
    }
FAILS_OR(DWORD, GetBestInterfaceEx, (struct sockaddr *to, PDWORD index), (to, index))

#include "icmp6.h"
