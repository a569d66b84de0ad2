/*
 * Plays the remote access service, of which Wine has none: the active connections are the lines of C:\connections.txt,
 * `ENTRY|DEVICE TYPE|DEVICE NAME|PHONE BOOK`.
 */
#define WINVER 0x0601
#define _WIN32_WINNT 0x0601
#include <windows.h>
#include <ras.h>
#include <raserror.h>
#include <stdio.h>
#include <string.h>

static int read(FILE *file, RASCONNW *connection)
{
    wchar_t line[1024];
    if (!file || !fgetws(line, 1024, file)) return 0;
    memset(connection, 0, sizeof *connection);
    connection->dwSize = sizeof *connection;
    return swscanf(line, L"%256l[^|]|%16l[^|]|%128l[^|]|%259l[^\r\n]", connection->szEntryName, connection->szDeviceType,
                   connection->szDeviceName, connection->szPhonebook) == 4;
}

DWORD WINAPI RasEnumConnectionsW(RASCONNW *connections, DWORD *size, DWORD *count)
{
    RASCONNW connection;
    DWORD room = *size / sizeof *connections;
    FILE *file = fopen("C:\\connections.txt", "r");
    if (connections->dwSize != sizeof *connections) return ERROR_INVALID_SIZE;
    for (*count = 0; read(file, &connection); ++*count) if (*count < room) connections[*count] = connection;
    if (file) fclose(file);
    *size = *count * sizeof *connections;
    return *count > room ? ERROR_BUFFER_TOO_SMALL : 0;
}
