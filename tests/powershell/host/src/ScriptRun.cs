using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Text.Json;

namespace PowerShellHost;

/// <summary>Runs one script in a runspace of its own and reports every record of every stream as it comes.</summary>
internal sealed class ScriptRun : IDisposable
{
    private readonly Request _request;
    private readonly Action<string, object?> _report;
    private readonly RecordingHost _host;
    private readonly Runspace _runspace;
    private readonly PowerShell _shell;
    private volatile bool _stopAsked;

    public ScriptRun(Request request, Action<string, object?> report)
    {
        _request = request;
        _report = report;
        _host = new RecordingHost(request, report);
        _runspace = RunspaceFactory.CreateRunspace(_host, Session(request));
        _runspace.ThreadOptions = PSThreadOptions.UseCurrentThread;
        _shell = PowerShell.Create(_runspace);
        _shell.InvocationStateChanged += (_, _) => StopIfAsked();
    }

    public void Invoke()
    {
        SetCulture();
        _runspace.Open();
        _shell.AddScript(_request.Script);
        foreach (var (name, value) in _request.Parameters)
            _shell.AddParameter(name, FromJson(value));
        Listen();
        var fatal = Execute();
        if (fatal is not null)
            _report("error", Records.Error(fatal.ErrorRecord, terminating: true));
        _report("end", new
        {
            hadErrors = _shell.HadErrors || fatal is not null,
            stopped = _shell.InvocationStateInfo.State is PSInvocationState.Stopping or PSInvocationState.Stopped,
            exitCode = _host.ExitCode,
        });
    }

    /// <summary>What Ctrl+C does. The engine ignores it before the script has begun, so it is kept until then.</summary>
    public void Stop()
    {
        _stopAsked = true;
        StopIfAsked();
    }

    private void StopIfAsked()
    {
        if (_stopAsked && _shell.InvocationStateInfo.State == PSInvocationState.Running)
            _shell.BeginStop(null, null);
    }

    public void Dispose()
    {
        _shell.Dispose();
        _runspace.Dispose();
    }

    private RuntimeException? Execute()
    {
        var output = new PSDataCollection<PSObject>();
        output.DataAdded += (_, added) => _report("output", ObjectJson.Of(output[added.Index]));
        try
        {
            _shell.Invoke<PSObject, PSObject>(null, output, new PSInvocationSettings { Host = _host });
            return null;
        }
        catch (PipelineStoppedException)
        {
            return null;
        }
        catch (RuntimeException error)
        {
            return error;
        }
    }

    private void Listen()
    {
        var streams = _shell.Streams;
        Listen(streams.Error, record => _report("error", Records.Error(record, terminating: false)));
        Listen(streams.Warning, record => _report("warning", record.Message));
        Listen(streams.Verbose, record => _report("verbose", record.Message));
        Listen(streams.Debug, record => _report("debug", record.Message));
        Listen(streams.Information, record => _report("information", Records.Information(record)));
        Listen(streams.Progress, record => _report("progress", Records.Progress(record)));
    }

    private static void Listen<T>(PSDataCollection<T> stream, Action<T> report) =>
        stream.DataAdded += (_, added) => report(stream[added.Index]);

    private static InitialSessionState Session(Request request)
    {
        var session = InitialSessionState.CreateDefault2();
        session.LanguageMode = Enum.Parse<PSLanguageMode>(request.Language);
        if (OperatingSystem.IsWindows())
            session.ExecutionPolicy = Microsoft.PowerShell.ExecutionPolicy.Bypass;
        if (request.DatesAsText)
        {
            var defaults = new DefaultParameterDictionary { ["ConvertFrom-Json:DateKind"] = "String" };
            session.Variables.Add(new SessionStateVariableEntry("PSDefaultParameterValues", defaults, ""));
        }
        return session;
    }

    private void SetCulture()
    {
        Thread.CurrentThread.CurrentCulture = _host.CurrentCulture;
        Thread.CurrentThread.CurrentUICulture = _host.CurrentUICulture;
    }

    private static object? FromJson(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.TryGetInt32(out var number) ? number : value.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Array => value.EnumerateArray().Select(FromJson).ToArray(),
        JsonValueKind.Null => null,
        _ => throw new ArgumentException($"a parameter cannot be a JSON {value.ValueKind}"),
    };
}
