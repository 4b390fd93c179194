using System.Globalization;

namespace ImageFactory.Assets.Schematics;

/// <summary>One thing that is wrong with a posted schematic.</summary>
/// <param name="Code">A stable name for programs, one of <see cref="SchematicFaultCodes"/>.</param>
/// <param name="Path">Where in the document, as <c>customization.meta[2].key</c>; empty for the document itself.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
/// <param name="Problem">What is wrong.</param>
/// <param name="Remedy">What would be right, with the nearest valid name or the valid values; empty when there is nothing to say.</param>
public sealed record SchematicFault(string Code, string Path, int Line, int Column, string Problem, string Remedy)
{
    /// <summary>One line for people.</summary>
    public override string ToString()
    {
        // An unknown field is named by its problem.
        var place = Path.Length == 0 || Code is SchematicFaultCodes.UnknownField ? "" : $"{Path}: ";
        var remedy = Remedy.Length == 0 ? "" : $"; {Remedy}";
        return string.Create(CultureInfo.InvariantCulture, $"line {Line}: {place}{Problem}{remedy}");
    }
}
