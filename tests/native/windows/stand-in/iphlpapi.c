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

#include "route-table.h"
#include "best-route.h"
#include "notifications.h"
#include "icmp6.h"

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

#define FAILS_OR(result, name, parameters, arguments)                                                                  \
    result WINAPI name parameters                                                                                      \
    {                                                                                                                  \
        ULONG error = errorOf(#name);                                                                                  \
        return error ? error : ((result(WINAPI *) parameters)wines(#name)) arguments;                                  \
    }
FAILS_OR(DWORD, GetBestInterfaceEx, (struct sockaddr *to, PDWORD index), (to, index))
