using System.Management.Automation.Language;

namespace PowerShellHost;

/// <summary>Types, members and parameters that a script uses and that Windows PowerShell 5.1 does not have.</summary>
internal static class MissingApi
{
    /// <summary>Methods that the language itself has on every value.</summary>
    private static readonly HashSet<string> Intrinsic = new(StringComparer.OrdinalIgnoreCase) { "ForEach", "Where" };

    /// <summary>Properties of classes that both editions have, but which Windows PowerShell's lack.</summary>
    private static readonly HashSet<string> NewProperties = new(StringComparer.OrdinalIgnoreCase)
    {
        "ArgumentList", "StandardInputEncoding",
    };

    /// <summary>Keywords of the language which look like types.</summary>
    private static readonly HashSet<string> Keywords = new(StringComparer.OrdinalIgnoreCase) { "ordered" };

    public static IEnumerable<object> In(Ast tree)
    {
        var own = SyntaxFacts.All<FunctionMemberAst>(tree).Select(method => method.Name)
            .Concat(SyntaxFacts.All<TypeDefinitionAst>(tree).Select(type => type.Name))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        return from node in SyntaxFacts.All<Ast>(tree)
               let what = What(node, own)
               where what is not null
               select new { what, text = node.Extent.Text, line = node.Extent.StartLineNumber };
    }

    private static string? What(Ast node, HashSet<string> own) => node switch
    {
        AttributeAst attribute when Find(attribute.TypeName.GetReflectionAttributeType()) is null => "attribute",
        TypeExpressionAst type when !own.Contains(type.TypeName.Name) && IsMissing(type.TypeName) => "type",
        TypeConstraintAst type when !own.Contains(type.TypeName.Name) && IsMissing(type.TypeName) => "type",
        InvokeMemberExpressionAst { Member: StringConstantExpressionAst name } call when !own.Contains(name.Value) && IsMissing(call, name.Value) => "method",
        InvokeMemberExpressionAst => null,
        MemberExpressionAst { Member: StringConstantExpressionAst name } member when IsMissing(member, name.Value) => "member",
        CommandParameterAst { Parent: CommandAst command } parameter when IsMissing(command, parameter) => "parameter",
        _ => null,
    };

    private static bool IsMissing(ITypeName name) => !Keywords.Contains(name.FullName) && Find(name.GetReflectionType()) is null;

    private static bool IsMissing(InvokeMemberExpressionAst call, string name)
    {
        var arguments = call.Arguments?.Count ?? 0;
        if (!call.Static)
            return !Intrinsic.Contains(name) && !WindowsPowerShell.HasMethod(name, arguments);
        return OwnerOf(call) is { } type && !WindowsPowerShell.HasStaticMethod(type, name, arguments);
    }

    private static bool IsMissing(MemberExpressionAst member, string name) => member.Static
        ? OwnerOf(member) is { } type && !WindowsPowerShell.HasStatic(type, name)
        : NewProperties.Contains(name);

    private static bool IsMissing(CommandAst command, CommandParameterAst parameter) =>
        command.GetCommandName() is { } name
        && WindowsPowerShell.CoreCmdlets.TryGetValue(name, out var parameters)
        && !parameters.Contains(parameter.ParameterName);

    /// <summary>Null for what is no type literal, and for arrays, whose constructor belongs to the runtime.</summary>
    private static Type? OwnerOf(MemberExpressionAst member) =>
        member.Expression is TypeExpressionAst { TypeName: not ArrayTypeName } type ? Find(type.TypeName.GetReflectionType()) : null;

    /// <summary>The engine has said which type a name means, the reference assemblies say whether 5.1 has it.</summary>
    private static Type? Find(Type? type)
    {
        while (type is { IsArray: true })
            type = type.GetElementType();
        if (type is { IsConstructedGenericType: true })
            type = type.GetGenericTypeDefinition();
        return type?.FullName is { } fullName ? WindowsPowerShell.Find(fullName) : null;
    }
}
