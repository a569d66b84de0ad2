using System.Management.Automation.Runspaces;

namespace PowerShellHost;

/// <summary>Loads a .ps1xml file of views as the engine does, and gives what the engine found wrong with it.</summary>
internal static class FormatFile
{
    public static IReadOnlyList<string> Errors(string path)
    {
        try
        {
            _ = new FormatTable([path]);
            return [];
        }
        catch (FormatTableLoadException error)
        {
            return error.Errors;
        }
    }
}
