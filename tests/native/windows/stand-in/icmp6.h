/*
 * ICMPv6 echo requests, which Wine lacks, by the Windows documentation:
 *
 *   icmp6 TTL ADDRESS STATUS MILLISECONDS      who answers a request with this hop limit, how and when
 *
 * A request without a line is not answered. What lies in the reply buffer is no reply before Icmp6ParseReplies has made
 * one of it.
 */
#pragma pack(push, 1)
struct packed_address { USHORT sin6_port; ULONG sin6_flowinfo; USHORT sin6_addr[8]; ULONG sin6_scope_id; };
#pragma pack(pop)
typedef struct { struct packed_address Address; ULONG Status; unsigned int RoundTripTime; } ICMPV6_ECHO_REPLY;

struct echo { HANDLE event; ICMPV6_ECHO_REPLY *reply; DWORD timeout; int ttl; char to[64]; };
static const HANDLE echoHandle = (HANDLE)0x66;

HANDLE WINAPI Icmp6CreateFile(void) { return echoHandle; }

static DWORD WINAPI answer(void *context)
{
    struct echo *echo = context;
    char line[256], address[64];
    int ttl;
    ULONG status, milliseconds;
    ICMPV6_ECHO_REPLY reply = { .Status = 11010 };
    FILE *file = fopen("C:\\scenario.txt", "r");
    while (file && fgets(line, sizeof line, file)) {
        if (sscanf(line, "icmp6 %d %63s %lu %lu", &ttl, address, &status, &milliseconds) != 4 || ttl != echo->ttl) continue;
        inet_pton(AF_INET6, strcmp(address, "target") ? address : echo->to, reply.Address.sin6_addr);
        reply.Status = status;
        reply.RoundTripTime = milliseconds;
    }
    if (file) fclose(file);
    Sleep(reply.Status == 11010 ? echo->timeout : reply.RoundTripTime);
    for (size_t i = 0; i < sizeof reply; i++) ((BYTE *)echo->reply)[i] = ~((BYTE *)&reply)[i];
    SetEvent(echo->event);
    free(echo);
    return 0;
}

DWORD WINAPI Icmp6SendEcho2(HANDLE handle, HANDLE event, void *procedure, void *parameter, struct sockaddr_in6 *from,
                            struct sockaddr_in6 *to, void *data, WORD size, PIP_OPTION_INFORMATION options,
                            void *reply, DWORD replySize, DWORD timeout)
{
    static const struct in6_addr any;
    if (handle != echoHandle || !event || from->sin6_family != AF_INET6 || to->sin6_family != AF_INET6 ||
        memcmp(&from->sin6_addr, &any, sizeof any) || !data || replySize < sizeof(ICMPV6_ECHO_REPLY) + size + 8 + 16) {
        SetLastError(ERROR_INVALID_PARAMETER);
        return 0;
    }
    struct echo *echo = malloc(sizeof *echo);
    *echo = (struct echo){ event, reply, timeout, options->Ttl };
    inet_ntop(AF_INET6, &to->sin6_addr, echo->to, sizeof echo->to);
    CloseHandle(CreateThread(NULL, 0, answer, echo, 0, NULL));
    SetLastError(ERROR_IO_PENDING);
    return 0;
}

DWORD WINAPI Icmp6ParseReplies(void *buffer, DWORD size)
{
    ICMPV6_ECHO_REPLY *reply = buffer;
    for (size_t i = 0; i < sizeof *reply; i++) ((BYTE *)buffer)[i] = ~((BYTE *)buffer)[i];
    if (reply->Status != 11010) return 1;
    SetLastError(11010);
    return 0;
}

BOOL WINAPI IcmpCloseHandle(HANDLE handle)
{
    return handle == echoHandle || ((BOOL(WINAPI *)(HANDLE))wines("IcmpCloseHandle"))(handle);
}
