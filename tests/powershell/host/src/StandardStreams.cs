using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace PowerShellHost;

/// <summary>
/// Takes standard input and output for the protocol, and leaves an empty input and standard error to the scripts and to
/// the programs they start: otherwise a child would eat requests, or write between answers.
/// </summary>
internal static partial class StandardStreams
{
    private const int Input = -10, Output = -11, Error = -12;

    public static (Stream Requests, Stream Answers) Take()
    {
        var streams = OperatingSystem.IsWindows() ? TakeWindows() : TakeUnix();
        Console.SetIn(TextReader.Null);
        Console.SetOut(Console.Error);
        return streams;
    }

    private static (Stream, Stream) TakeUnix()
    {
        var requests = Duplicate(0);
        var answers = Duplicate(1);
        using var nothing = File.OpenHandle("/dev/null");
        Replace((int)nothing.DangerousGetHandle(), 0);
        Replace(2, 1);
        return (Open(requests, FileAccess.Read), Open(answers, FileAccess.Write));
    }

    private static (Stream, Stream) TakeWindows()
    {
        var requests = GetHandle(Input);
        var answers = GetHandle(Output);
        SetHandle(Input, File.OpenHandle("NUL").DangerousGetHandle());
        SetHandle(Output, GetHandle(Error));
        return (Open(requests, FileAccess.Read), Open(answers, FileAccess.Write));
    }

    private static FileStream Open(nint handle, FileAccess access) => new(new SafeFileHandle(handle, true), access, 1);

    [LibraryImport("libc", EntryPoint = "dup")]
    private static partial int Duplicate(int descriptor);

    [LibraryImport("libc", EntryPoint = "dup2")]
    private static partial int Replace(int source, int descriptor);

    [LibraryImport("kernel32", EntryPoint = "GetStdHandle")]
    private static partial nint GetHandle(int which);

    [LibraryImport("kernel32", EntryPoint = "SetStdHandle")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool SetHandle(int which, nint handle);
}
