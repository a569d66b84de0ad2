using System.Management.Automation.Language;
using System.Numerics;
using System.Text.RegularExpressions;

namespace PowerShellHost;

/// <summary>The syntax of PowerShell 6 and 7 that Windows PowerShell 5.1 does not read, or reads as something else.</summary>
internal static partial class NewSyntax
{
    public static IEnumerable<object> In(Ast tree) =>
        from node in SyntaxFacts.All<Ast>(tree)
        let what = What(node)
        where what is not null
        select new { what, text = node.Extent.Text, line = node.Extent.StartLineNumber };

    private static string? What(Ast node) => node switch
    {
        TernaryExpressionAst => "ternary operator",
        PipelineChainAst => "pipeline chain (&& or ||)",
        PipelineAst { Background: true } => "background pipeline (&)",
        BinaryExpressionAst { Operator: TokenKind.QuestionQuestion } => "null coalescing (??)",
        AssignmentStatementAst { Operator: TokenKind.QuestionQuestionEquals } => "null coalescing assignment (??=)",
        MemberExpressionAst { NullConditional: true } => "null conditional member (?.)",
        IndexExpressionAst { NullConditional: true } => "null conditional index (?[])",
        ScriptBlockAst { CleanBlock: not null } => "clean block",
        BinaryExpressionAst { Operator: TokenKind.DotDot, Left: StringConstantExpressionAst } => "range of characters",
        ConstantExpressionAst constant when IsNewNumber(constant) => "number literal",
        StringConstantExpressionAst { StringConstantType: not (SingleQuoted or SingleQuotedHereString) } text
            when NewEscape().IsMatch(text.Extent.Text) => "escape sequence (`e or `u{})",
        ExpandableStringExpressionAst text when NewEscape().IsMatch(text.Extent.Text) => "escape sequence (`e or `u{})",
        AttributeAst { TypeName.Name: "ValidateRange", PositionalArguments.Count: 1 } => "range by its kind",
        _ => null,
    };

    private const StringConstantType SingleQuoted = StringConstantType.SingleQuoted;
    private const StringConstantType SingleQuotedHereString = StringConstantType.SingleQuotedHereString;

    /// <summary>5.1 knows the suffixes l and d and no binary numbers.</summary>
    private static bool IsNewNumber(ConstantExpressionAst constant) =>
        constant is not StringConstantExpressionAst
        && (constant.Value is byte or sbyte or short or ushort or uint or ulong or BigInteger
            || constant.Extent.Text.TrimStart('-', '+').StartsWith("0b", StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex(@"(?<!`)(``)*`(e|u\{)")]
    private static partial Regex NewEscape();
}
