using System.Text.Json;

namespace PowerShellHost;

/// <summary>Writes one record a line, in ASCII, whole lines only.</summary>
internal sealed class RecordWriter(Stream answers)
{
    private readonly Lock _lock = new();

    public void Write(int id, string stream, object? value)
    {
        var line = JsonSerializer.SerializeToUtf8Bytes(new { id, stream, value }, Request.Format);
        lock (_lock)
        {
            answers.Write([.. line, (byte)'\n']);
            answers.Flush();
        }
    }
}
