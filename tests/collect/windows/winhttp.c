/* Sets the machine's WinHTTP proxy as any program would, so that Windows itself writes the registry's format. */
#include <windows.h>
#include <winhttp.h>

int wmain(int count, wchar_t **arguments)
{
    WINHTTP_PROXY_INFO info = {WINHTTP_ACCESS_TYPE_NAMED_PROXY, arguments[1], count > 2 ? arguments[2] : NULL};
    if (count == 1) info.dwAccessType = WINHTTP_ACCESS_TYPE_NO_PROXY, info.lpszProxy = NULL;
    return WinHttpSetDefaultProxyConfiguration(&info) ? 0 : (int)GetLastError();
}
