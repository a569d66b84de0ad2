using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace PowerShellHost;

/// <summary>
/// Reports what is written to the console and every question, and answers from the request's list. A question without an
/// answer is an error: on a managed machine it would hang.
/// </summary>
internal sealed class RecordingUserInterface(Request request, Action<string, object?> report) : PSHostUserInterface
{
    private readonly Queue<string> _answers = new(request.Answers);

    public override PSHostRawUserInterface RawUI { get; } = new Screen(request.Width);

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        var labels = choices.Select(choice => choice.Label.Replace("&", "")).ToList();
        var answer = Answer("choice", caption, message, labels);
        var index = labels.FindIndex(label => label.Equals(answer, StringComparison.OrdinalIgnoreCase));
        return index >= 0 ? index : throw new HostException($"'{answer}' is none of the choices: {string.Join(", ", labels)}");
    }

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> fields) =>
        fields.ToDictionary(field => field.Name, field => PSObject.AsPSObject(Answer("field", caption, $"{message} {field.Name}".Trim(), [])));

    public override string ReadLine() => Answer("line", "", "", []);

    public override SecureString ReadLineAsSecureString() => throw new NotSupportedException("a secret was asked for");

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        throw new NotSupportedException("a credential was asked for");

    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName, PSCredentialTypes types, PSCredentialUIOptions options) =>
        PromptForCredential(caption, message, userName, targetName);

    public override void Write(string value) => report("host", GetOutputString(value, SupportsVirtualTerminal));
    public override void Write(ConsoleColor foreground, ConsoleColor background, string value) => Write(value);
    public override void WriteLine(string value) => Write(value + "\n");

    // These also arrive as records of their streams.
    public override void WriteErrorLine(string value) { }
    public override void WriteDebugLine(string message) { }
    public override void WriteVerboseLine(string message) { }
    public override void WriteWarningLine(string message) { }
    public override void WriteProgress(long sourceId, ProgressRecord record) { }

    private string Answer(string kind, string caption, string message, IReadOnlyList<string> choices)
    {
        var answered = _answers.TryDequeue(out var answer);
        report("prompt", new { kind, caption, message, choices, answer });
        return answered ? answer! : throw new HostException($"nobody is there to answer: {caption} {message}");
    }
}
