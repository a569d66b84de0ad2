using System.Collections.Concurrent;
using System.Text.Json;

namespace PowerShellHost;

/// <summary>Serves requests, one JSON object a line, until standard input ends; every answer is lines of JSON too.</summary>
internal static class Program
{
    private static readonly ConcurrentDictionary<int, ScriptRun> Running = new();

    private static void Main()
    {
        var (requests, answers) = StandardStreams.Take();
        var writer = new RecordWriter(answers);
        using var reader = new StreamReader(requests);
        while (reader.ReadLine() is { } line)
        {
            var request = JsonSerializer.Deserialize<Request>(line, Request.Format)!;
            if (request.Do == "stop")
                Stop(request.Id);
            else
                Start(request, writer);
        }
    }

    private static void Stop(int id)
    {
        if (Running.TryGetValue(id, out var run))
            run.Stop();
    }

    /// <summary>A run is known before the next line is read, so that a stop never misses it.</summary>
    private static void Start(Request request, RecordWriter writer) => OrReport(request.Id, writer, () =>
    {
        if (request.Do == "run")
            Running[request.Id] = new ScriptRun(request, (stream, value) => writer.Write(request.Id, stream, value));
        new Thread(() => OrReport(request.Id, writer, () => Answer(request, writer))) { IsBackground = true }.Start();
    });

    private static void OrReport(int id, RecordWriter writer, Action action)
    {
        try
        {
            action();
        }
        catch (Exception error)
        {
            writer.Write(id, "failed", error.ToString());
        }
    }

    private static void Answer(Request request, RecordWriter writer)
    {
        if (request.Do == "run")
            Run(request.Id);
        else
            writer.Write(request.Id, "facts", Facts(request));
    }

    private static void Run(int id)
    {
        using var run = Running[id];
        try
        {
            run.Invoke();
        }
        finally
        {
            Running.TryRemove(id, out _);
        }
    }

    private static object Facts(Request request) => request.Do switch
    {
        "parse" => SyntaxFacts.Of(request.Script),
        "format" => FormatFile.Errors(request.Path!),
        _ => throw new ArgumentException($"unknown request '{request.Do}'"),
    };
}
