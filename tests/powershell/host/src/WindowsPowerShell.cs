using System.Management.Automation;
using System.Reflection;
using Inventory = System.Collections.Generic.Dictionary<string, System.Collections.Generic.HashSet<string>>;

namespace PowerShellHost;

/// <summary>
/// What Windows PowerShell 5.1 knows, by Microsoft's reference assemblies of it and of the .NET Framework 4.6.2, the oldest
/// one on a supported Windows. Of the framework only the libraries count that powershell.exe loads by itself.
/// </summary>
internal static class WindowsPowerShell
{
    private static readonly MetadataLoadContext Context = new(
        new PathAssemblyResolver(Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "windows-powershell"), "*.dll")), "mscorlib");

    private static readonly string[] Libraries = ["mscorlib", "System", "System.Core", "System.Xml", "System.Numerics", "System.Management.Automation"];

    private static readonly Dictionary<string, Type> Types = Libraries
        .SelectMany(library => Context.LoadFromAssemblyName(library).GetExportedTypes())
        .DistinctBy(type => type.FullName)
        .ToDictionary(type => type.FullName!);

    private static readonly ILookup<string, MethodInfo> InstanceMethods = Types.Values
        .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
        .ToLookup(method => method.Name, StringComparer.OrdinalIgnoreCase);

    private static readonly string[] CommonParameters =
    [
        "Verbose", "Debug", "ErrorAction", "WarningAction", "InformationAction", "ErrorVariable", "WarningVariable",
        "InformationVariable", "OutVariable", "OutBuffer", "PipelineVariable", "WhatIf", "Confirm",
    ];

    /// <summary>The parameters of every cmdlet of Microsoft.PowerShell.Core, by the cmdlet's name.</summary>
    public static readonly Inventory CoreCmdlets = Cmdlets();

    public static Type? Find(string fullName) => Types.GetValueOrDefault(fullName);

    public static bool HasStatic(Type type, string name) =>
        type.GetMember(name, BindingFlags.Public | BindingFlags.Static | BindingFlags.FlattenHierarchy | BindingFlags.IgnoreCase).Length > 0;

    /// <summary>A static method, or with the name <c>new</c> a constructor, that takes so many arguments.</summary>
    public static bool HasStaticMethod(Type type, string name, int arguments) =>
        name.Equals("new", StringComparison.OrdinalIgnoreCase)
            ? (type.IsValueType && arguments == 0) || type.GetConstructors().Any(constructor => Takes(constructor, arguments))
            : type.GetMember(name, MemberTypes.Method, BindingFlags.Public | BindingFlags.Static | BindingFlags.FlattenHierarchy | BindingFlags.IgnoreCase)
                .Any(method => Takes((MethodInfo)method, arguments));

    /// <summary>Whether any type has such a method: the type of a value is not known before the script runs.</summary>
    public static bool HasMethod(string name, int arguments) => InstanceMethods[name].Any(method => Takes(method, arguments));

    private static bool Takes(MethodBase method, int arguments)
    {
        var parameters = method.GetParameters();
        var isOpen = parameters.LastOrDefault()?.CustomAttributes.Any(attribute => attribute.AttributeType.Name == "ParamArrayAttribute") ?? false;
        return isOpen ? arguments >= parameters.Length - 1 : arguments <= parameters.Length && parameters.Skip(arguments).All(parameter => parameter.IsOptional);
    }

    private static Inventory Cmdlets()
    {
        var cmdlets = new Inventory(StringComparer.OrdinalIgnoreCase);
        foreach (var type in Types.Values)
        {
            var names = Attributes(type, nameof(CmdletAttribute)).Select(attribute => attribute.ConstructorArguments);
            foreach (var name in names)
                cmdlets[$"{name[0].Value}-{name[1].Value}"] = new(Parameters(type).Concat(CommonParameters), StringComparer.OrdinalIgnoreCase);
        }
        return cmdlets;
    }

    private static IEnumerable<string> Parameters(Type cmdlet) => cmdlet.GetProperties()
        .Where(property => Attributes(property, nameof(ParameterAttribute)).Any())
        .Select(property => property.Name);

    private static IEnumerable<CustomAttributeData> Attributes(MemberInfo member, string name) =>
        member.GetCustomAttributesData().Where(attribute => attribute.AttributeType.Name == name);
}
