using System.Text.Json;

namespace PowerShellHost;

/// <summary>One line of standard input. <c>Do</c> is run, stop, parse or format.</summary>
internal sealed record Request
{
    public static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web);

    public int Id { get; init; }
    public string Do { get; init; } = "run";

    /// <summary>The .ps1xml file to load.</summary>
    public string? Path { get; init; }

    /// <summary>The text to run or to parse.</summary>
    public string Script { get; init; } = "";
    public Dictionary<string, JsonElement> Parameters { get; init; } = [];

    /// <summary>What the user answers, prompt by prompt: the label of a choice, or a text.</summary>
    public string[] Answers { get; init; } = [];

    public string Language { get; init; } = "FullLanguage";
    public string Culture { get; init; } = "en-US";

    /// <summary>Width of the console, in characters.</summary>
    public int Width { get; init; } = 120;

    /// <summary>ConvertFrom-Json leaves dates as text, as Windows PowerShell 5.1 does.</summary>
    public bool DatesAsText { get; init; }
}
