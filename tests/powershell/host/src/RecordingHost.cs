using System.Globalization;
using System.Management.Automation.Host;

namespace PowerShellHost;

/// <summary>The program that PowerShell believes to run in: it has a user who answers from a list.</summary>
internal sealed class RecordingHost(Request request, Action<string, object?> report) : PSHost
{
    private readonly CultureInfo _culture = CultureInfo.GetCultureInfo(request.Culture);

    public int? ExitCode { get; private set; }

    public override string Name => "PowerShellTestHost";
    public override Version Version { get; } = new(1, 0);
    public override Guid InstanceId { get; } = Guid.NewGuid();
    public override CultureInfo CurrentCulture => _culture;
    public override CultureInfo CurrentUICulture => _culture;
    public override PSHostUserInterface UI { get; } = new RecordingUserInterface(request, report);

    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;
    public override void EnterNestedPrompt() => throw new NotSupportedException("nobody is there to debug");
    public override void ExitNestedPrompt() => throw new NotSupportedException("nobody is there to debug");
    public override void NotifyBeginApplication() { }
    public override void NotifyEndApplication() { }
}
