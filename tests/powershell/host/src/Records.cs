using System.Management.Automation;

namespace PowerShellHost;

/// <summary>The records of PowerShell's streams, as the protocol shows them.</summary>
internal static class Records
{
    public static object Error(ErrorRecord record, bool terminating) => new
    {
        message = record.ErrorDetails?.Message ?? record.Exception.Message,
        id = record.FullyQualifiedErrorId,
        category = record.CategoryInfo.Category.ToString(),
        target = ObjectJson.Of(record.TargetObject),
        exception = record.Exception.GetType().FullName,
        recommendation = record.ErrorDetails?.RecommendedAction,
        position = record.InvocationInfo?.PositionMessage,
        terminating,
    };

    public static object Information(InformationRecord record) => new
    {
        message = ObjectJson.Of(record.MessageData),
        tags = record.Tags,
    };

    public static object Progress(ProgressRecord record) => new
    {
        id = record.ActivityId,
        parent = record.ParentActivityId,
        activity = record.Activity,
        status = record.StatusDescription,
        operation = record.CurrentOperation,
        percent = record.PercentComplete,
        secondsRemaining = record.SecondsRemaining,
        completed = record.RecordType == ProgressRecordType.Completed,
    };
}
