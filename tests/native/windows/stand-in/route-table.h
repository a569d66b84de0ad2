/* The route table: Wine's own, with the routes that were created, which are kept in C:\added.bin and told in C:\changes.txt. */
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
