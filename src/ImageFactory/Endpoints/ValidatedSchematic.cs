using System.Text;
using ImageFactory.Assets.Models;
using ImageFactory.Assets.Schematics;

namespace ImageFactory.Endpoints;

/// <summary>The answer to <c>POST /schematics/validate</c>; without ID, canonical YAML and document when nothing could be read.</summary>
internal sealed record ValidatedSchematic(
    bool Valid,
    string? Id,
    string? Schematic,
    SchematicDocument? Document,
    IReadOnlyList<ValidatedSchematic.Finding> Findings,
    IReadOnlyList<ValidatedSchematic.Output> Outputs)
{
    public static ValidatedSchematic Of(SchematicReport report) => new(
        report.IsValid,
        report.Id?.ToString(),
        report.Schematic is null ? null : Encoding.UTF8.GetString(SchematicWriter.Write(report.Schematic)),
        report.Schematic is null ? null : SchematicDocument.Of(report.Schematic),
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
