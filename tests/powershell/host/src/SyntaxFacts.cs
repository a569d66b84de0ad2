using System.Management.Automation.Language;

namespace PowerShellHost;

/// <summary>What a script holds, by the engine's own parser. Lines count from 1.</summary>
internal static class SyntaxFacts
{
    public static object Of(string script)
    {
        var tree = Parser.ParseInput(script, out _, out var errors);
        return new
        {
            errors = errors.Select(error => new { id = error.ErrorId, message = error.Message, line = error.Extent.StartLineNumber }),
            functions = All<FunctionDefinitionAst>(tree).Select(function => function.Name),
            commands = All<CommandAst>(tree).Select(Command),
            members = All<MemberExpressionAst>(tree).Select(Member),
            types = Types(tree),
            variables = All<VariableExpressionAst>(tree).Select(variable => new { name = variable.VariablePath.UserPath, line = Line(variable) }),
            newSyntax = NewSyntax.In(tree),
            missing = MissingApi.In(tree),
        };
    }

    public static IEnumerable<T> All<T>(Ast tree)
        where T : Ast => tree.FindAll(node => node is T, searchNestedScriptBlocks: true).Cast<T>();

    /// <summary>The name is null where it is only known at run time, as in <c>&amp; $program</c>.</summary>
    private static object Command(CommandAst command) => new
    {
        name = command.GetCommandName(),
        text = command.CommandElements[0].Extent.Text,
        core = WindowsPowerShell.CoreCmdlets.ContainsKey(command.GetCommandName() ?? ""),
        parameters = command.CommandElements.OfType<CommandParameterAst>().Select(parameter => parameter.ParameterName),
        line = Line(command),
    };

    private static object Member(MemberExpressionAst member) => new
    {
        type = (member.Expression as TypeExpressionAst)?.TypeName.FullName,
        name = (member.Member as StringConstantExpressionAst)?.Value,
        call = member is InvokeMemberExpressionAst,
        line = Line(member),
    };

    private static IEnumerable<object> Types(Ast tree)
    {
        var literals = All<TypeExpressionAst>(tree).Select(node => (node.TypeName, Line: Line(node)));
        var constraints = All<TypeConstraintAst>(tree).Select(node => (node.TypeName, Line: Line(node)));
        return literals.Concat(constraints).Select(type => new { name = type.TypeName.FullName, line = type.Line });
    }

    private static int Line(Ast node) => node.Extent.StartLineNumber;
}
