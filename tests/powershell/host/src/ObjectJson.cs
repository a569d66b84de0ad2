using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Text.Json.Nodes;
using System.Xml;

namespace PowerShellHost;

/// <summary>
/// Objects as JSON. Custom objects and dictionaries keep all their depth and say their <c>PSTypeNames</c>; any other object
/// shows its properties only where it is the outermost one, and is text further in. A DateTime is <c>{"$date": …}</c>.
/// </summary>
internal static class ObjectJson
{
    private const int MaxDepth = 32;

    public static JsonNode? Of(object? value) => Of(value, 0);

    private static JsonNode? Of(object? value, int depth)
    {
        var inner = value is PSObject wrapped ? wrapped.BaseObject : value;
        return inner switch
        {
            null => null,
            string text => text,
            bool flag => flag,
            SwitchParameter flag => flag.IsPresent,
            byte or sbyte or short or ushort or int or uint or long => Convert.ToInt64(inner, CultureInfo.InvariantCulture),
            ulong or decimal => JsonValue.Create(Convert.ToDecimal(inner, CultureInfo.InvariantCulture)),
            float or double => Number(Convert.ToDouble(inner, CultureInfo.InvariantCulture)),
            DateTime moment => new JsonObject { ["$date"] = moment.ToString("O", CultureInfo.InvariantCulture) },
            Enum or char or Type or Uri or Version or Guid or ScriptBlock or TimeSpan or DateTimeOffset => Text(inner),
            XmlNode xml => xml.OuterXml,
            _ when depth >= MaxDepth => Text(inner),
            IDictionary entries => Entries(entries, depth),
            IEnumerable items => new JsonArray([.. items.Cast<object?>().Select(item => Of(item, depth + 1))]),
            PSCustomObject => Properties((PSObject)value!, depth),
            _ => depth == 0 ? Properties(PSObject.AsPSObject(value!), depth) : Text(inner),
        };
    }

    private static JsonNode Number(double number) => double.IsFinite(number) ? number : Text(number);

    private static JsonNode Text(object value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private static JsonObject Entries(IDictionary entries, int depth)
    {
        var json = new JsonObject { ["PSTypeNames"] = TypeNames(PSObject.AsPSObject(entries)) };
        foreach (DictionaryEntry entry in entries)
            json[entry.Key.ToString()!] = Of(entry.Value, depth + 1);
        return json;
    }

    private static JsonObject Properties(PSObject value, int depth)
    {
        var json = new JsonObject { ["PSTypeNames"] = TypeNames(value) };
        foreach (var property in value.Properties.Where(property => property.IsGettable))
            json[property.Name] = Property(property, depth);
        return json;
    }

    private static JsonNode? Property(PSPropertyInfo property, int depth)
    {
        try
        {
            return Of(property.Value, depth + 1);
        }
        catch (GetValueException error)
        {
            return new JsonObject { ["$error"] = error.Message };
        }
    }

    private static JsonArray TypeNames(PSObject value) => new([.. value.TypeNames.Select(name => JsonValue.Create(name))]);
}
