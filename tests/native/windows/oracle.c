/* Tells as JSON what a C program, compiled from the Windows headers, hears from the functions that src/native binds. */
#define WINVER 0x0A00
#define _WIN32_WINNT 0x0A00
#include <winsock2.h>
#include <ws2tcpip.h>
#include <windows.h>
#include <iphlpapi.h>
#include <netioapi.h>
#include <initguid.h>
#include <knownfolders.h>
#include <shlobj.h>
#include <stdio.h>

static void text(const char *name, const wchar_t *value)
{
    printf("\"%s\":\"", name);
    for (; *value; value++) printf("\\u%04x", *value);
    printf("\"");
}

static void address(const char *name, const SOCKADDR_INET *from)
{
    char to[64] = "";
    inet_ntop(from->si_family, from->si_family == AF_INET ? (void *)&from->Ipv4.sin_addr : (void *)&from->Ipv6.sin6_addr,
              to, sizeof to);
    printf("\"%s\":\"%s\"", name, to);
}

static void interfaces(void)
{
    PMIB_IF_TABLE2 table;
    if (GetIfTable2(&table)) return;
    printf("\"interfaces\":[");
    for (ULONG i = 0; i < table->NumEntries; i++) {
        const MIB_IF_ROW2 *row = &table->Table[i];
        wchar_t guid[40];
        StringFromGUID2(&row->InterfaceGuid, guid, 40);
        printf("%s{\"luid\":\"%llu\",\"index\":%lu,", i ? "," : "", row->InterfaceLuid.Value, row->InterfaceIndex);
        text("guid", guid), printf(","), text("alias", row->Alias), printf(","), text("description", row->Description);
        printf(",\"type\":%lu,\"hardware\":%s,\"filter\":%s,\"up\":%s}", row->Type,
               row->InterfaceAndOperStatusFlags.HardwareInterface ? "true" : "false",
               row->InterfaceAndOperStatusFlags.FilterInterface ? "true" : "false",
               row->OperStatus == IfOperStatusUp ? "true" : "false");
    }
    printf("],");
}

static void routes(void)
{
    PMIB_IPFORWARD_TABLE2 table;
    if (GetIpForwardTable2(AF_UNSPEC, &table)) return;
    printf("\"routes\":[");
    for (ULONG i = 0; i < table->NumEntries; i++) {
        const MIB_IPFORWARD_ROW2 *row = &table->Table[i];
        printf("%s{\"interfaceLuid\":\"%llu\",\"interfaceIndex\":%lu,", i ? "," : "", row->InterfaceLuid.Value,
               row->InterfaceIndex);
        address("destination", &row->DestinationPrefix.Prefix);
        printf(",\"prefixLength\":%d,", row->DestinationPrefix.PrefixLength), address("nextHop", &row->NextHop);
        printf(",\"validLifetime\":%lu,\"metric\":%lu,\"protocol\":%d,\"loopback\":%s}", row->ValidLifetime, row->Metric,
               row->Protocol, row->Loopback ? "true" : "false");
    }
    printf("],");
}

static void folder(const char *name, REFKNOWNFOLDERID id)
{
    wchar_t *path;
    if (!SHGetKnownFolderPath(id, 0, NULL, &path)) text(name, path), printf(",");
}

int main(void)
{
    HANDLE token;
    TOKEN_ELEVATION elevation = {0};
    DWORD size;
    wchar_t directory[MAX_PATH];
    printf("{");
    interfaces();
    routes();
    folder("LocalAppData", &FOLDERID_LocalAppData);
    folder("ProgramData", &FOLDERID_ProgramData);
    GetSystemDirectoryW(directory, MAX_PATH);
    text("system", directory);
    OpenProcessToken(GetCurrentProcess(), TOKEN_QUERY, &token);
    GetTokenInformation(token, TokenElevation, &elevation, sizeof elevation, &size);
    printf(",\"elevated\":%s}", elevation.TokenIsElevated ? "true" : "false");
    return 0;
}
