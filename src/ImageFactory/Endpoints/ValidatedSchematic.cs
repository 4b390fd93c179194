using ImageFactory.Assets.Models;

namespace ImageFactory.Endpoints;

/// <summary>The answer to <c>POST /schematics/validate</c>.</summary>
internal sealed record ValidatedSchematic(
    bool Valid, string? Id, IReadOnlyList<ValidatedSchematic.Finding> Findings, IReadOnlyList<ValidatedSchematic.Output> Outputs)
{
    public static ValidatedSchematic Of(SchematicReport report) => new(
        report.IsValid,
        report.Id?.ToString(),
        [.. report.Findings.Select(finding => new Finding(NameOf(finding.Severity), finding.Code, finding.Message, finding.Path))],
        [.. report.Outputs.Select(output => new Output(output.Name.ToString(), output.Size?.Length, output.Size?.IsExact, output.Reason))]);

    private static string NameOf(FindingSeverity severity) => severity switch
    {
        FindingSeverity.Error => "error",
        FindingSeverity.Warning => "warning",
        _ => "information",
    };

    /// <summary>A finding.</summary>
    internal sealed record Finding(string Severity, string Code, string Message, string Path);

    /// <summary>An output and its size in bytes; no size when nobody can tell, and a reason when it cannot be had.</summary>
    internal sealed record Output(string Asset, long? Size, bool? Exact, string? Reason);
}
